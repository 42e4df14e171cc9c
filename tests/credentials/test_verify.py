import copy
import json
from datetime import timedelta

import pytest

from col_app.recognition import credentials as ob
from col_app.recognition.credentials import proof
from tests.credentials.samples import (
    AWARDED,
    BADGE,
    BASE,
    CITY,
    EMAIL,
    KEY,
    LIST_URL,
    NOW,
    STRANGER,
    award,
    issued,
    judge,
    published,
    reasons,
    status_list,
)


def set_at(path, value):
    """A change of one member of a signed badge."""

    def change(document):
        *parents, last = path
        for name in parents:
            document = document[name]
        document[last] = value

    return change


TAMPERED = {
    "name": set_at(["name"], "PhD"),
    "achievement": set_at(["credentialSubject", "achievement", "name"], "PhD"),
    "subject": set_at(["credentialSubject", "id"], "urn:uuid:00000000-0000-4000-8000-000000000001"),
    "identity": set_at(
        ["credentialSubject", "identifier", 0, "identityHash"], "sha256$" + "0" * 64
    ),
    "date": set_at(["validFrom"], "2020-01-01T00:00:00Z"),
    "endless": set_at(["validUntil"], None),
    "status index": set_at(["credentialStatus", "statusListIndex"], "5"),
    "status gone": lambda document: document.pop("credentialStatus"),
    "creator gone": lambda document: document["credentialSubject"]["achievement"].pop("creator"),
    "tag more": lambda document: document["credentialSubject"]["achievement"]["tag"].append("x"),
    "proof date": set_at(["proof", "created"], "2020-01-01T00:00:00Z"),
    "proof value": set_at(["proof", "proofValue"], "z" + "2" * 88),
    "proof value not text": set_at(["proof", "proofValue"], 7),
    "proof value endless": set_at(["proof", "proofValue"], "z" + "2" * 100_000),
    "proof purpose": set_at(["proof", "proofPurpose"], "authentication"),
    "proof gone": lambda document: document.pop("proof"),
    "unknown member": set_at(["secretClaim"], "x"),
    "unknown member in proof": set_at(["proof", "secretClaim"], "x"),
    "issuer": set_at(["issuer", "id"], "did:web:kaunas.learningcities.net"),
    "issuer not text": set_at(["issuer", "id"], 7),
    "subject list": set_at(["credentialSubject"], []),
}


@pytest.mark.parametrize("change", TAMPERED.values(), ids=TAMPERED)
def test_a_changed_badge_is_altered(change):
    document = issued(valid_until=AWARDED + timedelta(days=100))
    change(document)

    assert judge(document).verdict == "altered"


def test_a_good_badge_is_valid():
    assert judge(issued(), recipient=EMAIL) == ob.Verdict(
        "valid",
        (
            ob.Check("form", True, "ok"),
            ob.Check("issuer_key", True, "ok"),
            ob.Check("signature", True, "ok"),
            ob.Check("dates", True, "ok"),
            ob.Check("status", True, "ok"),
            ob.Check("recipient", True, "ok"),
        ),
    )


def test_after_a_wrong_signature_nothing_else_is_believed():
    document = issued()
    document["name"] = "PhD"

    assert [check.ok for check in judge(document).checks] == [True, True, False, None, None, None]


@pytest.mark.parametrize(
    ("name", "hidden"),
    [
        ("https://www.w3.org/2018/credentials#credentialStatus", "credentialStatus"),
        ("https://www.w3.org/2018/credentials#validUntil", "validUntil"),
    ],
)
def test_a_member_cannot_hide_behind_another_way_of_writing(name, hidden):
    document = issued(valid_until=NOW - timedelta(days=1))
    document[name] = document.pop(hidden)

    assert reasons(judge(document, status_list([94567]))) == ("altered", "unusual_writing")


def test_a_badge_may_not_bring_its_own_context():
    document = issued()
    document["@context"].append({"name": "https://evil.example/name"})

    assert reasons(judge(document)) == ("altered", "own_context")


def test_an_unknown_context_cannot_be_checked():
    document = issued()
    document["@context"].append("https://evil.example/v1")

    assert reasons(judge(document)) == ("cannot_check", "unknown_context")


@pytest.mark.parametrize("document", [{}, [], "x", None, {"type": "Assertion"}, {"@context": []}])
def test_what_is_no_badge_cannot_be_checked(document):
    assert reasons(judge(document)) == ("cannot_check", "not_a_credential")


def test_a_badge_nested_without_end_cannot_be_checked():
    document = issued()
    for _ in range(500):
        document = {"evidence": document}

    assert reasons(judge(document)) == ("cannot_check", "too_complex")


def test_a_badge_of_thousands_of_parts_cannot_be_checked():
    document = issued()
    document["evidence"] = [{"id": f"{BASE}/{number}"} for number in range(2000)]

    assert reasons(judge(document)) == ("cannot_check", "too_complex")


def test_a_poison_graph_cannot_be_checked():
    document = issued()
    names = [f"_:n{number}" for number in range(10)]
    document["evidence"] = [
        {"id": one, "type": [other for other in names if other != one]} for one in names
    ]

    assert reasons(judge(document)) == ("cannot_check", "too_complex")


def test_a_key_that_the_issuer_does_not_publish_is_refused():
    document = json.loads(ob.issue_slow(CITY, BADGE, award(), STRANGER))

    assert reasons(judge(document)) == ("altered", "key_unknown")


def test_the_key_of_another_city_is_refused():
    kaunas = ob.IssuerKey.generate("did:web:kaunas.learningcities.net")
    document = issued()
    document["proof"]["verificationMethod"] = kaunas.id

    verdict = ob.verify(document, published(KEY, kaunas), {}.get, NOW)

    assert reasons(verdict) == ("altered", "key_of_another_issuer")


def test_a_key_record_under_another_name_is_refused():
    verdict = ob.verify(issued(), lambda name: STRANGER.public, {}.get, NOW)

    assert reasons(verdict) == ("altered", "key_unknown")


def test_an_issuer_out_of_reach_cannot_be_checked():
    def away(address):
        raise ob.UnreachableError

    assert reasons(ob.verify(issued(), away, away, NOW)) == ("cannot_check", "issuer_unreachable")
    assert reasons(ob.verify(issued(), published(KEY), away, NOW)) == (
        "cannot_check",
        "status_unreachable",
    )


def test_a_badge_of_tomorrow_is_not_yet_valid():
    assert reasons(judge(issued(awarded_at=NOW + timedelta(days=1)))) == (
        "not_yet_valid",
        "not_yet_valid",
    )


def test_a_badge_that_ended_is_expired():
    document = issued(valid_until=NOW)

    assert judge(document).verdict == "expired"
    assert judge(document, now=NOW - timedelta(seconds=1), listing=status_list(now=AWARDED)).verdict


def test_a_revoked_badge_is_revoked_even_when_it_ended():
    listing = status_list([94567])

    assert reasons(judge(issued(), listing)) == ("revoked", "revoked")
    assert judge(issued(valid_until=NOW), listing).verdict == "revoked"
    assert judge(issued(status=ob.StatusEntry(LIST_URL, 94566)), listing).verdict == "valid"


def test_another_recipient_is_told_from_the_right_one():
    assert judge(issued(), recipient="Jonas@Example.lt ").verdict == "valid"
    assert reasons(judge(issued(), recipient="ona@example.lt")) == (
        "cannot_check",
        "another_recipient",
    )
    assert reasons(judge(issued(email=None), recipient=EMAIL)) == (
        "cannot_check",
        "another_recipient",
    )


KAUNAS = ob.IssuerKey.from_seed("did:web:kaunas.learningcities.net", bytes(range(2, 34)))


def tampered_list():
    listing = status_list([94567])
    listing["credentialSubject"]["encodedList"] = ob.StatusList().encode()
    return listing


LISTS = {
    "status_list_signature_wrong": tampered_list,
    "status_list_of_another_issuer": lambda: status_list(key=KAUNAS),
    "status_list_key_unknown": lambda: status_list(key=STRANGER),
    "status_list_no_proof": lambda: without(status_list(), "proof"),
    "status_list_expired": lambda: status_list(now=NOW - timedelta(days=2)),
    "status_list_not_yet_valid": lambda: status_list(now=NOW + timedelta(days=1)),
    "status_list_another": lambda: status_list(url=f"{BASE}/status/other"),
    "status_list_too_short": lambda: status_list(size=8192),
    "status_list_not_a_credential": lambda: issued(),
}


def without(document, name):
    copied = copy.deepcopy(document)
    del copied[name]
    return copied


@pytest.mark.parametrize(("reason", "listing"), LISTS.items(), ids=LISTS)
def test_a_status_list_that_cannot_be_trusted_is_no_answer(reason, listing):
    verdict = ob.verify(
        issued(), published(KEY, KAUNAS), {LIST_URL: listing()}.get, NOW, recipient=EMAIL
    )

    assert reasons(verdict) == ("cannot_check", reason)


@pytest.mark.parametrize(
    "change",
    [{"type": ["BitstringStatusListEntry"]}, {"statusPurpose": "message"}, {"statusListIndex": 7}],
)
def test_an_unknown_kind_of_status_is_no_answer(change):
    document = without(issued(), "proof")
    document["credentialStatus"].update(change)
    signed = proof.sign(document, KEY, document["validFrom"])

    assert reasons(judge(json.loads(signed))) == ("cannot_check", "unknown_status")


def test_a_list_of_statuses_is_no_way_around_the_check():
    document = issued()
    document["credentialStatus"] = [document["credentialStatus"]]

    assert reasons(judge(document, status_list([94567]))) == ("cannot_check", "unknown_status")
