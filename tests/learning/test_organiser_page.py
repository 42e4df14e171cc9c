"""The page of an organiser: what comes, what was, in which languages; and skills' pages."""

import re
from xml.etree import ElementTree

import icalendar
import pytest
from sqlalchemy import delete, select

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.activities.models import ActivitySkill
from col_app.learning.organisers.models import Organiser, OrganiserText
from col_app.learning.skills.models import Skill
from tests.learning.town import DAY, HOUR


@pytest.fixture
def organiser(town):
    """The number of a new organiser, gone after the test."""

    def work():
        made = Organiser(kind="club", slug="ropes", website="https://ropes.example")
        db.session.add(made)
        db.session.flush()
        words = {"name": "Rope Club", "about": "We tie."}
        db.session.add(OrganiserText(organiser_id=made.id, lang="en", **words))
        return made.id

    number = town.do(work)
    yield number
    town.forget()
    town.do(lambda: db.session.execute(delete(Organiser).where(Organiser.id == number)))


def page_of(town, number, tail=""):
    return town.visitor().get(f"/organisers/{number}-ropes{tail}")


def test_what_was_stands_below_what_is_coming(town, organiser):
    over = {"starts_at": clock.now() - DAY, "ends_at": clock.now() - HOUR}
    was = town.activity(organiser_id=organiser, **over)
    comes = town.activity(organiser_id=organiser, languages=["lt", "uk"])
    coming, _gap, past = page_of(town, organiser).text.partition('id="h-past"')

    assert f"/activities/{comes}-" in coming
    assert f"/activities/{was}-" in past
    assert "1 activity is over" in past
    assert "Lithuanian, Ukrainian" in coming


def test_an_organiser_with_nothing_has_a_page(town, organiser):
    page = page_of(town, organiser).text

    assert "Nothing planned at the moment" in page
    assert 'id="h-past"' not in page


def test_machines_learn_who_it_is(town, organiser):
    page = page_of(town, organiser).text

    assert '"@type": "Organization"' in page
    assert '<meta property="og:description" content="We tie.">' in page


def test_its_feeds_hold_what_is_to_come(town, organiser):
    town.activity("Knots on a day", organiser_id=organiser)
    feed = ElementTree.fromstring(page_of(town, organiser, ".rss").text)  # noqa: S314 - our own
    book = icalendar.Calendar.from_ical(page_of(town, organiser, ".ics").data)

    assert [item.findtext("title") for item in feed.iter("item")] == ["Knots on a day"]
    assert [str(entry["summary"]) for entry in book.walk("VEVENT")] == ["Knots on a day"]


@pytest.mark.parametrize("tail", ["", ".rss", ".ics"])
def test_a_strange_number_is_not_found(town, tail):
    assert page_of(town, 10**12, tail).status_code == 404


def test_the_list_is_narrowed_by_kind(town, organiser):
    lists = {kind: town.visitor().get(f"/organisers?kind={kind}").text for kind in ("club", "ngo")}

    assert [kind for kind, page in lists.items() if f"/organisers/{organiser}-" in page] == ["club"]


def test_a_page_costs_the_same_for_one_activity_and_for_three(town, organiser, queries):
    costs = []
    over = {"starts_at": clock.now() - DAY, "ends_at": clock.now() - HOUR}
    for number in (1, 2):
        for _time in range(number):
            town.activity(organiser_id=organiser)
            town.activity(organiser_id=organiser, **over)
        page_of(town, organiser)
        with queries() as seen:
            page_of(town, organiser)
        costs.append(len(seen))

    assert costs[0] == costs[1]


def test_a_skill_tells_what_builds_it_and_who_recognises_it(client):
    city = client("vilnius")
    slugs = re.findall(r'href="(/skills/[a-z-]+)"', city.get("/skills").text)
    pages = [city.get(slug).text for slug in slugs]

    assert [page for page in pages if '"@type": "DefinedTerm"' not in page] == []
    assert any('id="h-recognised"' in page and 'id="h-badges"' in page for page in pages)
    assert all('href="/activities.rss?skill=' in page for page in pages)


def test_a_skill_keeps_what_is_open_at_any_time_apart(town):
    skill = town.do(
        lambda: db.session.execute(
            select(Skill.id, Skill.slug).where(Skill.uri.is_not(None)).limit(1)
        ).one()
    )
    always = town.activity(starts_at=None, ends_at=None)
    row = {"activity_id": always, "skill_id": skill.id, "position": 0}
    town.do(lambda: db.session.add(ActivitySkill(**row)))
    page = town.visitor().get(f"/skills/{skill.slug}").text

    assert f"/activities/{always}-" in page.partition('id="h-any"')[2]


def test_programs_get_the_badges_with_their_skills(client):
    found = client("vilnius").get("/badges.json").json["items"]

    assert all(badge["url"].startswith("http") and badge["name"] for badge in found)
    assert any(uri.startswith("http://data.europa.eu/esco/") for b in found for uri in b["skills"])
