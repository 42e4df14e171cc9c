"""Lists of withdrawn badges of all kinds in use: what they can tell, and what they cannot."""

import json

import pytest

from col_app.recognition import credentials as ob
from col_app.recognition.credentials import proof
from tests.credentials.others_keys import ED25519, multikey, token, without
from tests.credentials.samples import (
    BASE,
    DID,
    DID_ADDRESS,
    KEY,
    LIST_URL,
    NOW,
    did_document,
    issued,
    reasons,
    world,
)

LIST_2021 = "https://w3id.org/vc/status-list/2021/v1"
LIST_2020 = "https://w3id.org/vc-revocation-list-2020/v1"
SINCE = "2026-11-25T09:00:00Z"
# the contexts of the drafts fit the data model 1.1 alone, where lists are concerned
V1, V2 = "https://www.w3.org/2018/credentials/v1", "https://www.w3.org/ns/credentials/v2"
SUITE = "https://w3id.org/security/data-integrity/v2"
KINDS = {
    "bitstring": (
        None,
        "BitstringStatusList",
        {"type": "BitstringStatusListEntry", "statusPurpose": "revocation"},
        ("statusListIndex", "statusListCredential"),
    ),
    "2021": (
        LIST_2021,
        "StatusList2021",
        {"type": "StatusList2021Entry", "statusPurpose": "revocation"},
        ("statusListIndex", "statusListCredential"),
    ),
    "2020": (
        LIST_2020,
        "RevocationList2020",
        {"type": "RevocationList2020Status"},
        ("revocationListIndex", "revocationListCredential"),
    ),
}


def signed(document):
    return json.loads(proof.sign(without(document, "proof"), KEY, SINCE))


def badge(kind, index="5", **entry):
    """A badge with its place in a list of this kind."""
    context, _type, said, (of_index, of_list) = KINDS[kind]
    document = issued()
    document["@context"] += [context] if context else []
    document["credentialStatus"] = {
        "id": f"{LIST_URL}#5",
        **said,
        of_index: index,
        of_list: LIST_URL,
        **entry,
    }
    return signed(document)


def listing(kind, revoked=(), size=131_072, **subject):
    """A signed list of this kind."""
    context, type_, said, _names = KINDS[kind]
    encoded = ob.StatusList(size, revoked).encode()
    purpose = {"statusPurpose": said["statusPurpose"]} if "statusPurpose" in said else {}
    return signed(
        {
            "@context": [V1, SUITE, context] if context else [V2],
            "id": LIST_URL,
            "type": ["VerifiableCredential", f"{type_}Credential"],
            "issuer": DID,
            "issuanceDate" if context else "validFrom": SINCE,
            "credentialSubject": {
                "id": f"{LIST_URL}#list",
                "type": type_,
                **purpose,
                "encodedList": encoded if kind == "bitstring" else encoded[1:],
                **subject,
            },
        }
    )


def judged(document, listed):
    pages = {DID_ADDRESS: did_document(DID, KEY), LIST_URL: listed}
    return reasons(ob.verify(document, world(pages), NOW))


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_list_tells_withdrawn_from_not(kind):
    assert judged(badge(kind), listing(kind)) == ("valid",)
    assert judged(badge(kind), listing(kind, [5])) == ("revoked", "revoked")
    assert judged(badge(kind, "4"), listing(kind, [5])) == ("valid",)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("other", KINDS)
def test_a_list_of_another_kind_is_no_answer(kind, other):
    if kind != other:
        assert judged(badge(kind), listing(other)) == (
            "cannot_check",
            "status_list_not_a_credential",
        )


@pytest.mark.parametrize("kind", KINDS)
def test_a_short_list_is_no_answer(kind):
    assert judged(badge(kind), listing(kind, size=8192)) == (
        "cannot_check",
        "status_list_too_short",
    )


@pytest.mark.parametrize("kind", ["2021", "2020"])
def test_drafts_write_base64_in_both_ways(kind):
    encoded = listing(kind, [5])["credentialSubject"]["encodedList"]
    usual = encoded.translate(str.maketrans("-_", "+/")) + "=" * (-len(encoded) % 4)

    assert judged(badge(kind), listing(kind, encodedList=usual)) == ("revoked", "revoked")


@pytest.mark.parametrize("kind", ["bitstring", "2021"])
def test_a_suspended_badge_is_not_valid(kind):
    entry = badge(kind, statusPurpose="suspension")

    assert judged(entry, listing(kind, [5], statusPurpose="suspension")) == (
        "revoked",
        "suspended",
    )
    assert judged(entry, listing(kind, statusPurpose="suspension")) == ("valid",)
    assert judged(entry, listing(kind, statusPurpose="revocation")) == (
        "cannot_check",
        "status_list_another",
    )
    both = listing("bitstring", [5], statusPurpose=["revocation", "suspension"])
    assert judged(badge("bitstring"), both) == ("revoked", "revoked")


MESSAGES = [
    {"status": "0x0", "message": "pending review"},
    {"status": "0x1", "message": "accepted"},
    {"status": "0x2", "message": "rejected"},
    {"status": "what", "message": 5},
    "nothing",
]


def told(bits, **entry):
    """What is told of entry 5 of a list of messages of two bits."""
    said = {"statusPurpose": "message", "statusSize": 2, "statusMessage": MESSAGES[:3], **entry}
    listed = listing("bitstring", bits, size=262_144, statusPurpose="message")
    pages = {DID_ADDRESS: did_document(DID, KEY), LIST_URL: listed}
    verdict = ob.verify(badge("bitstring", **said), world(pages), NOW)
    [check] = [check for check in verdict.checks if check.name == "status"]
    return verdict.verdict, check.reason_code, check.said


def test_a_message_is_told_and_never_makes_a_badge_valid():
    assert told([]) == ("cannot_check", "status_message", "pending review")
    assert told([11]) == ("cannot_check", "status_message", "accepted")
    assert told([10]) == ("cannot_check", "status_message", "rejected")
    assert told([10, 11]) == ("cannot_check", "status_message", "")


def test_a_list_of_wide_entries_needs_more_bits():
    listed = listing("bitstring", statusPurpose="message")
    entry = badge("bitstring", statusPurpose="message", statusSize=2, statusMessage=MESSAGES[:3])

    assert judged(entry, listed) == ("cannot_check", "status_list_too_short")


@pytest.mark.parametrize("bits", [[10], [11], [10, 11]])
def test_any_value_of_a_wide_entry_withdraws(bits):
    entry = badge("bitstring", statusSize=2)

    assert judged(entry, listing("bitstring", bits, size=262_144)) == ("revoked", "revoked")
    assert judged(entry, listing("bitstring", size=262_144)) == ("valid",)


def test_a_newer_badge_is_told_and_says_nothing_of_withdrawing():
    entry = badge("bitstring", statusPurpose="refresh")
    unchanged = listing("bitstring", statusPurpose="refresh")
    pages = {DID_ADDRESS: did_document(DID, KEY), LIST_URL: unchanged}

    assert judged(entry, listing("bitstring", [5], statusPurpose="refresh")) == (
        "cannot_check",
        "newer_issued",
    )
    assert ob.Check("status", None, "no_status") in ob.verify(entry, world(pages), NOW).checks


def test_a_list_as_a_token_needs_no_claims_of_badges():
    key_id = f"{DID}#{multikey(ED25519)}"
    document = did_document(DID, KEY)
    document["verificationMethod"].append(
        {
            "id": key_id,
            "type": "Multikey",
            "controller": DID,
            "publicKeyMultibase": multikey(ED25519),
        }
    )
    document["assertionMethod"].append(key_id)
    listed = without(listing("bitstring", [5]), "proof")

    def judged_by(text):
        pages = {DID_ADDRESS: document, LIST_URL: text.encode()}
        return reasons(ob.verify(badge("bitstring"), world(pages), NOW))

    assert judged_by(token(listed, ED25519, key_id)) == ("revoked", "revoked")
    assert judged_by(token({**listed, "jti": f"{BASE}/other"}, ED25519, key_id)) == (
        "cannot_check",
        "status_list_claims_differ",
    )
