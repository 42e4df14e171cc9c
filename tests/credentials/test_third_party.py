"""What others make of our badges: openbadgeslib and the JSON Schemas of 1EdTech."""

import json
from datetime import UTC, datetime, timedelta

import jsonschema
import pytest
from openbadgeslib.ob3 import OB3LdpVerifier, OB3Verifier
from openbadgeslib.ob3.verifier import OB3VerificationError

from col_app.recognition import credentials as ob
from tests.credentials.samples import (
    AWARD,
    DID,
    KEY,
    LIST_URL,
    TEMPLATE,
    award,
    issued,
    status_list,
)

# openbadgeslib looks at the clock of the machine
TODAY = datetime.now(UTC) - timedelta(minutes=1)
TWIN = ob.JwtKey.from_seed(DID, KEY.seed)
DOCUMENT = ob.did_document(DID, [KEY.public, TWIN.public])


def site(listing):
    """What the city's addresses answer."""
    answers = {
        "https://vilnius.learningcities.net/.well-known/did.json": DOCUMENT,
        LIST_URL: listing,
    }
    return lambda url, *_, **__: json.dumps(answers[url]).encode()


def judge(text, listing):
    # openbadgeslib reads signed status lists as tokens only; ours carry a Data Integrity proof
    return OB3LdpVerifier().verify(
        text,
        check_status=True,
        verify_status_list=False,
        download=site(listing),
        expected_recipient=AWARD.subject_id,
    )


def test_openbadgeslib_accepts_a_badge():
    text = TEMPLATE.issue(award(awarded_at=TODAY)).decode()

    assert judge(text, status_list(now=TODAY)).issuer.id == DID


def test_openbadgeslib_accepts_a_badge_out_of_a_picture():
    svg = ob.bake_svg(
        '<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>', json.dumps(issued(awarded_at=TODAY))
    )
    text = OB3Verifier.extract_token_from_svg(svg.encode())

    assert judge(text, status_list(now=TODAY)).issuer.id == DID


def test_openbadgeslib_refuses_a_revoked_badge():
    with pytest.raises(OB3VerificationError, match="revocation' is set at index 94567"):
        judge(TEMPLATE.issue(award(awarded_at=TODAY)).decode(), status_list([94567], now=TODAY))


def test_openbadgeslib_accepts_a_token():
    verifier = OB3Verifier.for_issuer_did(DID, site(status_list(now=TODAY)))
    found = verifier.verify(
        ob.issue_jwt(issued(awarded_at=TODAY), TWIN),
        check_status=True,
        verify_status_list=False,
        download=site(status_list(now=TODAY)),
    )

    assert found.issuer.id == DID


@pytest.mark.fixtures
@pytest.mark.parametrize("changes", [{}, {"email": None, "narrative": None, "evidence": ()}])
def test_a_badge_keeps_to_the_schema_of_1edtech(badge_files, changes):
    name = "ob_v3p0_achievementcredential_schema.json"
    schema = json.loads((badge_files / "schemas/ob3" / name).read_text())
    judge = jsonschema.Draft201909Validator(schema)

    assert [error.message for error in judge.iter_errors(issued(**changes))] == []
