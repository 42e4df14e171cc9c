"""Proofs that let a holder show parts of a badge (W3C vc-di-ecdsa, ``ecdsa-sd-2023``).

The issuer signs some statements together, which are always shown, and every other statement on
its own with a key made for this one badge. Blank nodes have secret names, so that what is not
shown cannot be guessed from how they are numbered.
"""

import hashlib
import hmac
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey

from col_app.recognition.credentials.canonical import statements
from col_app.recognition.credentials.contexts import Loader
from col_app.recognition.credentials.encoding import base64url, unmultibase64
from col_app.recognition.credentials.rdfc import Relabel
from col_app.recognition.credentials.verifying.public_keys import Key, from_multicodec, signed_by

SUITE = "ecdsa-sd-2023"
LONGEST = 300_000
MOST_STATEMENTS = 1000
_BASE, _DERIVED = b"\xd9\x5d\x00", b"\xd9\x5d\x01"
_SIGNATURE = 64


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The value of a proof. ``together``: which statements the first signature covers.

    None as the issuer made it: then all are there, and the signatures tell which they belong to.
    """

    signature: bytes
    key: bytes
    signatures: Sequence[bytes]
    relabel: Relabel
    together: frozenset[int] | None


def is_signed(
    unsigned: Mapping[str, Any], value: str, proof_hash: bytes, key: Key, load: Loader
) -> bool:
    """Say whether every statement of the document is signed by the issuer's ``key``.

    Raise ValueError for a value that is none, and what ``canonical`` raises.
    """
    proof = _read(unmultibase64(value, LONGEST))
    own = from_multicodec(proof.key)
    if not (_is_p256(key) and _is_p256(own)):
        return False
    lines = statements(unsigned, load, proof.relabel)
    together = proof.together
    if together is None:
        together = _unsigned_alone(lines, proof.signatures, own)
    if not together <= set(range(len(lines))):
        return False
    alone = [line for number, line in enumerate(lines) if number not in together]
    base = hashlib.sha256("".join(lines[number] for number in sorted(together)).encode()).digest()
    return (
        len(alone) == len(proof.signatures)
        and all(map(lambda line, one: signed_by(own, one, line.encode()), alone, proof.signatures))
        and signed_by(key, proof.signature, proof_hash + proof.key + base)
    )


def _unsigned_alone(lines: Sequence[str], signatures: Sequence[bytes], key: Key) -> frozenset[int]:
    """The statements without a signature of their own; the signatures are in their order."""
    waiting = list(reversed(signatures))
    together: set[int] = set()
    for number, line in enumerate(lines):
        if waiting and signed_by(key, waiting[-1], line.encode()):
            waiting.pop()
        else:
            together.add(number)
    return frozenset(together)


def _read(raw: bytes) -> Disclosure:
    """A proof value (section 3.5.2 "parseBaseProofValue", 3.5.8 "parseDerivedProofValue")."""
    parts = _parts(raw[3:])
    if raw.startswith(_BASE):
        signature, key, secret, signatures, pointers = parts
        _must(isinstance(secret, bytes) and _are(str, pointers))
        proof = Disclosure(signature, key, signatures, _with_secret(secret), None)
    else:
        signature, key, signatures, names, numbers = parts
        _must(raw.startswith(_DERIVED) and isinstance(names, dict) and _are(int, numbers))
        _must(_are(int, list(names)) and _are(bytes, list(names.values())))
        # two nodes with one name would share what is said of either
        _must(len(set(names.values())) == len(names) and len(set(numbers)) == len(numbers))
        proof = Disclosure(signature, key, signatures, _with_names(names), frozenset(numbers))
    _must(isinstance(proof.key, bytes) and _are(bytes, [proof.signature]))
    _must(_are(bytes, proof.signatures) and len(proof.signatures) <= MOST_STATEMENTS)
    _must(all(len(one) == _SIGNATURE for one in (proof.signature, *proof.signatures)))
    return proof


def _parts(raw: bytes) -> list[Any]:
    """The five parts of a proof value. Raise ValueError for anything else."""
    stream = io.BytesIO(raw)
    try:
        found = cbor2.load(stream, max_depth=4, allow_indefinite=False, allow_duplicate_keys=False)
    except (cbor2.CBORError, TypeError, OverflowError, MemoryError) as error:
        raise ValueError("not CBOR") from error
    _must(isinstance(found, list) and len(found) == 5 and stream.tell() == len(raw))
    return found


def _with_secret(secret: bytes) -> Relabel:
    return lambda name: "u" + base64url(hmac.digest(secret, name.encode(), "sha256"))


def _with_names(names: Mapping[int, bytes]) -> Relabel:
    told = {f"c14n{number}": "u" + base64url(name) for number, name in names.items()}

    def relabel(name: str) -> str:
        _must(name in told)
        return told[name]

    return relabel


def _is_p256(key: Key) -> bool:
    return isinstance(key, EllipticCurvePublicKey) and isinstance(key.curve, SECP256R1)


def _are(kind: type, values: Any) -> bool:
    # a truth value is an int for Python
    return isinstance(values, list) and all(type(value) is kind for value in values)


def _must(is_so: bool) -> None:
    if not is_so:
        raise ValueError("not the value of a proof of this kind")
