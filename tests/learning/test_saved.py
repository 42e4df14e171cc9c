"""Saving: once, from everywhere, seen by nobody else."""

import re

import pytest
from sqlalchemy import select, text

from col_app.core.db import db
from col_app.learning.activities.models import ActivityState
from col_app.learning.saved import actions, queries
from col_app.learning.saved.models import Kind
from tests.learning.crowd import at_once
from tests.people.browsers import token_of

PAGES = {
    "activity": "/activities",
    "playlist": "/playlists",
    "place": "/places",
    "organiser": "/organisers",
    "skill": "/skills",
    "badge": "/badges",
}


@pytest.fixture
def ona(town):
    """The number of somebody who saved nothing yet."""
    return town.person()


def saved(town, person):
    return town.do(lambda: queries.of_person(person))


def keep(town, person, kind, thing_id):
    town.do(lambda: actions.save(person, kind, thing_id))


def page_of(visitor, kind):
    """The address of the first page of a kind."""
    found = re.search(rf'href="({PAGES[kind]}/(?!\?)[^"/]+)"', visitor.get(PAGES[kind]).text)
    return found[1]


def bookmark(page):
    """What the bookmark of a page leads to, and whether it is pressed."""
    address = re.search(r'formaction="(/saved/\w+/\d+)"', page.text)[1]
    pressed = re.search(rf'formaction="{address}"[^>]* aria-pressed="(\w+)"', page.text)[1]
    return address, pressed == "true"


def test_a_double_tap_saves_once(town, ona):
    at_once(lambda _: keep(town, ona, Kind.PLACE, 1), range(8))

    assert saved(town, ona) == [(Kind.PLACE, 1)]


def test_forgetting_twice_is_forgetting_once(town, ona):
    keep(town, ona, Kind.PLACE, 1)
    keep(town, ona, Kind.BADGE, 1)

    at_once(lambda _: town.do(lambda: actions.forget(ona, Kind.PLACE, 1)), range(4))

    assert saved(town, ona) == [(Kind.BADGE, 1)]


def test_the_latest_comes_first(town, ona):
    for number in (1, 2, 3):
        keep(town, ona, Kind.ACTIVITY, number)

    assert [number for _kind, number in saved(town, ona)] == [3, 2, 1]


def test_no_more_than_a_list_of_things_is_kept(town, monkeypatch, ona):
    monkeypatch.setattr(actions, "MOST", 2)
    keep(town, ona, Kind.ACTIVITY, 1)
    keep(town, ona, Kind.ACTIVITY, 2)

    with pytest.raises(actions.FullError):
        keep(town, ona, Kind.ACTIVITY, 3)


def test_the_database_knows_the_kinds(town):
    strange = text("insert into saved (person_id, kind, thing_id) values (1, 'person', 1)")

    with pytest.raises(Exception, match="ck_saved_kind"):
        town.do(lambda: db.session.execute(strange))


@pytest.mark.parametrize("kind", PAGES)
def test_one_tap_saves_and_another_forgets(town, kind):
    ona = town.visitor(town.person())
    page = page_of(ona, kind)
    address, is_pressed = bookmark(ona.get(page))
    assert (address.split("/")[2], is_pressed) == (kind, False)

    ona.fill(page, address, _method="POST")
    assert bookmark(ona.get(page)) == (address, True)
    assert page in ona.get("/saved").text

    ona.fill(page, address, _method="DELETE")
    assert bookmark(ona.get(page)) == (address, False)


def test_saving_leads_back_to_where_the_bookmark_stood(town):
    activity = town.activity()
    ona = town.visitor(town.person())
    stood = {"Referer": f"{ona.base_url}/activities?q=knots"}
    token = token_of(ona.get("/passport"))

    answer = ona.post(f"/saved/activity/{activity}", {"csrf_token": token}, headers=stood)

    assert (answer.status_code, answer.location) == (303, "/activities?q=knots")


def test_another_site_is_nowhere_to_lead_back_to(town):
    activity = town.activity()
    ona = town.visitor(town.person())
    token = token_of(ona.get("/passport"))
    stood = {"Referer": "https://elsewhere.example/activities"}

    answer = ona.post(f"/saved/activity/{activity}", {"csrf_token": token}, headers=stood)

    assert answer.location == f"/activities/{activity}-knots"


def test_a_script_is_told_whether_it_is_saved(town):
    activity, person = town.activity(), town.person()
    ona = town.visitor(person)
    values = {"csrf_token": token_of(ona.get("/passport"))}
    wishes = {"Accept": "application/json"}
    address = f"/saved/activity/{activity}"

    first = ona.post(address, values, headers=wishes)
    second = ona.post(address, {**values, "_method": "DELETE"}, headers=wishes)

    assert (first.json, second.json) == ({"saved": True}, {"saved": False})
    assert "No longer saved" not in ona.get("/passport").text


def test_saving_is_not_joining(town):
    activity, person = town.activity(), town.person()
    keep(town, person, Kind.ACTIVITY, activity)

    assert "You have a place" not in town.visitor(person).get(f"/activities/{activity}-knots").text


def test_a_form_from_elsewhere_saves_nothing(town):
    activity, person = town.activity(), town.person()

    answer = town.visitor(person).post(f"/saved/activity/{activity}", {"csrf_token": "made up"})

    assert (answer.status_code, saved(town, person)) == (403, [])


@pytest.mark.parametrize("state", [ActivityState.DRAFT, None], ids=["draft", "unknown"])
def test_what_nobody_sees_cannot_be_saved(town, state):
    number = town.activity(state=state) if state else 10**12
    ona = town.visitor(town.person())
    token = token_of(ona.get("/passport"))

    answer = ona.post(f"/saved/activity/{number}", {"csrf_token": token})

    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["/saved/person/1", "/saved/activity/x", "/saved/activity/-1"])
def test_odd_addresses_are_not_found(town, path):
    assert town.visitor(town.person()).get(path).status_code == 404


def test_another_city_knows_nothing_of_it(towns, ona):
    vilnius, cagliari = towns("vilnius"), towns("cagliari")
    keep(vilnius, ona, Kind.PLACE, 1)

    assert saved(cagliari, ona) == []


def test_another_person_knows_nothing_of_it(town):
    activity, ona, jonas = town.activity(), town.person("Ona"), town.person("Jonas")
    keep(town, ona, Kind.ACTIVITY, activity)
    page = town.visitor(jonas).get("/saved").text

    assert "Nothing saved yet" in page
    assert f"/activities/{activity}-" not in page


def test_lists_of_a_signed_in_reader_cost_one_query_more(town, queries):
    person = town.person()
    ona = town.visitor(person)
    activities = town.do(lambda: db.session.scalars(select(text("id from activity limit 3"))).all())
    ona.get("/activities")
    costs = []
    for number in activities:
        keep(town, person, Kind.ACTIVITY, number)
        with queries() as seen:
            ona.get("/activities")
        costs.append(sum("from saved" in statement for statement in seen))

    assert costs == [1, 1, 1]
