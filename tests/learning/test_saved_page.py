"""The page of what is saved, and the way to it for those who are not signed in."""

import pytest
from sqlalchemy import text

from col_app.core import clock
from col_app.core.access import SESSION_COOKIE
from col_app.core.db import db
from col_app.learning.activities.models import ActivityState
from col_app.learning.saved import actions, queries
from col_app.learning.saved.models import Kind
from tests.learning.town import DAY, HOUR
from tests.people.browsers import Browser

OVER = {"starts_at": clock.now() - DAY, "ends_at": clock.now() - HOUR}
SOME_OF_EACH = text("""
    (select 'activity', id from activity where state = 'published' limit :n) union all
    (select 'playlist', id from playlist limit :n) union all
    (select 'badge', id from badge limit :n) union all
    (select 'place', id from place limit :n) union all
    (select 'organiser', id from organiser limit :n) union all
    (select 'skill', id from skill where uri is not null limit :n)
""")


@pytest.fixture
def ona(town):
    return town.person()


def keep(town, person, kind, *ids):
    for number in ids:
        town.do(lambda number=number: actions.save(person, kind, number))


def test_an_empty_page_says_what_to_do(town, ona):
    page = town.visitor(ona).get("/saved").text

    assert "Nothing saved yet" in page
    assert 'href="/activities"' in page


def test_what_is_over_comes_last_and_says_so(town, ona):
    over, coming = town.activity("Yesterday", **OVER), town.activity("Tomorrow")
    keep(town, ona, Kind.ACTIVITY, coming, over)
    page = town.visitor(ona).get("/saved").text

    assert page.index(f"/activities/{coming}-") < page.index(f"/activities/{over}-")
    assert page.count(">Over<") == 1


def test_what_is_cancelled_says_so(town, ona):
    keep(town, ona, Kind.ACTIVITY, town.activity(state=ActivityState.CANCELLED))

    assert ">Cancelled<" in town.visitor(ona).get("/saved").text


def test_what_became_a_draft_is_counted_and_not_shown(town, ona):
    activity = town.activity("Secret plans")
    keep(town, ona, Kind.ACTIVITY, activity)
    town.change(activity, state=ActivityState.DRAFT)
    page = town.visitor(ona).get("/saved").text

    assert "1 thing that you saved is not public at the moment." in page
    assert "Secret plans" not in page


def test_what_is_forgotten_can_be_brought_back(town, ona):
    activity = town.activity()
    keep(town, ona, Kind.ACTIVITY, activity)
    visitor, address = town.visitor(ona), f"/saved/activity/{activity}"

    answer = visitor.fill("/saved", address, _method="DELETE")
    assert answer.location == f"/saved?forgotten=activity-{activity}"
    page = visitor.get(answer.location).text
    assert "No longer saved: <bdi>Knots for beginners</bdi>" in page
    assert f'action="{address}"' in page

    visitor.fill(answer.location, address)
    assert "No longer saved" not in visitor.get(answer.location).text
    assert town.do(lambda: queries.of_person(ona)) == [(Kind.ACTIVITY, activity)]


@pytest.mark.parametrize("key", ["", "activity", "activity-x", "person-1", f"place-{10**30}"])
def test_odd_words_about_what_was_forgotten_are_left_out(town, ona, key):
    assert town.visitor(ona).get(f"/saved?forgotten={key}").status_code == 200


def test_the_page_costs_the_same_for_one_and_for_three_of_each_kind(town, ona, queries):
    visitor, costs = town.visitor(ona), []
    for size in (1, 3):
        rows = town.do(lambda size=size: db.session.execute(SOME_OF_EACH, {"n": size}).all())
        for kind, number in rows:
            keep(town, ona, Kind(kind), number)
        visitor.get("/saved")
        with queries() as seen:
            assert visitor.get("/saved").text.count('<article class="row-act">') == 6 * size
        costs.append(len(seen))

    assert costs[0] == costs[1]


def test_a_strangers_page_sets_no_cookie_and_is_shared(town):
    activity = town.activity()
    page = town.visitor().get(f"/activities/{activity}-knots")

    assert (page.headers["Cache-Control"], page.headers.getlist("Set-Cookie")) == (
        "public, no-cache",
        [],
    )
    assert f'href="/saved/activity/{activity}"' in page.text
    assert 'id="saving"' not in page.text


def test_a_strangers_bookmark_leads_through_signing_in_and_is_saved_on_return(
    app, town, demo_account
):
    activity = town.activity()
    browser = Browser(app)
    email, password = demo_account("learner", "vilnius")
    address = f"vilnius/saved/activity/{activity}"
    answer = browser.get(address)
    assert browser.cookie("vilnius", SESSION_COOKIE) is None

    browser.fill("apex/sign-in", email=email, password=password)
    page = browser.follow(answer)

    assert page.request.path == f"/activities/{activity}-knots"
    assert f'formaction="/saved/activity/{activity}" name="_method" value="DELETE"' in page.text


def test_a_link_from_anywhere_asks_before_it_saves(town, ona):
    activity = town.activity()
    page = town.visitor(ona).get(f"/saved/activity/{activity}")

    assert "Save this for later?" in page.text
    assert town.do(lambda: queries.of_person(ona)) == []


def test_a_link_to_what_is_saved_already_leads_to_the_thing(town, ona):
    activity = town.activity()
    keep(town, ona, Kind.ACTIVITY, activity)

    answer = town.visitor(ona).get(f"/saved/activity/{activity}")
    assert (answer.status_code, answer.location) == (303, f"/activities/{activity}-knots")


def test_a_wish_for_one_thing_saves_no_other(town, ona):
    wished, other = town.activity(), town.activity()
    visitor = town.visitor(ona)
    host = visitor.host.partition(":")[0]
    visitor.client.set_cookie("__Host-wish", f"activity-{wished}", domain=host)
    visitor.get(f"/saved/activity/{other}")
    assert town.do(lambda: queries.of_person(ona)) == []

    answer = visitor.get(f"/saved/activity/{wished}?back=/activities%3Fq%3Dx")
    assert (answer.status_code, answer.location) == (303, "/activities?q=x")
    assert town.do(lambda: queries.of_person(ona)) == [(Kind.ACTIVITY, wished)]
