"""Issuers that are keys themselves, and tokens whose keys stand in many places."""

import json
from datetime import datetime

import pytest

from col_app.recognition import credentials as ob
from col_app.recognition.credentials.encoding import base64url, multibase
from tests.credentials.others_keys import (
    ED25519,
    P256,
    P384,
    algorithm,
    badge_of,
    did_jwk,
    jwk,
    multikey,
    signed_as_rdf,
    token,
)
from tests.credentials.samples import NOW, reasons, world

KEYS = {"Ed25519": ED25519, "P-256": P256, "P-384": P384}
ISSUER = "https://badges.example/issuers/1"
SET = "https://badges.example/.well-known/jwks.json"
WEB = "did:web:badges.example"
WEB_PAGE = "https://badges.example/.well-known/did.json"


def claims(issuer, **changes):
    badge = badge_of(issuer)
    begins = int(datetime.fromisoformat(badge["validFrom"]).timestamp())
    said = {"iss": issuer, "jti": badge["id"], "sub": badge["credentialSubject"]["id"]}
    return {**badge, **said, "nbf": begins, **changes}


def judged(text, pages=()):
    return reasons(ob.verify_body(text.encode(), world(dict(pages)), NOW)[0])


def suite(key):
    return "eddsa-rdfc-2022" if key is ED25519 else "ecdsa-rdfc-2019"


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_an_issuer_may_be_a_key(key):
    did = f"did:key:{multikey(key)}"
    document = signed_as_rdf(badge_of(did), key, f"{did}#{multikey(key)}", suite(key))
    other = {**document, "issuer": {**document["issuer"], "id": f"did:key:{multikey(P256)}x"}}
    checks = ob.verify(document, world({}), NOW).checks

    assert judged(json.dumps(document)) == ("valid",)
    assert ob.Check("issuer_key", None, "only_a_key") in checks
    assert judged(json.dumps(other))[0] == "altered"


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_an_issuer_may_be_a_web_key(key):
    did = did_jwk(key)
    document = signed_as_rdf(badge_of(did), key, f"{did}#0", suite(key))
    wrong = {**document, "proof": {**document["proof"], "verificationMethod": f"{did}#1"}}

    assert judged(json.dumps(document)) == ("valid",)
    assert judged(json.dumps(wrong)) == ("altered", "key_unknown")


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
@pytest.mark.parametrize("kind", ["did:key", "did:jwk"])
@pytest.mark.parametrize("short", [True, False])
def test_a_token_may_be_of_an_issuer_that_is_a_key(key, kind, short):
    did, name = (
        (did_jwk(key), "0") if kind == "did:jwk" else (f"did:key:{multikey(key)}", multikey(key))
    )
    text = token(claims(did), key, did if short else f"{did}#{name}")

    assert judged(text) == ("valid",)
    assert judged(token(claims(did), key, f"#{name}")) == ("valid",)
    assert judged(token(claims(did, name="PhD"), ED25519 if key is P256 else P256, did)) == (
        "altered",
        "signature_wrong",
    )


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_a_token_may_name_a_key_in_a_set(key):
    kept = {**jwk(key), "kid": "one"}
    other = {**jwk(P256 if key is ED25519 else ED25519), "kid": "two"}
    pages = {SET: {"keys": [other, kept]}}

    assert judged(token(claims(ISSUER), key, f"{SET}#one"), pages) == ("valid",)
    assert judged(token(claims(ISSUER), key, "one"), pages) == ("valid",)
    assert judged(token(claims(ISSUER), key, SET), {SET: {"keys": [kept]}}) == ("valid",)
    assert judged(token(claims(ISSUER), key, SET), pages) == ("cannot_check", "unknown_key")
    assert judged(token(claims(ISSUER), key, "two"), pages) == ("altered", "signature_wrong")
    assert judged(token(claims(ISSUER), key, f"{SET}#two"), pages)[0] == "altered"


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_a_token_may_name_a_key_of_a_did_document(key):
    name = f"{WEB}#k"
    method = {"id": name, "type": "JsonWebKey", "controller": WEB, "publicKeyJwk": jwk(key)}
    page = {"id": WEB, "verificationMethod": [method], "assertionMethod": [name]}
    signing_in = {**page, "assertionMethod": [], "authentication": [name]}

    assert judged(token(claims(WEB), key, name), {WEB_PAGE: page}) == ("valid",)
    assert judged(token(claims(WEB), key, "k"), {WEB_PAGE: page}) == ("valid",)
    assert judged(token(claims(WEB), key, name), {WEB_PAGE: signing_in}) == (
        "altered",
        "key_unknown",
    )


def test_a_set_at_a_foreign_address_does_not_count():
    evil = {
        "https://evil.example/keys": {"keys": [jwk(P256)]},
        ISSUER: {"id": ISSUER},
        SET: {"keys": [jwk(ED25519)]},
    }

    assert judged(token(claims(ISSUER), P256, "https://evil.example/keys"), evil) == (
        "altered",
        "key_unknown",
    )


def test_what_a_token_leaves_out_is_not_called_altered():
    did = did_jwk(P256)
    without = {name: value for name, value in claims(did).items() if name != "nbf"}

    assert judged(token(without, P256, f"{did}#0")) == ("cannot_check", "claims_missing")


def with_key(document_key, key):
    """The issuer publishes this as its key; the token says that it was signed with another."""
    did = "did:jwk:" + base64url(json.dumps(document_key).encode())
    return judged(token(claims(did), key, f"{did}#0"))


STRANGE = {
    "an algorithm for another curve": ({**jwk(P384)}, P256, "altered"),
    "for secrets": ({**jwk(P256), "use": "enc"}, P256, "cannot_check"),
    "with its secret": ({**jwk(P256), "d": "AQ"}, P256, "altered"),
    "of an unknown curve": ({**jwk(P256), "crv": "secp256k1"}, P256, "cannot_check"),
    "of no curve": ({**jwk(P256), "crv": ["P-256"]}, P256, "cannot_check"),
    "of no kind": ({**jwk(P256), "kty": ["EC"]}, P256, "cannot_check"),
    "not on its curve": ({**jwk(P256), "x": jwk(P256)["y"]}, P256, "cannot_check"),
    "too short": ({"kty": "RSA", "n": "AQAB", "e": "AQAB"}, P256, "cannot_check"),
    "a shared secret": ({"kty": "oct", "k": "AQAB"}, P256, "cannot_check"),
    "a text": ("key", P256, "cannot_check"),
}


@pytest.mark.parametrize(("document_key", "key", "verdict"), STRANGE.values(), ids=STRANGE)
def test_a_strange_key_proves_nothing(document_key, key, verdict):
    assert with_key(document_key, key)[0] == verdict


@pytest.mark.parametrize(
    "name", ["did:jwk:", "did:jwk:!!", "did:jwk:" + "A" * 9000, "did:key:", "did:key:z6Mk"]
)
def test_a_key_that_cannot_be_read_proves_nothing(name):
    assert judged(token(claims(name), P256, f"{name}#0"))[0] in ("cannot_check", "altered")


@pytest.mark.parametrize("prefix", [b"\xe7\x01", b"\x82\x24", b"\x80\x24\x04", b"\xec\x01", b""])
def test_a_multikey_of_another_kind_is_not_known(prefix):
    did = f"did:key:{multibase(prefix + bytes(33))}"
    document = badge_of(did)
    signed = signed_as_rdf(document, P256, f"{did}#{did[8:]}", "ecdsa-rdfc-2019")

    assert judged(json.dumps(signed)) == ("cannot_check", "unknown_key")


def test_the_algorithms_are_those_of_the_keys():
    assert [algorithm(key) for key in KEYS.values()] == ["EdDSA", "ES256", "ES384"]
