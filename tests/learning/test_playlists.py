import re

import pytest
from sqlalchemy import text

from col_app.core.db import db
from col_app.learning.playlists import actions
from col_app.learning.playlists import queries as playlists
from tests.people.browsers import Browser

_OPTIONAL = text("select playlist_id from playlist_item where not is_mandatory limit 1")


@pytest.fixture
def playlist(vilnius):
    """A playlist with a step that is not needed."""
    return playlists.by_id(vilnius.scalar(_OPTIONAL))


@pytest.fixture
def learner(app, demo_account):
    """A signed-in learner in Vilnius."""
    browser = Browser(app)
    email, password = demo_account("learner", "vilnius")
    browser.fill("apex/sign-in", email=email, password=password)
    browser.enter("vilnius")
    return browser


def address(playlist):
    return f"/playlists/{playlist['id']}-{playlist['slug']}"


def states(page):
    """The states of the steps of a path."""
    return re.findall(r'<li class="is-(\w+)"><span class="node', page.text)


def test_the_path_begins_with_its_first_step(client, playlist):
    page = client("vilnius").get(address(playlist))

    assert states(page) == ["now"] + ["next"] * (len(playlist["items"]) - 1)


def test_the_badge_at_the_end_is_seen_from_the_start(client, playlist):
    assert 'id="h-final"' in client("vilnius").get(address(playlist)).text


def test_a_path_costs_the_same_for_every_number_of_steps(client, queries, vilnius):
    by_length = {len(row["items"]): row for row in playlists.published(50)}
    city, costs = client("vilnius"), []
    city.get(address(by_length[max(by_length)]))
    for length in (min(by_length), max(by_length)):
        with queries() as seen:
            city.get(address(by_length[length]))
        costs.append(len(seen))

    assert costs[0] == costs[1] <= 6


def test_starting_twice_is_starting_once(vilnius, playlist):
    for _time in "ab":
        actions.start(playlist["id"], person_id=10**11)

    assert playlists.started_by(10**11) == [playlist["id"]]


def test_a_learner_starts_a_playlist_and_finds_it_in_the_passport(app, learner, playlist):
    page = f"vilnius{address(playlist)}"
    answer = learner.fill(page, f"{page}/start")

    assert answer.location.endswith(address(playlist))
    assert address(playlist) in learner.get("vilnius/passport").text


def test_a_stranger_is_led_to_sign_in(client, playlist):
    page = client("vilnius").get(address(playlist)).text

    assert 'href="/sign-in?next=%2Fplaylists%2F' in page
    assert "<form" not in page


def test_playlists_that_are_not_published_are_not_shown(vilnius, playlist):
    db.session.execute(text("update playlist set published_at = null"))

    assert (playlists.published(9), playlists.by_id(playlist["id"])) == ([], None)
