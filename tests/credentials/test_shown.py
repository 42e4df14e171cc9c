"""Presentations: several badges that somebody shows together, each judged on its own."""

import copy
import json

import pytest

from col_app.recognition import credentials as ob
from tests.credentials.others_keys import (
    ED25519,
    badge_of,
    did_jwk,
    multikey,
    signed_as_rdf,
    token,
)
from tests.credentials.samples import (
    AWARDED,
    DID,
    DID_ADDRESS,
    EMAIL,
    KEY,
    LIST_URL,
    NOW,
    did_document,
    issued,
    status_list,
    world,
)

V2 = "https://www.w3.org/ns/credentials/v2"
HOLDER = f"did:key:{multikey(ED25519)}"
METHOD = f"{HOLDER}#{multikey(ED25519)}"
TWIN = ob.JwtKey.from_seed(DID, KEY.seed)


def shown(*badges, **more):
    return {
        "@context": [V2],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": list(badges),
        **more,
    }


def signed(document, **more):
    said = {"proofPurpose": "authentication", "challenge": "1", "domain": "a.example", **more}
    return signed_as_rdf(document, ED25519, METHOD, "eddsa-rdfc-2022", **said)


def verdict_on(document, recipient=None):
    body = document if isinstance(document, str) else json.dumps(document)
    pages = {DID_ADDRESS: did_document(DID, KEY, TWIN), LIST_URL: status_list([7])}
    return ob.verify_body(body.encode(), world(pages), NOW, recipient)[0]


def judged(document, recipient=None):
    verdict = verdict_on(document, recipient)
    failed = [check.reason_code for check in verdict.checks if check.ok is False]
    return verdict.verdict, *failed, *(part.verdict for part in verdict.parts)


def another(**changes):
    return issued(id=f"{LIST_URL}-other", **changes)


def test_badges_that_are_shown_are_judged_one_by_one():
    withdrawn = another(status=ob.StatusEntry(LIST_URL, 7))

    assert judged(shown(issued())) == ("valid", "valid")
    assert judged(shown(issued(), another(valid_until=AWARDED))) == (
        "expired", "member_expired", "valid", "expired",
    )  # fmt: skip
    assert judged(shown(another(valid_until=AWARDED), withdrawn, issued())) == (
        "revoked", "member_revoked", "expired", "revoked", "valid",
    )  # fmt: skip


@pytest.mark.parametrize(
    "badge",
    [{**issued(), "name": "PhD"}, {"type": "VerifiableCredential"}, "x", 5, None, {}, [], [[]]],
)
def test_what_is_no_badge_is_not_passed_over(badge):
    assert verdict_on(shown(issued(), badge)).verdict in ("altered", "cannot_check")


def test_nothing_shown_is_nothing_to_judge():
    assert judged(shown()) == ("cannot_check", "nothing_shown")
    assert verdict_on(shown(*[[]])).verdict == "cannot_check"


def test_thousands_of_badges_are_not_looked_into():
    found = verdict_on(shown(*["x"] * 3000))

    assert (found.verdict, found.parts) == ("cannot_check", ())


def test_a_presentation_that_its_holder_signed_is_right():
    verdict = verdict_on(signed(shown(issued(), holder=HOLDER)))

    assert (verdict.verdict, verdict.checks[1]) == ("valid", ob.Check("presentation", True, "ok"))
    assert verdict_on(shown(issued())).checks[1] == ob.Check("presentation", None, "not_signed")


SPOILED = {
    "a badge taken out": lambda document: document["verifiableCredential"].pop(),
    "a badge put in": lambda document: document["verifiableCredential"].append(badge_of(DID)),
    "another holder": lambda document: document.update(holder="did:key:z6Mk"),
    "signed for statements": lambda document: document["proof"].update(
        proofPurpose="assertionMethod"
    ),
    "another key": lambda document: document["proof"].update(verificationMethod=f"{HOLDER}#x"),
    "no key": lambda document: document["proof"].pop("verificationMethod"),
    "something more": lambda document: document.update(secretClaim=1),
    "an own context": lambda document: document["@context"].append({"name": "https://e.example/"}),
}


@pytest.mark.parametrize("change", SPOILED.values(), ids=SPOILED)
def test_a_changed_presentation_is_altered(change):
    document = copy.deepcopy(signed(shown(issued(), another(), holder=HOLDER)))
    change(document)

    assert verdict_on(document).verdict == "altered"


def test_a_presentation_may_be_a_token():
    # data model 1.1 puts it into a claim, 2.0 makes it the claims
    older = token({"iss": HOLDER, "vp": shown(issued())}, ED25519, METHOD)
    newer = token({**shown(issued()), "holder": HOLDER}, ED25519, METHOD)
    wrong = token({"iss": "did:key:z6Mk", "vp": shown(issued(), holder=HOLDER)}, ED25519, METHOD)

    assert judged(older) == judged(newer) == ("valid", "valid")
    assert judged(wrong)[0] == "altered"
    assert judged(older[:-4] + "AAAA")[0] == "altered"


def test_badges_as_tokens_and_in_envelopes_are_read():
    text = ob.issue_jwt(issued(), TWIN)
    enveloped = {
        "@context": [V2],
        "type": "EnvelopedVerifiableCredential",
        "id": f"data:application/vc+jwt,{text}",
    }
    strange = {**enveloped, "id": "data:text/plain,hello"}

    assert judged(shown(text, enveloped)) == ("valid", "valid", "valid")
    assert judged(shown(strange))[0] == "cannot_check"


def test_what_is_shown_must_be_given_to_the_address_that_was_asked_for():
    assert judged(shown(issued()), EMAIL) == ("valid", "valid")
    assert judged(shown(issued()), "a@b.example") == (
        "cannot_check", "another_recipient", "cannot_check",
    )  # fmt: skip


def test_one_badge_alone_is_told_by_its_name():
    pages = world({})
    found = [
        ob.verify_body(json.dumps(document).encode(), pages, NOW)[1]
        for document in (shown(issued()), shown(issued(), issued()), shown(5))
    ]

    assert found[0].name == issued()["credentialSubject"]["achievement"]["name"]
    assert [summary.members for summary in found[1:]] == [2, 1]


def test_a_holder_may_be_a_web_key():
    method = f"{did_jwk(ED25519)}#0"
    document = signed_as_rdf(
        shown(issued()), ED25519, method, "eddsa-rdfc-2022", proofPurpose="authentication"
    )

    assert verdict_on(document).checks[1] == ob.Check("presentation", True, "ok")
