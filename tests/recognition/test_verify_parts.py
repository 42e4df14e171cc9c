"""What the page and the API tell about badges and endorsements inside."""

import json

import orjson
import pytest

from col_app.recognition.awards import queries
from tests.credentials.samples import NOW


@pytest.fixture
def document(portal, award):
    return orjson.loads(portal.do(lambda: queries.document(award)))


def shown(*badges):
    return json.dumps(
        {
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "type": "VerifiablePresentation",
            "verifiableCredential": badges,
        }
    )


def test_badges_shown_together_are_told_one_by_one(city, document):
    changed = {**document, "validUntil": NOW.isoformat()}
    said = city.post("/api/v1/verify", json={"text": shown(document, changed)}).json
    page = city.post("/verify?lang=en", {"text": shown(document, changed)}).text

    assert said["verdict"] == "altered"
    assert [part["verdict"] for part in said["parts"]] == ["valid", "altered"]
    assert said["parts"][0] == {
        "kind": "badge",
        "name": document["credentialSubject"]["achievement"]["name"],
        "issuer": document["issuer"]["id"],
        "verdict": "valid",
        "reason": "",
    }
    assert "Not all of these badges are real and in force." in page
    assert "Badges in it" in page
    assert "Real and in force" in page


def test_a_badge_shown_alone_is_a_badge(city, document):
    page = city.post("/verify?lang=en", {"text": shown(document)}).text

    assert "This badge is real, unchanged and in force." in page
    assert "Nobody signed what is shown together" in page


def test_a_badge_of_somebody_else_that_is_shown_is_real(city, document):
    fields = {"text": shown(document), "recipient": "somebody@col.example"}

    assert "was not given to this e-mail address" in city.post("/verify?lang=en", fields).text
