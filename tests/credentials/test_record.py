"""A learner's record and endorsements: pure functions, judged by their schemas and by hand."""

import dataclasses
import json

import jsonschema
import pytest

from col_app.recognition import credentials as ob
from col_app.recognition.credentials import contexts
from tests.credentials.samples import (
    AWARDED,
    BASE,
    CITY,
    DID,
    EMAIL,
    KEY,
    LIST_URL,
    ORGANISER,
    issued,
    judge,
    reasons,
)

RECORD = ob.Record(
    id="urn:uuid:8b0c5d0e-6f5b-4c39-8f0c-0b7f7e3f0001",
    subject_id="urn:uuid:8b0c5d0e-6f5b-4c39-8f0c-0b7f7e3f0002",
    name="My learning in Vilnius",
    email=EMAIL,
    salt="s4lt",
    made_at=AWARDED,
)
ENDORSEMENT = ob.Endorsement(
    id="urn:uuid:8b0c5d0e-6f5b-4c39-8f0c-0b7f7e3f0003",
    name="Recognised by Vilnius",
    subject_id=ORGANISER.did,
    comment="We know them\tand their work.",
    endorsed_at=AWARDED,
    status=ob.StatusEntry(LIST_URL, 7),
)
# the published context: JSON with sorted keys
CLR_HASH = "7defe702c102faf14108579b7d65ef39ecf4c3bbef925b803e15bd77cd6e3394"


def record(**changes):
    badges = [issued(), issued(id=f"{BASE}/credentials/second", email=None)]
    return json.loads(ob.sign_record(CITY, dataclasses.replace(RECORD, **changes), badges, KEY))


def endorsement(**changes):
    return json.loads(ob.endorse(CITY, dataclasses.replace(ENDORSEMENT, **changes), KEY))


def test_the_context_of_records_is_the_published_one():
    assert contexts.sorted_hash(contexts.load(contexts.CLR_2)) == CLR_HASH


def test_a_record_is_signed_and_so_is_every_badge_in_it():
    signed = record()

    assert (reasons(judge(signed)), signed["issuer"]["id"]) == (("valid",), DID)


def test_a_record_without_one_of_its_badges_is_another():
    signed = record()
    signed["credentialSubject"]["verifiableCredential"].pop()

    assert reasons(judge(signed)) == ("altered", "signature_wrong")


def test_a_record_does_not_hold_the_address():
    assert EMAIL not in json.dumps(record())


def test_a_record_of_nothing_is_refused():
    with pytest.raises(ValueError, match="one badge at least"):
        ob.sign_record(CITY, RECORD, [], KEY)


def test_an_endorsement_is_signed_in_clean_words():
    signed = endorsement()

    assert reasons(judge(signed)) == ("valid",)
    assert signed["credentialSubject"] == {
        "id": ORGANISER.did,
        "type": ["EndorsementSubject"],
        "endorsementComment": "We know them and their work.",
    }


def test_nobody_endorses_themselves_or_with_the_key_of_others():
    with pytest.raises(ValueError, match="themselves"):
        endorsement(subject_id=DID)
    with pytest.raises(ValueError, match="the key belongs to"):
        ob.endorse(ORGANISER, ENDORSEMENT, KEY)


@pytest.mark.fixtures
@pytest.mark.parametrize(
    ("make", "name"),
    [
        (record, "clr2/clr_v2p0_clrcredential_schema.json"),
        (endorsement, "ob3/ob_v3p0_endorsementcredential_schema.json"),
    ],
)
def test_both_keep_to_the_schemas_of_1edtech(badge_files, make, name):
    schema = json.loads((badge_files / "schemas" / name).read_text())
    judge = jsonschema.Draft201909Validator(schema)

    assert [error.message for error in judge.iter_errors(make())] == []
