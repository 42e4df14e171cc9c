"""What a team features stands on the home while it can, and leaves by itself."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import delete, select

from col_app.city.featured.models import Featured
from col_app.core import clock
from col_app.core.audit import AuditEntry
from col_app.core.db import db
from col_app.learning.lists.models import OwnList, Visibility
from col_app.learning.organisers.models import Organiser
from col_app.learning.places.models import Place
from col_app.learning.playlists.models import Playlist
from col_app.learning.skills.models import Skill
from col_app.recognition.badges.models import Badge

CONSOLE = "/console/featured"
DAY = dt.timedelta(days=1)
VILNIUS = ZoneInfo("Europe/Vilnius")


@pytest.fixture(autouse=True)
def nothing_is_featured(town):
    """Before and after each test."""

    def clear():
        town.do(lambda: db.session.execute(delete(Featured)))
        town.app.directory.changed(town.slug)

    clear()
    yield
    clear()


def feature(team, kind, thing, **fields):
    """Choose a thing and send its form."""
    form = f"{CONSOLE}/new?kind={kind}&thing={thing}"
    return team.fill(form, CONSOLE, kind=kind, thing=str(thing), **fields)


def section(page):
    """What the page features: titles in their order."""
    found = page.text.partition('id="h-featured"')[2].partition("</section>")[0]
    return re.findall(r'<a class="stretch"[^>]*>([^<]+)</a>', found)


def home(town):
    return section(town.visitor().get("/"))


def local(moment):
    return moment.astimezone(VILNIUS).strftime("%Y-%m-%dT%H:%M")


def first(town, model, *conditions):
    query = select(model.id).where(*conditions).order_by(model.id).limit(1)
    return town.do(lambda: db.session.scalar(query))


def the_only(town):
    return town.do(lambda: db.session.scalars(select(Featured.id)).one())


def test_nothing_featured_leaves_the_home_as_it_is(town):
    page = town.visitor().get("/").text

    assert ('id="h-featured"' in page, 'id="h-soon"' in page) == (False, True)


def test_a_featured_activity_stands_on_the_home_with_the_reason(town, team):
    activity = town.activity("Knots for sailors")
    said = feature(team, "activity", activity, **{"why-lt": "Vasarai!", "why-en": " For  summer "})
    page = town.visitor().get("/").text

    assert said.status_code == 303
    assert home(town) == ["Knots for sailors"]
    assert '<p dir="auto">For summer</p>' in page
    assert "Vasarai!" in town.visitor().get("/?lang=lt").text


def test_a_reason_in_another_language_is_marked(town, team):
    feature(team, "activity", town.activity(), **{"why-lt": "Vasarai!"})

    assert '<p lang="lt" dir="auto">Vasarai!</p>' in town.visitor().get("/").text


def test_everything_that_has_a_page_can_be_featured(town, team):
    fan = town.person("Fan")
    public = OwnList(person_id=fan, title="Best of the river", visibility=Visibility.PUBLIC)

    def keep():
        db.session.add(public)
        db.session.flush()
        return public.id

    things = {
        "list": town.do(keep),
        "playlist": first(town, Playlist, Playlist.published_at.is_not(None)),
        "badge": first(town, Badge, Badge.published_at.is_not(None)),
        "skill": first(town, Skill, Skill.uri.is_not(None)),
        "place": first(town, Place),
        "organiser": first(town, Organiser),
    }
    for kind, thing in things.items():
        feature(team, kind, thing)
    page = town.visitor().get("/").text.partition('id="h-featured"')[2].partition("</section>")[0]
    hrefs = re.findall(r'class="stretch" href="/(\w+)/', page)

    assert hrefs == ["lists", "playlists", "badges", "skills", "places", "organisers"]
    assert "Best of the river" in home(town)


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "cancelled"},
        {"state": "draft"},
        {"starts_at": clock.now() - 2 * DAY, "ends_at": clock.now() - DAY},
    ],
    ids=["cancelled", "draft", "over"],
)
def test_what_cannot_be_joined_any_more_leaves_by_itself(town, team, columns):
    activity = town.activity("Knots for sailors")
    feature(team, "activity", activity)
    town.change(activity, **columns)

    assert home(town) == []
    assert "over, cancelled or no longer public" in team.get(CONSOLE).text


def test_a_list_that_is_private_again_leaves(town, team):
    def make():
        own = OwnList(person_id=town.person("Fan"), title="Mine", visibility=Visibility.PUBLIC)
        db.session.add(own)
        db.session.flush()
        return own.id

    number = town.do(make)
    feature(team, "list", number)
    before = home(town)

    def close():
        db.session.get_one(OwnList, number).visibility = Visibility.PRIVATE

    town.do(close)

    assert (before, home(town)) == (["Mine"], [])


@pytest.mark.parametrize(
    ("starts", "ends", "is_shown"),
    [(-1, 1, True), (1, 2, False), (-2, -1, False), (None, 1, True), (-1, None, True)],
)
def test_it_stands_there_from_when_until_when(town, team, starts, ends, is_shown):
    now = clock.now()
    times = {
        name: local(now + days * DAY)
        for name, days in (("starts", starts), ("ends", ends))
        if days is not None
    }
    feature(team, "activity", town.activity("Knots for sailors"), **times)

    assert home(town) == (["Knots for sailors"] if is_shown else [])


def test_times_are_those_of_the_city(town, team):
    feature(team, "place", first(town, Place), starts="2027-07-01T09:00", ends="2027-12-01T09:00")
    query = select(Featured.starts_at, Featured.ends_at)
    found = town.do(lambda: db.session.execute(query).one())

    assert [each.astimezone(dt.UTC).hour for each in found] == [6, 7]
    assert 'value="2027-07-01T09:00"' in team.get(f"{CONSOLE}/{the_only(town)}").text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"starts": "2027-07-02T09:00", "ends": "2027-07-01T09:00"}, "It cannot end before it beg"),
        ({"starts": "soon"}, "Give day and time"),
        ({"starts": "9999-12-31T23:59"}, "Give day and time"),
        ({"ends": "2027-07-01T09:00+02:00"}, "Give day and time"),
        ({"why-en": "x" * 141}, "Use at most 140 characters."),
    ],
)
def test_what_is_wrong_is_said_and_the_form_kept(town, team, fields, words):
    said = feature(team, "activity", town.activity(), **fields)

    assert (said.status_code, words in said.text, home(town)) == (422, True, [])
    assert next(iter(fields.values())) in said.text


def test_nothing_is_featured_twice(town, team):
    activity = town.activity("Knots for sailors")
    feature(team, "activity", activity)
    feature(team, "activity", activity)

    assert "Knots for sailors is featured already." in team.get(CONSOLE).text
    assert home(town) == ["Knots for sailors"]


def test_the_order_is_that_of_the_team(town, team):
    for title in ("One", "Two", "Three"):
        feature(team, "activity", town.activity(title))
    last = town.do(lambda: db.session.scalars(select(Featured.id)).all())[-1]
    team.fill(CONSOLE, f"{CONSOLE}/{last}/position", place="1")

    assert home(town) == ["Three", "One", "Two"]


def test_the_preview_shows_another_time(town, team):
    soon = clock.now() + DAY
    activity = town.activity("Knots for sailors", starts_at=soon, ends_at=soon + DAY)
    feature(team, "activity", activity, starts=local(soon))

    def preview(moment):
        return section(team.get(f"{CONSOLE}/preview?at={local(moment)}"))

    found = [preview(soon + days * DAY) for days in (-1 / 2, 1 / 2, 2)]
    assert found == [[], ["Knots for sailors"], []]


@pytest.mark.parametrize("asked", ["sailors", "SAILORS", "address"])
def test_things_are_found_by_name_and_by_address(town, team, asked):
    activity = town.activity("Knots for sailors")
    words = (
        f"https://vilnius.example/activities/{activity}-knots?x=1" if asked == "address" else asked
    )
    page = team.get(CONSOLE, query_string={"q": words}).text

    assert f"{CONSOLE}/new?kind=activity&amp;thing={activity}" in page


@pytest.mark.parametrize("asked", ["zyxw", "/activities/999999999-x", "/skills/none", "%00", "x"])
def test_what_is_not_there_is_said(team, asked):
    assert "Nothing else of that name" in team.get(CONSOLE, query_string={"q": asked}).text


def test_it_can_be_taken_off(town, team):
    feature(team, "activity", town.activity())
    form = f"{CONSOLE}/{the_only(town)}"
    team.fill(form, form, _method="DELETE")
    last = select(AuditEntry.action).order_by(AuditEntry.id.desc()).limit(1)

    assert home(town) == []
    assert town.do(lambda: db.session.scalar(last)) == "featured.removed"


@pytest.mark.parametrize("role", ["learner", "organiser"])
def test_only_the_team_may(town, team, role):
    feature(team, "activity", town.activity())
    visitor = town.visitor(town.person("Somebody", role))
    paths = [CONSOLE, f"{CONSOLE}/preview", f"{CONSOLE}/new", f"{CONSOLE}/{the_only(town)}"]

    assert {visitor.get(path).status_code for path in paths} == {403}


def test_the_home_asks_once_more_and_no_more(town, team, queries):
    costs = []
    for number in range(4):
        if number:
            feature(team, "activity", town.activity(f"Knots {number}"))
        town.visitor().get("/")
        with queries() as seen:
            town.visitor().get("/")
        costs.append(len(seen))

    assert costs == [costs[0], *[costs[0] + 1] * 3]


def test_the_console_asks_as_often_for_one_and_for_three(town, team, queries):
    costs = []
    for number in range(3):
        feature(team, "activity", town.activity(f"Knots {number}"))
        team.get(CONSOLE)
        with queries() as seen:
            team.get(CONSOLE)
        costs.append(len(seen))

    assert costs[0] == costs[2]
