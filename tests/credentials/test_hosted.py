"""Open Badges 0.5 to 2.0: what stands at the issuer's address counts."""

import json

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from col_app.recognition import credentials as ob
from tests.credentials.samples import NOW, reasons, world

HOST = "https://badges.example"
SIGNING = rsa.generate_private_key(65537, 2048)
OTHER = rsa.generate_private_key(65537, 2048)


def pem(key):
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return public.decode()


RECIPIENT = {
    "type": "email",
    "hashed": True,
    "salt": "s4lt",
    "identity": "sha256$a7ccb6098dbe3d8f91d8882e6ba42a13cf5dd40fad24e2fa29dfb5bfceda299b",
}
ASSERTION = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "Assertion",
    "id": f"{HOST}/assertions/1",
    "badge": f"{HOST}/badges/1",
    "recipient": RECIPIENT,
    "issuedOn": "2026-01-15T08:30:00Z",
    "verification": {"type": "HostedBadge"},
}
BADGE = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "BadgeClass",
    "id": f"{HOST}/badges/1",
    "name": "Mapper",
    "description": "Made a map",
    "image": f"{HOST}/badges/1.png",
    "criteria": {"narrative": "Twelve places"},
    "issuer": f"{HOST}/issuer",
}
ISSUER = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "Issuer",
    "id": f"{HOST}/issuer",
    "name": "Badges of Example",
    "url": HOST,
    "email": "badges@badges.example",
    "publicKey": f"{HOST}/key",
    "revocationList": f"{HOST}/revoked",
}
KEY = {
    "type": "CryptographicKey",
    "id": f"{HOST}/key",
    "owner": ISSUER["id"],
    "publicKeyPem": pem(SIGNING),
}
REVOKED = {"type": "RevocationList", "id": f"{HOST}/revoked", "revokedAssertions": []}
SITE = {
    ASSERTION["id"]: ASSERTION,
    BADGE["id"]: BADGE,
    ISSUER["id"]: ISSUER,
    KEY["id"]: KEY,
    REVOKED["id"]: REVOKED,
}


def judged(body, *, gone=(), recipient=None, **pages):
    """The verdict on what is handed in; `pages` stand below the host instead of the usual ones."""
    site = {**SITE, **{f"{HOST}/{path.replace('__', '/')}": page for path, page in pages.items()}}
    ask = world({address: page for address, page in site.items() if page is not None})

    def answer(url):
        return ob.Answer(url, 410, b"") if url in gone else ask(url)

    text = body if isinstance(body, str) else json.dumps(body)
    return reasons(ob.verify_body(text.encode(), answer, NOW, recipient)[0])


def signed(key=SIGNING, **changes):
    way = {"type": "SignedBadge", "creator": KEY["id"]}
    return jwt.encode({**ASSERTION, "verification": way, **changes}, key, "RS256")


def test_a_hosted_assertion_is_valid_as_file_and_by_its_address():
    assert judged(ASSERTION) == ("valid",)
    assert judged(ASSERTION["id"]) == ("valid",)
    assert judged(ASSERTION, recipient="jonas@example.lt") == ("valid",)
    assert judged(ASSERTION, recipient="ona@example.lt") == ("cannot_check", "another_recipient")


def test_a_file_that_says_more_than_its_address_is_altered():
    assert judged({**ASSERTION, "narrative": "With honours"}) == ("altered", "differs_from_hosted")


def test_a_hosted_assertion_that_is_gone_was_withdrawn():
    assert judged(ASSERTION, gone=[ASSERTION["id"]]) == ("revoked", "revoked")
    assert judged(ASSERTION["id"], gone=[ASSERTION["id"]]) == ("revoked", "revoked")
    assert judged(ASSERTION, assertions__1={**ASSERTION, "revoked": True}) == ("revoked", "revoked")


def test_an_assertion_elsewhere_than_its_issuer_is_altered():
    forged = {**ASSERTION, "id": "https://evil.example/1"}
    ask = world({**SITE, forged["id"]: forged})

    verdict, _ = ob.verify_body(json.dumps(forged).encode(), ask, NOW)

    assert reasons(verdict) == ("altered", "of_another_place")


def test_a_badge_that_names_a_foreign_issuer_does_not_make_it_the_issuer():
    forged = {**ISSUER, "id": "https://harvard.example/issuer", "name": "Harvard"}
    own = {**BADGE, "issuer": forged}
    ask = world({**SITE, BADGE["id"]: own, forged["id"]: forged})

    verdict, _ = ob.verify_body(json.dumps(ASSERTION).encode(), ask, NOW)

    assert reasons(verdict) == ("altered", "of_another_place")


RULES = {
    "another host": ({"allowedOrigins": ["other.example"]}, ("altered", "of_another_place")),
    "this host": ({"allowedOrigins": "badges.example"}, ("valid",)),
    "another beginning": ({"startsWith": f"{HOST}/x"}, ("altered", "of_another_place")),
    "this beginning": ({"startsWith": [f"{HOST}/x", f"{HOST}/assertions/"]}, ("valid",)),
    "half a host": ({"startsWith": "https://badges.ex"}, ("altered", "of_another_place")),
}


@pytest.mark.parametrize(("rules", "verdict"), RULES.values(), ids=RULES)
def test_an_issuer_may_say_where_its_assertions_stand(rules, verdict):
    assert judged(ASSERTION, issuer={**ISSUER, "verification": rules}) == verdict


@pytest.mark.parametrize("missing", ["assertions__1", "badges__1", "issuer"])
def test_what_is_not_there_cannot_be_checked(missing):
    assert judged(ASSERTION, **{missing: None})[0] == "cannot_check"


ODD = {
    "no recipient": {"recipient": None},
    "a date in words": {"issuedOn": "yesterday"},
    "no badge": {"badge": 5},
    "no way to verify": {"verification": {"type": "Trust"}},
    "another context": {"@context": "https://w3id.org/openbadges/invalid"},
    "ended before it began": {"expires": "2020-01-01T00:00:00Z"},
}


@pytest.mark.parametrize("change", ODD.values(), ids=ODD)
def test_an_odd_assertion_cannot_be_checked(change):
    odd = {**ASSERTION, **change}

    assert judged(odd, assertions__1=odd)[0] == "cannot_check"


def test_dates_are_looked_at():
    ended = {**ASSERTION, "expires": "2026-02-01T00:00:00Z"}
    later = {**ASSERTION, "issuedOn": "2030-01-01T00:00:00Z"}

    assert judged(ended, assertions__1=ended) == ("expired", "expired")
    assert judged(later, assertions__1=later) == ("not_yet_valid", "not_yet_valid")


def test_a_signed_assertion_is_valid():
    assert judged(signed()) == ("valid",)


FORGED = {
    "by another key": signed(OTHER),
    "with a key nobody knows": signed(verification={"type": "SignedBadge", "creator": f"{HOST}/x"}),
    "taken for hosted": signed(verification={"type": "HostedBadge"}),
    "cut off": signed().rpartition(".")[0] + ".",
    "without its signature": {**ASSERTION, "verification": {"type": "SignedBadge"}},
}


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_a_forged_signed_assertion_is_altered(forged):
    assert judged(forged)[0] == "altered"


def test_the_key_of_another_owner_is_refused():
    assert judged(signed(), key={**KEY, "owner": "https://evil.example"})[0] == "altered"


@pytest.mark.parametrize("entry", [ASSERTION["id"], {"id": ASSERTION["id"]}])
def test_a_signed_assertion_in_the_list_was_withdrawn(entry):
    listing = {**REVOKED, "revokedAssertions": ["urn:other", entry]}

    assert judged(signed(), revoked=listing) == ("revoked", "revoked")
    assert judged(signed(), revoked=None) == ("cannot_check", "status_unreachable")


def test_open_badges_1_is_read():
    assertion = {
        "uid": "1",
        "recipient": RECIPIENT,
        "badge": f"{HOST}/badges/1",
        "issuedOn": 1_700_000_000,
        "verify": {"type": "hosted", "url": f"{HOST}/assertions/1"},
    }
    badge = {name: one for name, one in BADGE.items() if name not in ("@context", "type", "id")}
    badge["criteria"] = f"{HOST}/criteria"

    assert judged(assertion, assertions__1=assertion, badges__1=badge) == ("valid",)
