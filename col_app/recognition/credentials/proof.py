"""Data Integrity proofs of the cryptosuite eddsa-rdfc-2022 (W3C vc-di-eddsa, section 3.2)."""

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import orjson

from col_app.recognition.credentials.canonical import canonical
from col_app.recognition.credentials.encoding import multibase
from col_app.recognition.credentials.form import Form
from col_app.recognition.credentials.keys import IssuerKey


def options(key_id: str, created: str) -> dict[str, str]:
    """The proof before it has a value."""
    return {
        "type": "DataIntegrityProof",
        "created": created,
        "verificationMethod": key_id,
        "cryptosuite": "eddsa-rdfc-2022",
        "proofPurpose": "assertionMethod",
    }


def hash_data(proof_text: str, document_text: str) -> bytes:
    """What is signed: the hash of the proof options, then the hash of the document."""
    return _digest(proof_text) + _digest(document_text)


def sign(document: Mapping[str, Any], key: IssuerKey, created: str) -> bytes:
    """Sign any document by the slow path and return it as JSON with its proof."""
    proof = options(key.id, created)
    proof_text = canonical({"@context": document["@context"], **proof})
    signature = key.sign(hash_data(proof_text, canonical(document)))
    return orjson.dumps({**document, "proof": {**proof, "proofValue": multibase(signature)}})


def sign_form(form: Form, slots: Mapping[str, str], key: IssuerKey, created: str) -> bytes:
    """Fill, sign and write a compiled document: the same bytes as ``sign``, much faster."""
    proof_digest = _options_digest(form.contexts, key.id, created)
    signature = key.sign(proof_digest + form.digest(slots))
    proof = orjson.dumps({**options(key.id, created), "proofValue": multibase(signature)})
    return form.json(slots)[:-1] + b',"proof":' + proof + b"}"


@lru_cache(maxsize=1024)
def _options_digest(contexts: tuple[str, ...], key_id: str, created: str) -> bytes:
    return _options_form(contexts).digest({"key": key_id, "created": created})


@lru_cache(maxsize=16)
def _options_form(contexts: tuple[str, ...]) -> Form:
    return Form(
        lambda slots: {"@context": list(contexts), **options(slots["key"], slots["created"])},
        ("key", "created"),
    )


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
