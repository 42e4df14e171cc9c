"""A few words of encouragement, from the mentor to the learner alone."""

import pytest

from col_app.core.db import db
from col_app.me.mentors import actions
from col_app.me.mentors.models import MentorNote
from tests.me.mentors.pair import main_of

WORDS = "Three knots in a week!\n\n<b>Go on</b> like this."


@pytest.fixture
def number(town, ona, ruta):
    return town.accepted(ona, ruta)


def send(town, ruta, number, body):
    page = f"/mentoring/{number}"
    return town.visitor(ruta).fill(page, page, body=body)


def test_a_learner_reads_a_note_in_the_passport(town, ona, ruta, number):
    answer = send(town, ruta, number, WORDS)
    page = main_of(town.visitor(ona).get("/passport"))

    assert answer.location == f"/mentoring/{number}"
    assert ("Three knots in a week!" in page, "&lt;b&gt;Go on" in page) == (True, True)
    assert "Three knots" not in main_of(town.visitor(ruta).get(f"/mentoring/{number}"))
    assert "Three knots" in main_of(town.visitor(ona).get(f"/passport/mentors/{number}"))


@pytest.mark.parametrize("body", [" \n ", "x" * 501])
def test_what_is_no_note_is_told_and_kept(town, ruta, number, body):
    answer = send(town, ruta, number, body)

    assert (answer.status_code, 'id="f-body-error"' in answer.text) == (422, True)
    assert body.strip() in answer.text


def test_nobody_writes_more_than_five_a_day(town, ruta, number):
    answers = [send(town, ruta, number, "Well done!") for _ in range(6)]

    assert [answer.status_code for answer in answers] == [303] * 5 + [409]
    assert "Well done!" in answers[-1].text


def test_a_learner_switches_notes_off(town, ona, ruta, number):
    page, visitor = f"/passport/mentors/{number}", town.visitor(ona)
    last = visitor.get(page).text.partition('name="ends"')[2].partition('value="')[2][:10]
    visitor.fill(page, page, ends=last)
    answer = town.visitor(ruta).get(f"/mentoring/{number}")

    assert 'name="body"' not in answer.text
    assert "does not want notes at the moment" in answer.text
    with pytest.raises(actions.NotTakenError):
        town.write(number)


def test_a_learner_deletes_a_note_and_nobody_else_can(town, ona, ruta, number):
    note = town.write(number)
    path = f"/passport/mentors/notes/{note}"
    for person in (ruta, town.person("Tomas")):
        refused = town.visitor(person).fill("/passport/mentors/new", path, _method="DELETE")
        assert refused.status_code == 404
    town.visitor(ona).fill("/passport", path, _method="DELETE")

    assert town.do(lambda: db.session.get(MentorNote, note)) is None


def test_who_is_no_mentor_any_more_cannot_write(town, ona, ruta, number):
    town.end(number, ona)
    answer = town.visitor(ruta).fill("/passport/mentors/new", f"/mentoring/{number}", body="Hi")

    assert answer.status_code == 404


def test_notes_stay_with_the_learner_after_the_end(town, ona, ruta, number):
    town.write(number, "Well done!")
    town.end(number, ruta)
    visitor = town.visitor(ona)

    assert "Well done!" in visitor.get(f"/passport/mentors/{number}").text
    assert "Well done!" in visitor.get("/passport").text
