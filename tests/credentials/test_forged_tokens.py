"""Tokens that say more than the issuer said, or that somebody else signed."""

import hmac
import json

import pytest

from col_app.recognition import credentials as ob
from col_app.recognition.credentials.encoding import base64url, unbase64url
from tests.credentials.samples import (
    BASE,
    DID,
    DID_ADDRESS,
    KAUNAS,
    KEY,
    LIST_URL,
    NOW,
    did_document,
    issued,
    reasons,
    status_list,
    world,
)

TOKEN_KEY = ob.JwtKey.from_seed(DID, KEY.seed)
TOKEN = ob.issue_jwt(issued(), TOKEN_KEY)
HEAD, BODY, SIGNATURE = TOKEN.split(".")


def part(value):
    return base64url(json.dumps(value).encode())


def token(header=None, claims=None, key=TOKEN_KEY, document=None):
    """A token with other words in its header or claims, signed with this key."""
    credential = {name: one for name, one in (document or issued()).items() if name != "proof"}
    own = json.loads(unbase64url(BODY))
    payload = {**own, **credential, **(claims or {})}
    said = {**own_header(), **(header or {})}
    kept = {name: one for name, one in said.items() if one is not None}
    signed = f"{part(kept)}.{part(payload)}"
    return f"{signed}.{base64url(key.sign(signed.encode()))}"


def own_header():
    return {"alg": "ES256", "typ": "JWT", "kid": TOKEN_KEY.id}


def unsigned(header):
    return f"{part(header)}.{BODY}."


def by_hand(secret):
    """Signed with a shared secret: the public key, for readers that mix up the two kinds."""
    head = f"{part({**own_header(), 'alg': 'HS256'})}.{BODY}"
    return f"{head}.{base64url(hmac.digest(secret, head.encode(), 'sha256'))}"


EVIL_KEY = ob.JwtKey.from_seed(DID, bytes(range(5, 37)))
FOREIGN_KEY = ob.JwtKey.from_seed(KAUNAS.did, KAUNAS.seed)
FORGED = {
    "no algorithm": unsigned({"alg": "none"}),
    "no algorithm in capitals": unsigned({**own_header(), "alg": "NONE"}),
    "a shared secret": by_hand(json.dumps(TOKEN_KEY.public.jwk).encode()),
    "a key brought along": token({"kid": None, "jwk": EVIL_KEY.public.jwk}, key=EVIL_KEY),
    "a key brought along beside ours": token({"jwk": EVIL_KEY.public.jwk}, key=EVIL_KEY),
    "a key brought along with its secret": token(
        {"kid": None, "jwk": {**EVIL_KEY.public.jwk, "d": "AQ"}}, key=EVIL_KEY
    ),
    "a key nobody knows": token({"kid": EVIL_KEY.id}, key=EVIL_KEY),
    "the name of our key": token(key=EVIL_KEY),
    "the key of another city": token({"kid": FOREIGN_KEY.id}, key=FOREIGN_KEY),
    "a key at a foreign address": token({"kid": "https://evil.example/key"}, key=EVIL_KEY),
    "another issuer in the claims": token(claims={"iss": KAUNAS.did}),
    "another badge in the claims": token(claims={"jti": f"{BASE}/credentials/other"}),
    "another holder in the claims": token(claims={"sub": "did:example:other"}),
    "another date in the claims": token(claims={"nbf": 1}),
    "an end in the claims alone": token(claims={"exp": 4_000_000_000}),
    "another payload": ".".join((HEAD, part({**issued(), "name": "PhD"}), SIGNATURE)),
    "a changed proof inside": token(
        claims={"proof": {**issued()["proof"], "created": "2020-01-01T00:00:00Z"}}
    ),
}


def token_world():
    """A world in which the city publishes both of its keys."""
    evil = {"https://evil.example/key": EVIL_KEY.public.jwk}
    return world({DID_ADDRESS: did_document(DID, KEY, TOKEN_KEY), LIST_URL: status_list(), **evil})


def judged(text):
    return ob.verify_body(text.encode(), token_world(), NOW)[0]


def test_a_token_of_ours_is_valid():
    assert judged(TOKEN).verdict == "valid"
    assert judged(token()).verdict == "valid"
    assert judged(token({"kid": None, "jwk": TOKEN_KEY.public.jwk})).verdict == "valid"
    assert judged(token(claims={"proof": issued()["proof"]})).verdict == "valid"


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_a_forged_token_is_altered(forged):
    assert judged(forged).verdict == "altered"


@pytest.mark.parametrize(
    "header", [{"alg": "ES512"}, {"crit": ["b64"], "b64": False}, {"alg": "ECDH-ES"}]
)
def test_a_token_of_an_unknown_kind_cannot_be_checked(header):
    assert reasons(judged(token(header))) == ("cannot_check", "unknown_proof")
