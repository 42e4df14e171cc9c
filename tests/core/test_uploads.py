"""Forms with files that are too large: told beside the field, and everything else stays."""

import io
import re

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from col_app.core import uploads
from tests.learning.town import Town
from tests.people.browsers import token_of

LARGE = b"x" * (uploads.FILE_BYTES + 1024 * 1024)


@pytest.fixture
def town(app):
    town = Town(app, "vilnius")
    yield town
    town.forget()


def send(visitor, page, to, file, content, **fields):
    data = {"csrf_token": token_of(visitor.get(page)), **fields}
    data[file] = FileStorage(io.BytesIO(content), "large.png")
    boundary, body = encode_multipart(data)
    headers = {"Referer": f"{visitor.base_url}{page}"}
    kind = f"multipart/form-data; boundary={boundary}"
    return visitor.post(to, body, content_type=kind, headers=headers)


def test_of_a_large_file_one_byte_too_many_is_kept():
    with uploads.Capped(1024, "rb+") as kept:
        assert [kept.write(LARGE) for _ in range(2)] == [len(LARGE)] * 2
        kept.seek(0)
        assert len(kept.read()) == uploads.FILE_BYTES + 1


def test_the_editor_of_a_badge_keeps_what_was_written(town):
    rasa = town.visitor(town.organiser())
    made = rasa.fill("/studio/badges/new", "/studio/badges", name="Knots", organiser="1")
    page = made.location.partition("?")[0]
    answer = send(
        rasa, page, page, "file", LARGE, do="picture", revision="1", **{"in": "en"},
        name="Knots of Užupis", layer="engage", shape="hex", palette="ember", icon="star",
        pattern="rays",
    )  # fmt: skip

    assert (answer.status_code, "This picture is too large." in answer.text) == (422, True)
    assert "Knots of Užupis" in answer.text


def test_what_is_beyond_all_measure_leads_back_to_its_form(town):
    me = town.visitor(town.person())
    answer = send(me, "/recognise/new", "/recognise", "files", b"x" * uploads.FORM_BYTES)

    assert answer.status_code == 413
    assert "That is too large" in answer.text
    assert 'href="/recognise/new"' in answer.text


def test_elsewhere_five_megabytes_are_the_most(town):
    me = town.visitor(town.person())
    answer = send(me, "/saved", "/lists", "file", LARGE)

    assert answer.status_code == 413


@pytest.mark.parametrize("told", ["https://elsewhere.example/x", "http://[odd", ""])
def test_nobody_is_led_elsewhere(town, told):
    me = town.visitor(town.person())
    headers = {"Referer": told}
    body = b"x" * (uploads.FORM_BYTES + 1)
    kind = "multipart/form-data; boundary=b"
    answer = me.post("/recognise", body, content_type=kind, headers=headers)

    assert (answer.status_code, "elsewhere.example" in answer.text) == (413, False)


def test_a_badge_to_be_checked_that_is_too_large_is_told_beside_its_field(town):
    stranger = town.visitor(town.person())
    answer = send(
        stranger, "/verify", "/verify", "file", LARGE[: 3 << 20], recipient="ona@a.example"
    )

    assert (answer.status_code, "This file is larger than 2 MB." in answer.text) == (422, True)
    assert "ona@a.example" in answer.text


def test_a_list_of_addresses_that_is_too_large_awards_nobody(town):
    rasa = town.visitor(town.organiser())
    listed = re.search(r'href="(/studio/badges/\d+/award)"', rasa.get("/studio/badges").text)
    lines = b"ona@a.example\n" * (len(LARGE) // 14)
    answer = send(rasa, listed[1], listed[1], "file", lines)

    assert answer.status_code == 422
    assert "This file is too large: 5 MB at most." in answer.text
