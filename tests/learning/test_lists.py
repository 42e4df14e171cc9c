"""Directories of places, organisers, playlists and skills, and their pages."""

import re

import pytest
from sqlalchemy import select

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.activities.models import ActivityState
from col_app.learning.organisers import views as organisers
from col_app.learning.organisers.models import Organiser
from col_app.learning.places import views as places
from col_app.learning.places.models import Place
from col_app.learning.playlists import views as playlists
from tests.learning.town import DAY, HOUR

LISTS = [("places", places), ("organisers", organisers), ("playlists", playlists)]
NAMES = [name for name, _module in LISTS]


def items(page, name):
    """Addresses of the things in a list, each once."""
    return list(dict.fromkeys(re.findall(rf'href="(/{name}/\d+-[^"]+)"', page.text)))


@pytest.mark.parametrize(("name", "module"), LISTS, ids=NAMES)
def test_a_list_costs_the_same_for_one_and_for_three(client, queries, monkeypatch, name, module):
    city = client("vilnius")
    city.get(f"/{name}")
    costs = {}
    for size in (1, 3):
        monkeypatch.setattr(module, "MOST", size)
        with queries() as seen:
            assert len(items(city.get(f"/{name}"), name)) == size
        costs[size] = len(seen)

    assert costs[1] == costs[3]


@pytest.mark.parametrize("name", [*NAMES, "skills", "badges"])
def test_a_list_is_shared_and_small(client, name):
    found = client("vilnius").get(f"/{name}")

    assert (found.status_code, found.headers["Cache-Control"]) == (200, "public, no-cache")
    assert found.headers.getlist("Set-Cookie") == []


@pytest.mark.parametrize("name", NAMES)
def test_every_thing_of_a_list_has_a_page(client, name):
    city = client("cagliari")

    answers = {city.get(address).status_code for address in items(city.get(f"/{name}"), name)}
    assert answers == {200}


@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_tail_leads_to_the_right_address(client, name):
    city = client("vilnius")
    right = items(city.get(f"/{name}"), name)[0]
    found = city.get(right.partition("-")[0] + "-elsewhere")

    assert (found.status_code, found.location) == (308, right)


@pytest.mark.parametrize("name", [*NAMES, "skills"])
@pytest.mark.parametrize("slug", ["999999-x", "x", "0"])
def test_what_does_not_exist_is_not_found(client, name, slug):
    assert client("vilnius").get(f"/{name}/{slug}").status_code == 404


def test_a_place_lists_what_happens_there(client):
    city = client("vilnius")
    place = items(city.get("/places"), "places")[0]

    activity = items(city.get(place), "activities")[0]
    assert place in city.get(activity).text


def test_an_organiser_lists_what_it_offers(client):
    city = client("vilnius")
    organiser = items(city.get("/organisers"), "organisers")[0]

    activity = items(city.get(organiser), "activities")[0]
    assert organiser in city.get(activity).text


def test_a_skill_leads_to_activities_that_name_it(client):
    city = client("vilnius")
    skills = re.findall(r'href="(/skills/[a-z-]+)"', city.get("/skills").text)

    activity = items(city.get(skills[0]), "activities")[0]
    assert skills[0] in city.get(activity).text


@pytest.mark.parametrize(
    ("name", "model", "column"),
    [("places", Place, "place_id"), ("organisers", Organiser, "organiser_id")],
    ids=["places", "organisers"],
)
def test_a_page_lists_what_is_still_to_come_there_and_nothing_else(town, name, model, column):
    here, there = town.do(
        lambda: db.session.execute(select(model.id, model.slug).order_by(model.id).limit(2)).all()
    )
    over = {"starts_at": clock.now() - DAY, "ends_at": clock.now() - HOUR}
    made = {
        "coming": town.activity(),
        "draft": town.activity(state=ActivityState.DRAFT),
        "over": town.activity(**over),
        "elsewhere": town.activity(**{column: there.id}),
    }
    page = town.visitor().get(f"/{name}/{here.id}-{here.slug}").text.partition('id="h-past"')[0]

    assert [kind for kind, number in made.items() if f"/activities/{number}-" in page] == ["coming"]


@pytest.mark.parametrize("name", [*NAMES, "skills"])
def test_a_list_tells_those_who_share_it_what_it_is(client, name):
    page = client("vilnius").get(f"/{name}").text

    assert re.search(rf'<meta property="og:url" content="http://[^"]+/{name}">', page)
    assert '<meta property="og:description" content="' in page
