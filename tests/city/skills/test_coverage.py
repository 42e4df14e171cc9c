"""What there is for each skill: every count is the size of the list behind it, gaps come first."""

import csv
import datetime as dt
import io
import re

import pytest
from sqlalchemy import text

from col_app.city.skills import queries as covering
from col_app.core import clock
from col_app.core.db import db
from col_app.recognition.awards import actions as awards
from col_app.recognition.badges import queries as badges
from tests.recognition.studio import Studio

EVER = covering.BEGINNING
MANY = 100_000


@pytest.mark.parametrize("kind", covering.KINDS)
def test_every_count_is_the_size_of_the_list_behind_it(vilnius, kind):
    told = covering.coverage(EVER)
    listed = {number: len(covering.behind(kind, number, EVER, MANY, 0)) for number in told}

    sizes = {number: covering.size(kind, number, EVER) for number in told}

    assert {number: getattr(cover, kind) for number, cover in told.items()} == listed == sizes
    assert kind == "awards" or max(listed.values()) > 0


def test_the_activities_are_those_that_explore_lists(town):
    slugs = dict(town.do(lambda: db.session.execute(text("select id, slug from skill")).all()))
    told = town.do(lambda: covering.coverage(EVER))
    visitor = town.visitor()
    some = sorted(told, key=lambda number: -told[number].activities)[:5]

    assert [
        visitor.get(f"/activities.json?skill={slugs[number]}").json["total"] for number in some
    ] == [told[number].activities for number in some]


def test_gaps_come_first(town, team):
    key = team.add("Bendrystės kūrimas", "group-think")
    team.publish()
    page = team.browser.get("/console/skills/coverage?lang=en").text
    rows = list(csv.DictReader(io.StringIO(team.browser.get("/console/skills/coverage.csv").text)))

    assert key in re.findall(r'strong plain" href="/console/skills/([^"]+)"', page)[:3]
    assert "Nothing builds it" in page
    assert [row["activities"] for row in rows] == sorted(
        (row["activities"] for row in rows), key=int
    )


def test_awards_are_counted_in_the_window_and_by_what_they_say(town, team):
    one, two = team.add("Viena", "group-think"), team.add("Kita", "group-think")
    team.publish()
    rasa = Studio(town, town.organiser())
    badge = rasa.begin()
    rasa.save(badge, do=f"skill-{one}")
    rasa.publish(badge)
    holder = town.person()
    given = town.do(lambda: awards.award(badges.by_id(badge), holder).id)
    team.save(one, "merge", into=two)
    team.publish()
    number = team.scalar("select id from skill where slug = :slug", slug=two)
    long_ago = clock.now() - dt.timedelta(days=60)
    aged = "update award set awarded_at = :at where id = :id returning id"
    now = town.do(lambda: covering.coverage(clock.now() - dt.timedelta(days=30))[number].awards)
    team.scalar(aged, at=long_ago, id=given)
    later = town.do(lambda: covering.coverage(clock.now() - dt.timedelta(days=30))[number].awards)
    page = team.browser.get(f"/console/skills/coverage/{two}?of=awards&days=90&lang=en").text

    assert (now, later) == (1, 0)
    assert ("1 award" in page, "The last 90 days" in page) == (True, True)
    assert page.count('href="/credentials/') == 1


@pytest.mark.parametrize("tail", ["nowhere", "group-think", "teamwork-principles?of=people"])
def test_there_is_no_list_behind_what_is_no_skill(team, tail):
    assert team.browser.get(f"/console/skills/coverage/{tail}").status_code == 404
