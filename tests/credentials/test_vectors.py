"""The published signing vectors of W3C and 1EdTech, letter for letter."""

import json

import pytest

from col_app.recognition import credentials as ob
from col_app.recognition.credentials.canonical import canonical
from col_app.recognition.credentials.encoding import multibase, unmultibase
from col_app.recognition.credentials.proof import hash_data

pytestmark = pytest.mark.fixtures


@pytest.fixture(scope="module")
def w3c(badge_files):
    return badge_files / "vectors/vc-di-eddsa/TestVectors"


@pytest.fixture(scope="module")
def w3c_key(w3c):
    pair = json.loads((w3c / "keyPair.json").read_text())
    secret = pair.get("secretKeyMultibase") or pair["privateKeyMultibase"]
    key = ob.IssuerKey.from_seed("did:example:1", unmultibase(secret)[2:34])
    assert key.multibase == pair["publicKeyMultibase"]
    return key


@pytest.fixture(scope="module")
def edtech(badge_files):
    folder = badge_files / "vectors/obv3p0-1edtech-impl-guide"
    texts = {name: (folder / f"{name}-canon.txt").read_text() for name in ("document", "proof")}
    return json.loads((folder / "vector.json").read_text()), texts


def test_w3c_document_and_proof_have_the_published_canonical_text(w3c, load_context):
    folder = w3c / "eddsa-rdfc-2022"
    document = json.loads((w3c / "unsigned.json").read_text())
    proof = json.loads((folder / "proofConfigDataInt.json").read_text())

    assert canonical(document, load_context) == (folder / "canonDocDataInt.txt").read_text()
    assert canonical(proof, load_context) == (folder / "proofCanonDataInt.txt").read_text()


def test_w3c_signature_is_the_published_one(w3c, w3c_key, load_context):
    folder = w3c / "eddsa-rdfc-2022"
    document = json.loads((w3c / "unsigned.json").read_text())
    proof = json.loads((folder / "proofConfigDataInt.json").read_text())
    message = hash_data(canonical(proof, load_context), canonical(document, load_context))
    signed = json.loads((folder / "signedDataInt.json").read_text())

    assert multibase(w3c_key.sign(message)) == signed["proof"]["proofValue"]
    assert w3c_key.public.verify(unmultibase(signed["proof"]["proofValue"]), message)


def test_1edtech_document_and_proof_have_the_published_canonical_text(edtech, load_context):
    vector, texts = edtech
    document = vector["ob-test-data"]["json"]
    proof = {**vector["ob-proof"]["json"], "@context": document["@context"]}
    del proof["proofValue"]

    assert canonical(document, load_context).strip() == texts["document"].strip()
    assert canonical(proof, load_context).strip() == texts["proof"].strip()


def test_1edtech_signature_is_the_published_one(edtech, load_context):
    vector, _ = edtech
    seed = bytes.fromhex(vector["ob-key-pair"]["codes"][1])[:32]
    document = vector["ob-test-data"]["json"]
    proof = {**vector["ob-proof"]["json"], "@context": document["@context"]}
    published = proof.pop("proofValue")
    message = hash_data(canonical(proof, load_context), canonical(document, load_context))

    key = ob.IssuerKey.from_seed("https://example.edu/issuers/565049", seed)

    assert multibase(key.sign(message)) == published
