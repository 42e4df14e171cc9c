"""Kinds of proofs, keys and lists that others use."""

import json

import pytest

from col_app.recognition import credentials as ob
from col_app.recognition.credentials import proof
from tests.credentials.others_keys import without
from tests.credentials.samples import (
    DID,
    DID_ADDRESS,
    KEY,
    NOW,
    did_document,
    issued,
    reasons,
    status_list,
    world,
)

LIST = "https://vilnius.learningcities.net/revoked"


def test_two_proofs_must_both_be_right():
    document = issued()
    other = json.loads(proof.sign(without(document, "proof"), KEY, "2026-11-22T10:00:00Z"))
    pages = {DID_ADDRESS: did_document(DID, KEY), document_list(document): status_list()}
    both = {**document, "proof": [document["proof"], other["proof"]]}
    broken = {**document, "proof": [document["proof"], {**other["proof"], "created": "2020"}]}

    assert ob.verify(both, world(pages), NOW).verdict == "valid"
    assert ob.verify(broken, world(pages), NOW).verdict == "altered"


def document_list(document):
    return document["credentialStatus"]["statusListCredential"]


def test_an_issuer_may_be_a_key():
    key = ob.IssuerKey.from_seed(f"did:key:{KEY.multibase}", KEY.seed)
    document = without(issued(), "proof", "credentialStatus")
    document["issuer"] = {**document["issuer"], "id": key.did}
    signed = json.loads(proof.sign(document, key, document["validFrom"]))

    assert ob.verify(signed, world({}), NOW).verdict == "valid"


def test_an_issuer_may_be_an_address():
    address = "https://badges.example/issuer"
    key = ob.IssuerKey.from_seed(address, KEY.seed)
    document = without(issued(), "proof", "credentialStatus")
    document["issuer"] = {**document["issuer"], "id": address}
    signed = json.loads(proof.sign(document, key, document["validFrom"]))
    profile = {"id": address, "assertionMethod": [key.public.verification_method()]}

    assert ob.verify(signed, world({address: profile}), NOW).verdict == "valid"
    assert ob.verify(signed, world({}), NOW).verdict == "cannot_check"
    assert ob.verify(signed, world({address: {"id": address}}), NOW).verdict == "altered"


@pytest.mark.parametrize("did", ["did:example:1", "urn:uuid:1", "did:web:a.example:..:x"])
def test_an_issuer_of_an_unknown_kind_cannot_be_checked(did):
    key = ob.IssuerKey.from_seed(did, KEY.seed)
    document = without(issued(), "proof", "credentialStatus")
    document["issuer"] = {**document["issuer"], "id": did}
    signed = json.loads(proof.sign(document, key, document["validFrom"]))

    assert reasons(ob.verify(signed, world({}), NOW)) == ("cannot_check", "unknown_issuer_kind")


LISTS = {
    "clean": ({"id": LIST, "issuer": DID, "revokedCredential": []}, ("valid",)),
    "names it": ({"revokedCredential": [{"id": issued()["id"]}]}, ("revoked", "revoked")),
    "names it as taken back": (
        {"revokedCredential": [{"id": issued()["id"], "revoked": False}]},
        ("valid",),
    ),
    "of another": (
        {"issuer": "did:web:a.example", "revokedCredential": []},
        ("cannot_check", "status_list_of_another_issuer"),
    ),
    "something else": ({"hello": 1}, ("cannot_check", "status_list_unreadable")),
    "away": (None, ("cannot_check", "status_unreachable")),
}


@pytest.mark.parametrize(("listing", "verdict"), LISTS.values(), ids=LISTS)
def test_a_list_of_1edtech_is_read(listing, verdict):
    document = without(issued(), "proof")
    document["credentialStatus"] = {"id": LIST, "type": "1EdTechRevocationList"}
    signed = json.loads(proof.sign(document, KEY, document["validFrom"]))
    pages = {DID_ADDRESS: did_document(DID, KEY), **({LIST: listing} if listing else {})}

    assert reasons(ob.verify(signed, world(pages), NOW)) == verdict
