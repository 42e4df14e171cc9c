"""A retired badge: who was under way goes on or takes their evidence along."""

import io
import zipfile

import pytest

from tests.recognition.evidence.test_pieces import with_gps
from tests.recognition.quests.test_pages import upload

OWN = {"evidence": "text", "verified_by": "self"}


@pytest.fixture
def tasks(workshop):
    """Two tasks; Ona has done the first when the badge is retired. Nobody holds it."""
    return workshop.quest(OWN, {"evidence": "photo", "verified_by": "self"})


@pytest.fixture
def ona(workshop, tasks):
    person = workshop.person()
    workshop.hand_in(tasks[0], person, "She came by train.")
    workshop.retire()
    return person


def page_of(workshop):
    return f"/badges/{workshop.badges[-1]}-storyteller/tasks"


def test_who_was_under_way_finds_an_explanation_others_find_nothing(workshop, ona, tasks):
    page, stranger = page_of(workshop), workshop.visitor(workshop.person("Jonas"))
    found = workshop.visitor(ona).get(page)

    assert (found.status_code, "given to nobody new" in found.text) == (200, True)
    assert [stranger.get(each).status_code for each in (page, f"/tasks/{tasks[1]}")] == [404, 404]
    assert stranger.get(f"{page}.zip").status_code == 404


def test_its_own_page_explains_as_well(workshop, ona):
    page = page_of(workshop).removesuffix("/tasks")
    assert "This badge is given no more." in workshop.visitor().get(page).text


def test_who_finishes_is_given_the_badge(workshop, ona, tasks, keep_promises):
    me = workshop.visitor(ona)
    assert me.get(f"/tasks/{tasks[1]}").status_code == 200
    upload(me, tasks[1], ("me.jpg", with_gps()), do="submit")
    keep_promises()

    assert workshop.holds(ona) == 1


def test_everything_can_be_taken_along(workshop, ona, tasks):
    me = workshop.visitor(ona)
    upload(me, tasks[1], ("me.jpg", with_gps()), body="By the river.")
    answer = me.get(f"{page_of(workshop)}.zip")
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    names = archive.namelist()

    assert answer.mimetype == "application/zip"
    assert names == ["1-step-1/text.txt", "2-step-2/text.txt", "2-step-2/1-me.jpg"]
    assert "She came by train." in archive.read(names[0]).decode()
    assert archive.read(names[2]).startswith(b"\xff\xd8\xff")


def test_who_wrote_nothing_has_nothing_to_take(workshop, tasks):
    answer = workshop.visitor(workshop.person()).get(f"{page_of(workshop)}.zip")
    assert answer.status_code == 404


def test_organisers_are_told_how_many_are_under_way(workshop, tasks):
    rasa = workshop.visitor(workshop.organiser())
    editor = f"/studio/badges/{workshop.badges[-1]}"
    before = rasa.get(editor).text
    for _ in range(2):
        workshop.hand_in(tasks[0], workshop.person())

    assert "have begun its tasks" not in before
    assert "2 people have begun its tasks. They may finish them" in rasa.get(editor).text
