"""Our data model against the official JSON Schemas, which lie beside the project."""

import copy
import json

import jsonschema
import pytest

from col_app.recognition.credentials.contexts import CREDENTIALS_V2
from col_app.recognition.credentials.verifying.outcome import Failure
from col_app.recognition.credentials.verifying.shape import check_shape
from tests.credentials.samples import issued
from tests.credentials.test_parts import endorsement, record

SCHEMAS = {
    "ClrCredential": "clr2/clr_v2p0_clrcredential_schema.json",
    "EndorsementCredential": "ob3/ob_v3p0_endorsementcredential_schema.json",
    "OpenBadgeCredential": "ob3/ob_v3p0_achievementcredential_schema.json",
}
WRONG = (7, "", [], {}, None, True, [7], {"type": 7}, "ext:", ["x", "x"])


@pytest.fixture(scope="module")
def official(badge_files):
    checks = {}
    for kind, name in SCHEMAS.items():
        schema = json.loads((badge_files / "schemas" / name).read_text())
        checks[kind] = jsonschema.Draft201909Validator(
            schema, format_checker=jsonschema.FormatChecker()
        )
    return checks


def is_accepted(document):
    try:
        check_shape(document)
    except Failure:
        return False
    return True


def full():
    """A badge with something of everything."""
    document = issued()
    subject = document["credentialSubject"]
    achievement = subject["achievement"]
    alignment = achievement["alignment"][0]
    level = {"id": "urn:a:1", "type": ["RubricCriterionLevel"], "name": "Good", "points": "5"}
    achievement["achievementType"] = "ext:Map"
    achievement["related"] = [{"id": "urn:r:1", "type": ["Related"], "inLanguage": "en-US"}]
    achievement["resultDescription"] = [
        {
            "id": "urn:d:1", "type": ["ResultDescription"], "name": "Score",
            "resultType": "RawScore",
            "rubricCriterionLevel": [level], "alignment": alignment, "allowedValue": ["1", "2"],
        }
    ]  # fmt: skip
    subject["result"] = [{"type": ["Result"], "value": "3", "status": "Completed"}]
    subject["creditsEarned"] = 2.5
    subject["activityStartDate"] = "2026-11-01T00:00:00Z"
    geo = {"type": "GeoCoordinates", "latitude": 54.7, "longitude": 25.3}
    document["issuer"]["address"] = {"type": ["Address"], "addressCountry": "Lithuania", "geo": geo}
    document["issuer"]["otherIdentifier"] = [
        {"type": "IdentifierEntry", "identifier": "1", "identifierType": "sourcedId"}
    ]
    document["issuer"]["dateOfBirth"] = "2001-02-03"
    document["credentialSchema"] = [{"id": "urn:s:1", "type": "JsonSchema"}]
    document["termsOfUse"] = [{"type": "Terms"}]
    document["refreshService"] = {"id": "urn:s:2", "type": "Refresh"}
    return document


def places(value, path=()):
    """Every place in a document."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for name, part in items:
        yield (*path, name)
        if isinstance(part, dict | list):
            yield from places(part, (*path, name))


def changed(document, path, value=None, *, gone=False):
    made = copy.deepcopy(document)
    holder = made
    for name in path[:-1]:
        holder = holder[name]
    if gone:
        del holder[path[-1]]
    else:
        holder[path[-1]] = value
    return made


@pytest.mark.fixtures
@pytest.mark.parametrize(
    ("kind", "document"),
    [
        ("OpenBadgeCredential", full()),
        ("EndorsementCredential", endorsement()),
        ("ClrCredential", record(issued())),
    ],
)
def test_what_the_official_schema_refuses_is_refused(official, kind, document):
    schema = official[kind]
    assert (schema.is_valid(document), is_accepted(document)) == (True, True)
    inside = ("verifiableCredential", "@context")
    let_in = []
    for path in places(document):
        if any(name in path for name in inside):
            continue
        others = [changed(document, path, gone=True)]
        others += [changed(document, path, value) for value in WRONG]
        let_in += [(path, one) for one in others if is_accepted(one) and not schema.is_valid(one)]
    assert [path for path, _ in let_in] == []


@pytest.mark.fixtures
def test_no_sample_that_the_official_schema_refuses_is_accepted(official, badge_files):
    let_in = []
    for path in sorted((badge_files / "samples").rglob("*.json")):
        try:
            document = json.loads(path.read_text())
        except ValueError:
            continue
        contexts = document.get("@context") if isinstance(document, dict) else None
        if not isinstance(contexts, list) or contexts[:1] != [CREDENTIALS_V2]:
            continue
        if "credentialSubject" not in document or not isinstance(document["type"], list):
            continue
        kind = next((one for one in SCHEMAS if one in document["type"]), "OpenBadgeCredential")
        if is_accepted(document) and not official[kind].is_valid(document):
            let_in.append(path.name)

    assert let_in == []
