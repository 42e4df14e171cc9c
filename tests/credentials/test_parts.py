"""Endorsements in a badge, and badges in a record: each is judged like one on its own."""

import copy
import json

import pytest

from col_app.recognition import credentials as ob
from col_app.recognition.credentials import proof
from tests.credentials.samples import (
    AWARDED,
    CITY,
    DID,
    DID_ADDRESS,
    KAUNAS,
    KEY,
    LIST_URL,
    NOW,
    STRANGER,
    did_document,
    issued,
    reasons,
    status_list,
    world,
)

V2 = "https://www.w3.org/ns/credentials/v2"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CLR2 = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
SINCE = "2026-11-21T10:00:00Z"


def signed(document, key=KEY):
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    return json.loads(proof.sign(unsigned, key, SINCE))


def profile(did, name):
    return {"id": did, "type": ["Profile"], "name": name}


def endorsement(key=KAUNAS, **changes):
    return signed(
        {
            "@context": [V2, OB3],
            "id": "urn:uuid:2f0d8f3e-7b60-4f6e-9a53-5d8f0a7c1b11",
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "name": "Kaunas stands by it",
            "issuer": profile(KAUNAS.did, "Kaunas"),
            "validFrom": SINCE,
            "credentialSubject": {
                "id": DID,
                "type": ["EndorsementSubject"],
                "endorsementComment": "We know them.",
            },
            **changes,
        },
        key,
    )


def endorsed(*found, inside=None):
    """A badge of the city with these endorsements, on the badge itself or deeper inside."""
    document = issued()
    holder = document if inside is None else inside(document)
    holder["endorsement"] = list(found)
    return signed(document)


def record(*members):
    return signed(
        {
            "@context": [V2, CLR2, OB3],
            "id": "urn:uuid:6f1d8f3e-7b60-4f6e-9a53-5d8f0a7c1b11",
            "type": ["VerifiableCredential", "ClrCredential"],
            "name": "What Ona learned",
            "issuer": profile(DID, CITY.name),
            "validFrom": SINCE,
            "credentialSubject": {
                "id": "urn:uuid:7d3c6ffe-8e58-4a0c-9a5e-0f5e0a9d7a11",
                "type": ["ClrSubject"],
                "verifiableCredential": list(members),
            },
        }
    )


def another():
    """A second badge of the same person."""
    return issued(id=f"{CITY.url}/credentials/other", salt="other")


def verdict_on(document, revoked=()):
    pages = {
        DID_ADDRESS: did_document(DID, KEY),
        "https://kaunas.learningcities.net/.well-known/did.json": did_document(KAUNAS.did, KAUNAS),
        LIST_URL: status_list(revoked),
    }
    return ob.verify(document, world(pages), NOW)


def judged(document, revoked=()):
    return reasons(verdict_on(document, revoked))


def found_in(document):
    """The kinds and verdicts of what is inside."""
    return [(part.kind, part.verdict) for part in verdict_on(document).parts]


def tampered(document):
    changed = copy.deepcopy(document)
    changed["name"] = "PhD"
    return changed


def test_a_real_endorsement_is_told():
    [part] = verdict_on(endorsed(endorsement())).parts

    assert judged(endorsed(endorsement())) == ("valid",)
    assert part == ob.Part("endorsement", "Kaunas stands by it", "Kaunas", KAUNAS.did, "valid")


PLACES = {
    "the badge": None,
    "its issuer": lambda document: document["issuer"],
    "its achievement": lambda document: document["credentialSubject"]["achievement"],
    "who made it": lambda document: document["credentialSubject"]["achievement"]["creator"],
}


@pytest.mark.parametrize("inside", PLACES.values(), ids=PLACES)
def test_a_forged_endorsement_is_told_wherever_it_stands(inside):
    forged = endorsement(key=STRANGER)
    forged["proof"]["verificationMethod"] = KAUNAS.id
    document = endorsed(forged, endorsement(), inside=inside)

    assert judged(document) == ("valid", "endorsement_not_valid")
    assert found_in(document) == [("endorsement", "altered"), ("endorsement", "valid")]


def test_an_endorsement_of_somebody_else_says_nothing_here():
    document = endorsed(
        endorsement(credentialSubject={"id": "did:web:a.example", "type": ["EndorsementSubject"]})
    )
    [part] = verdict_on(document).parts

    assert judged(document) == ("valid", "endorsement_not_valid")
    assert (part.verdict, part.reason_code) == ("cannot_check", "endorsement_of_another")


SPOILED = {
    "changed": (tampered(endorsement()), "altered"),
    "unsigned": ({**endorsement(), "proof": None}, "altered"),
    "by a key of another": (endorsement(key=KEY), "altered"),
    "ended": (endorsement(validUntil="2026-11-22T10:00:00Z"), "expired"),
    "of tomorrow": (endorsement(validFrom="2027-11-22T10:00:00Z"), "not_yet_valid"),
    "without a comment's subject": (
        endorsement(credentialSubject={"id": DID, "type": ["AchievementSubject"]}),
        "cannot_check",
    ),
    "of one who is away": (
        endorsement(key=STRANGER, issuer=profile("did:web:away.example", "Away")),
        "altered",
    ),
    "no endorsement at all": (signed(issued()), "cannot_check"),
}


@pytest.mark.parametrize(("part", "verdict"), SPOILED.values(), ids=SPOILED)
def test_an_endorsement_that_is_not_valid_says_nothing_of_the_badge(part, verdict):
    document = endorsed(part)

    assert judged(document) == ("valid", "endorsement_not_valid")
    assert [found for _kind, found in found_in(document)] == [verdict]


def test_a_record_of_real_badges_is_valid():
    assert judged(record(issued(), another())) == ("valid",)


MEMBERS = {
    "changed": (tampered(issued()), "altered"),
    "unsigned": ({name: one for name, one in issued().items() if name != "proof"}, "altered"),
    "signed by a stranger": (signed(issued(), STRANGER), "altered"),
    "ended": (issued(valid_until=AWARDED), "expired"),
    "no badge": ({"@context": [V2], "type": ["VerifiableCredential"]}, "cannot_check"),
}


@pytest.mark.parametrize(("member", "verdict"), MEMBERS.values(), ids=MEMBERS)
def test_a_record_is_as_good_as_its_worst_badge(member, verdict):
    document = record(another(), member)

    assert judged(document)[0] == verdict
    assert [found for _kind, found in found_in(document)] == ["valid", verdict]


def test_a_withdrawn_badge_in_a_record_is_told():
    assert judged(record(issued()), revoked=[94567]) == ("revoked", "member_revoked")


def test_a_badge_taken_out_of_a_record_is_noticed():
    document = record(issued(), another())
    document["credentialSubject"]["verifiableCredential"].pop()

    assert judged(document) == ("altered", "signature_wrong")


def test_a_record_in_a_record_in_a_record_has_an_end():
    document = record(issued())
    for _ in range(6):
        document = record(document)

    assert judged(document)[0] == "cannot_check"
    assert found_in(record(record(issued()), another())) == [
        ("record", "valid"),
        ("badge", "valid"),
        ("badge", "valid"),
    ]
