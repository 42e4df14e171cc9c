"""Badges that come by themselves to those who hold enough of others."""

import re
from collections import Counter

import pytest
from sqlalchemy import select, text

from col_app.core.db import db
from col_app.recognition.awards import actions as awards
from col_app.recognition.badges import queries as badges
from col_app.recognition.badges.models import Badge
from col_app.recognition.requirements import actions, queries


@pytest.fixture
def four(portal):
    """Four published badges: the first is to be earned by two of the others."""
    query = select(Badge.id).where(Badge.published_at.is_not(None)).order_by(Badge.id).limit(4)
    yield portal.do(lambda: list(db.session.scalars(query)))
    portal.do(lambda: db.session.execute(text("delete from badge_requirement")))


def give(portal, badge, person):
    portal.do(lambda: awards.award(badges.by_id(badge), person.id))


def held(portal, person):
    return {award.badge_id for award in portal.awards(person)}


def test_two_of_three_give_the_badge(portal, ona, four, keep_promises):
    final, *others = four
    portal.do(lambda: actions.require(final, 2, others, by=1))
    seen = []
    for each in others[:2]:
        give(portal, each, ona)
        keep_promises()
        seen.append(final in held(portal, ona))

    assert seen == [False, True]


def test_who_holds_enough_already_is_awarded_when_it_is_asked_for(portal, ona, four, keep_promises):
    final, *others = four
    for each in others:
        give(portal, each, ona)
    portal.do(lambda: actions.require(final, 3, others, by=1))
    keep_promises()

    assert final in held(portal, ona)


def test_all_requirements_have_to_be_met(portal, ona, four, keep_promises):
    final, one, two, three = four
    portal.do(lambda: actions.require(final, 1, [one], by=1))
    portal.do(lambda: actions.require(final, 1, [two, three], by=1))
    give(portal, three, ona)
    keep_promises()
    before = final in held(portal, ona)
    give(portal, one, ona)
    keep_promises()

    assert (before, final in held(portal, ona)) == (False, True)


def test_more_than_there_are_cannot_be_needed(portal, four):
    with pytest.raises(actions.TooFewError):
        portal.do(lambda: actions.require(four[0], 2, [four[0], four[1]], by=1))


def test_badges_are_looked_for_by_name_and_what_is_ticked_stays(town, rasa, badge):
    offered = town.do(lambda: queries.countable(badge, "", [], 50))
    called = Counter(each["names"]["en"] for each in offered if "en" in each["names"])
    ticked = offered[0]
    wanted = next(each for each in offered[1:] if called[each["names"].get("en")] == 1)
    here = f"/studio/badges/{badge}/requirements"
    name = wanted["names"]["en"].upper()
    page = rasa.fill(here, here, do="find", find=name, badge=str(ticked["id"]), needed="2").text

    assert re.search(rf'value="{ticked["id"]}" checked', page)
    assert f'value="{wanted["id"]}"' in page
    assert re.search(r'<input[^>]*name="needed"[^>]*value="2"', page)


def test_a_name_that_no_badge_has_is_told(rasa, badge):
    here = f"/studio/badges/{badge}/requirements"

    assert "No badge has this name." in rasa.fill(here, here, do="find", find="zyxwvut").text


def test_a_condition_is_made_on_the_page(town, rasa, badge):
    other = town.do(lambda: queries.countable(badge, "", [], 1))[0]["id"]
    here = f"/studio/badges/{badge}/requirements"
    answer = rasa.fill(here, here, do="add", badge=str(other), needed="1")
    made = town.do(lambda: queries.of_badge(badge))
    town.do(lambda: db.session.execute(text("delete from badge_requirement")))

    assert (answer.status_code, [row["needed"] for row in made]) == (303, [1])
