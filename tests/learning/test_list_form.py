"""The form of a list: making it from what is saved, ordering it by buttons, sharing it."""

import re

import pytest
from sqlalchemy import update

from col_app.core import clock
from col_app.core.db import network_session
from col_app.learning.lists import actions, queries
from col_app.learning.saved import actions as saving
from col_app.learning.saved.models import Kind
from col_app.people.accounts.models import Person


@pytest.fixture
def ona(town):
    return town.person("Ona Petraitė")


@pytest.fixture
def visitor(town, ona):
    return town.visitor(ona)


@pytest.fixture
def five(town, ona):
    """Form keys of five saved activities."""
    made = [town.activity(f"Step {number}") for number in range(1, 6)]
    for number in made:
        town.do(lambda number=number: saving.save(ona, Kind.ACTIVITY, number))
    return [f"activity-{number}" for number in made]


@pytest.fixture
def address(visitor, five):
    """Where a list of the five stands."""
    answer = visitor.fill("/lists/new", "/lists", title="My way", add=five, do="done")
    return answer.location


def stored(town, address, person):
    return town.do(lambda: queries.visible(address.split("/")[2], person))


def order(town, address, person):
    items = stored(town, address, person)["items"] or ()
    return [f"{item['kind']}-{item['thing_id']}" for item in items]


def change(visitor, address, **fields):
    return visitor.fill(f"{address}/edit", address, **{"title": "My way", **fields})


def test_five_saved_activities_become_a_list_of_their_own(town, ona, address, five):
    assert order(town, address, ona) == five
    assert stored(town, address, ona)["visibility"] == "private"


def test_what_is_saved_can_be_chosen(visitor, five):
    page = visitor.get("/lists/new").text

    assert re.findall(r'name="add" value="([^"]+)"', page) == five[::-1]


@pytest.mark.parametrize(
    ("step", "expected"),
    [("up-{1}", "10234"), ("down-{1}", "02134"), ("remove-{1}", "0234"), ("up-{0}", "01234")],
)
def test_buttons_change_the_order(town, ona, visitor, address, five, step, expected):
    answer = change(visitor, address, item=five, do=step.format(*five))

    assert order(town, address, ona) == [five[int(place)] for place in expected]
    assert answer.location == f"{address}/edit#{step.format(*five).partition('-')[2]}"


def test_moving_keeps_what_was_typed(town, ona, visitor, address, five):
    note = {f"note-{five[0]}": "  Bring   scissors "}
    change(visitor, address, item=five, do=f"down-{five[0]}", optional=[five[2]], **note)
    items = stored(town, address, ona)["items"]

    assert items[1]["note"] == "Bring scissors"
    assert [item["is_mandatory"] for item in items] == [True, True, False, True, True]


def test_notes_and_marks_are_shown(visitor, address, five):
    note = {f"note-{five[0]}": "Bring scissors"}
    change(visitor, address, item=five[:2], optional=[five[1]], do="done", **note)
    page = visitor.get(address).text

    assert page.count("Bring scissors") == page.count(">If you like<") == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": " "}, "Give your list a name."),
        ({"title": "x" * 101}, "Use at most 100 characters."),
        ({"about": "x" * 1001}, "Use at most 1000 characters."),
        ({"visibility": "public", "item": []}, "Put something in before you share it."),
        ({"item": [f"place-{number}" for number in range(101)]}, "A list holds at most 100 things"),
    ],
    ids=["no name", "long name", "long words", "empty", "too much"],
)
def test_faults_are_told_beside_the_kept_form(visitor, address, fields, sentence):
    answer = change(visitor, address, about=fields.pop("about", "Kept words"), **fields)

    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert "Kept words" in answer.text or "x" * 1001 in answer.text


def test_a_note_that_is_too_long_is_told_beside_it(town, ona, visitor, address, five):
    answer = change(visitor, address, item=five, **{f"note-{five[0]}": "x" * 301})

    assert answer.status_code == 422
    assert f'id="f-note-{five[0]}-error"' in answer.text


@pytest.mark.parametrize("key", ["", "activity", "person-1", "activity--1", f"place-{10**20}"])
def test_odd_things_are_left_out(town, ona, visitor, address, key):
    change(visitor, address, item=[key], do=f"up-{key}")

    assert order(town, address, ona) == []


@pytest.mark.parametrize("method", ["", "DELETE"])
def test_a_list_is_changed_by_its_owner_alone(town, ona, address, five, method):
    jonas = town.visitor(town.person("Jonas"))
    answer = jonas.fill("/passport", address, title="Mine now", _method=method)

    assert answer.status_code == jonas.get(f"{address}/edit").status_code == 404
    assert stored(town, address, ona)["title"] == "My way"


def test_a_list_is_shared_and_closed_by_its_owner(town, visitor, address, five):
    change(visitor, address, item=five, visibility="unlisted", do="done")
    assert town.visitor().get(address).status_code == 200

    change(visitor, address, item=five, visibility="private", do="done")
    assert town.visitor().get(address).status_code == 404


def test_a_list_is_deleted(town, ona, visitor, address):
    answer = visitor.fill(f"{address}/edit", address, _method="DELETE")

    assert (answer.status_code, answer.location) == (303, "/saved")
    assert stored(town, address, ona) is None


def test_one_list_more_than_one_may_have_is_refused_kindly(visitor, address, five, monkeypatch):
    monkeypatch.setattr(actions, "MOST_LISTS", 1)
    answer = visitor.fill("/lists/new", "/lists", title="Another", add=five, do="done")

    assert (answer.status_code, "Delete one first." in answer.text) == (422, True)


@pytest.mark.parametrize("born", [clock.now().year - 14, None], ids=["too young", "unknown"])
def test_lists_of_the_young_stay_private_and_say_so(app, town, ona, visitor, address, five, born):
    with app.app_context(), network_session() as session:
        session.execute(update(Person).where(Person.id == ona).values(birth_year=born))
    page = visitor.get(f"{address}/edit").text
    assert "Only you can see this list." in page
    assert 'name="visibility"' not in page

    answer = change(visitor, address, item=five, visibility="public", do="done")
    assert answer.status_code == 403
    assert stored(town, address, ona)["visibility"] == "private"


def test_the_lists_stand_beside_what_is_saved(visitor, address):
    assert f'href="{address}"' in visitor.get("/saved").text
