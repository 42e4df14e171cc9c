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
    DID,
    DID_ADDRESS,
    EMAIL,
    KAUNAS,
    KEY,
    LIST_URL,
    NOW,
    STRANGER,
    award,
    did_document,
    issued,
    judge,
    published,
    reasons,
    status_list,
    world,
)


def test_a_good_badge_is_valid():
    assert judge(issued(), recipient=EMAIL) == ob.Verdict(
        "valid",
        (
            ob.Check("form", True, "ok"),
            ob.Check("issuer_key", True, "ok"),
            ob.Check("signature", True, "ok"),
            ob.Check("issuer", True, "ok"),
            ob.Check("dates", True, "ok"),
            ob.Check("status", True, "ok"),
            ob.Check("recipient", True, "ok"),
            ob.Check("schema", True, "ok"),
        ),
    )


def test_after_a_wrong_signature_nothing_else_is_believed():
    document = issued()
    document["name"] = "PhD"

    found = [check.ok for check in judge(document).checks]
    assert found[:3] + sorted(set(found[3:]), key=str) == [True, True, False, None]


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
    document["evidence"] = [{"id": f"{BASE}/{number}"} for number in range(8000)]

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

    verdict = ob.verify(document, published(KEY), NOW)

    assert reasons(verdict) == ("altered", "key_of_another_issuer")


def test_a_document_of_somebody_else_names_no_keys():
    document = {**did_document(DID, KEY), "id": "did:web:kaunas.learningcities.net"}
    verdict = ob.verify(issued(), world({DID_ADDRESS: document}), NOW)

    assert reasons(verdict) == ("cannot_check", "issuer_unreadable")


def test_a_key_for_another_purpose_is_refused():
    document = {**did_document(DID, KEY), "assertionMethod": []}
    verdict = ob.verify(issued(), world({DID_ADDRESS: document}), NOW)

    assert reasons(verdict) == ("altered", "key_unknown")


def test_a_key_that_somebody_else_controls_is_refused():
    document = did_document(DID, KEY)
    document["verificationMethod"][0]["controller"] = "did:web:kaunas.learningcities.net"
    verdict = ob.verify(issued(), world({DID_ADDRESS: document}), NOW)

    assert reasons(verdict) == ("altered", "key_of_another_issuer")


def test_an_issuer_out_of_reach_cannot_be_checked():
    known = world({DID_ADDRESS: did_document(DID, KEY)})

    assert reasons(ob.verify(issued(), world({}), NOW)) == ("cannot_check", "issuer_unreachable")
    assert reasons(ob.verify(issued(), known, NOW)) == ("cannot_check", "status_unreachable")


def test_a_wrong_signature_shows_even_when_the_issuer_is_out_of_reach():
    document = issued()
    document["name"] = "PhD"

    assert reasons(ob.verify(document, world({}), NOW)) == ("altered", "signature_wrong")


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


def tampered_list():
    listing = status_list([94567])
    listing["credentialSubject"]["encodedList"] = ob.StatusList().encode()
    return listing


LISTS = {
    "status_list_signature_wrong": tampered_list,
    "status_list_issuer_unreachable": lambda: status_list(key=KAUNAS),
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
    verdict = judge(issued(), listing(), recipient=EMAIL)

    assert reasons(verdict) == ("cannot_check", reason)


def test_the_list_of_another_issuer_can_only_withdraw():
    pages = {
        DID_ADDRESS: did_document(DID, KEY),
        "https://kaunas.learningcities.net/.well-known/did.json": did_document(KAUNAS.did, KAUNAS),
    }
    clean = world({**pages, LIST_URL: status_list(key=KAUNAS)})
    withdrawn = world({**pages, LIST_URL: status_list([94567], key=KAUNAS)})

    assert reasons(ob.verify(issued(), clean, NOW)) == (
        "cannot_check",
        "status_list_of_another_issuer",
    )
    assert ob.verify(issued(), withdrawn, NOW).verdict == "revoked"


@pytest.mark.parametrize(
    "change",
    [
        {"statusPurpose": "fulfilled"},
        {"statusPurpose": ["revocation"]},
        {"statusListIndex": 7},
        {"statusListIndex": True},
        {"statusListIndex": "-1"},
        {"statusSize": 0},
        {"statusSize": 64},
    ],
)
def test_an_unknown_kind_of_status_is_no_answer(change):
    document = without(issued(), "proof")
    document["credentialStatus"].update(change)
    signed = proof.sign(document, KEY, document["validFrom"])

    assert reasons(judge(json.loads(signed))) == ("cannot_check", "unknown_status")


def test_a_list_of_statuses_is_no_way_around_the_check():
    document = issued()
    document["credentialStatus"] = [document["credentialStatus"]]

    assert judge(document, status_list([94567])).verdict == "revoked"
    assert reasons(judge(document)) == ("cannot_check", "not_as_described")
