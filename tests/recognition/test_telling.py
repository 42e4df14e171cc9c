"""How a badge was earned: open with the badge, or hidden everywhere."""

import base64
import io
import zipfile

import orjson
import pytest
from sqlalchemy import select

from col_app.core.audit import AuditEntry
from col_app.core.db import db
from col_app.recognition import credentials as ob
from tests.recognition.wallets import Carrier

WORDS = "I painted the shed."
FORMS = (".json", ".jwt", ".png", ".svg", ".jwt.png", ".jwt.svg")


@pytest.fixture
def told(portal, ona):
    """The address of a badge for which Ona tells something."""
    return f"/credentials/{portal.award(ona, narrative=WORDS)}"


@pytest.fixture
def holder(town, ona):
    """Ona's browser in Vilnius."""
    return town.visitor(ona.id)


def tell(holder, address, answer):
    return holder.fill(address, f"{address}/evidence", is_told=answer)


def credential(body):
    """What a file in any form says."""
    text = body.decode() if not body.startswith((b"\x89PNG", b"<svg")) else ob.unbake(body)
    if text.startswith("{"):
        return orjson.loads(text)
    claims = text.split(".")[1]
    return orjson.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))


def stories(client, address):
    """What all files of a badge tell."""
    files = [credential(client.get(address + form).data) for form in FORMS]
    hosted = client.get(address.replace("/credentials/", "/ob2/assertions/")).get_json(force=True)
    told = [each["credentialSubject"].get("narrative") for each in files]
    return {*told, hosted.get("narrative")}


def test_words_are_read_wherever_the_badge_is(city, told):
    assert WORDS in city.get(told).text
    assert stories(city, told) == {WORDS}


def test_hidden_words_are_in_nothing_that_others_get(client, city, holder, told):
    city.get(f"{told}.jwt")
    tell(holder, told, "no")
    page = city.get(told)

    assert stories(city, told) == {None}
    assert "painted" not in page.text
    assert "painted" not in client("apex").get(f"{told}.json").text
    assert WORDS in holder.get(told).text


def test_what_others_get_instead_is_as_genuine(client, city, holder, told):
    whole = city.get(f"{told}.json").get_json(force=True)
    tell(holder, told, "no")
    answer = city.get(f"{told}.json")
    without = answer.get_json(force=True)

    assert (without["id"], without["credentialStatus"]) == (whole["id"], whole["credentialStatus"])
    asked = {"text": orjson.dumps(without).decode()}
    assert client("apex").post("/api/v1/verify", json=asked).json["verdict"] == "valid"


def test_shown_again_they_are_the_words_that_were_signed(city, holder, told):
    before = city.get(f"{told}.json").data
    for answer in ("no", "yes"):
        tell(holder, told, answer)

    assert city.get(f"{told}.json").data == before
    assert stories(city, told) == {WORDS}


def test_only_the_holder_decides(town, portal, city, told):
    jonas = town.visitor(portal.new_person("Jonas").id)

    assert tell(jonas, told, "no").status_code in {400, 403, 404}
    assert city.post(f"{told}/evidence", {"is_told": "no"}).status_code in {400, 401, 403}
    assert WORDS in city.get(told).text


def test_a_badge_without_words_has_nothing_to_hide(holder, award):
    assert "/evidence" not in holder.get(f"/credentials/{award}").text


def test_hiding_is_audited(portal, holder, told, ona):
    tell(holder, told, "no")
    tell(holder, told, "yes")
    done = select(AuditEntry.action).where(AuditEntry.actor_id == ona.id)

    assert portal.do(lambda: list(db.session.scalars(done.order_by(AuditEntry.id))))[-2:] == [
        "badge.evidence_hidden",
        "badge.evidence_shown",
    ]


def test_the_holders_own_files_keep_what_they_were_given(app, ona, holder, told):
    tell(holder, told, "no")
    carrier = Carrier(app, ona)
    archive = zipfile.ZipFile(io.BytesIO(carrier.get("/passport/badges.zip").data))
    [own] = [
        archive.read(name)
        for name in archive.namelist()
        if name.endswith(".json") and not name.endswith(".ob2.json")
    ]

    assert WORDS in carrier.get("/passport/badges").text
    assert credential(own)["credentialSubject"]["narrative"] == WORDS
