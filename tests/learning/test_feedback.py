"""How it was: two taps of those who took part, seen without names from three answers on."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from col_app.core.db import db
from col_app.learning.feedback import actions
from col_app.learning.feedback import queries as feedback
from col_app.learning.feedback.models import Feedback, Mood, Reason
from col_app.learning.participation import actions as participation
from col_app.learning.participation.models import Participation
from tests.learning.town import Town


def take_part(town: Town, activity, name="Ona"):
    """(person, browser) of somebody who was there."""
    person = town.person(name)
    town.do(lambda: participation.complete(participation.join(activity, person)))
    return person, town.visitor(person)


def said(town, activity):
    query = (
        select(Feedback.mood, Feedback.reason)
        .join(Participation, Participation.id == Feedback.participation_id)
        .where(Participation.activity_id == activity)
        .order_by(Participation.id)
    )
    return [tuple(row) for row in town.do(lambda: db.session.execute(query).all())]


@pytest.fixture
def activity(town):
    return town.activity()


def test_two_taps_after_check_in(town, activity):
    _person, ona = take_part(town, activity)
    assert f'action="/feedback/{activity}"' in ona.get(f"/check-in/done/{activity}").text

    page = f"/feedback/{activity}"
    first = ona.fill(page, page, mood="good")
    assert (first.location, said(town, activity)) == (page, [(Mood.GOOD, None)])
    second = ona.fill(page, page, mood="good", reason="people")
    assert (second.location, said(town, activity)) == (
        "/passport", [(Mood.GOOD, Reason.PEOPLE)],
    )  # fmt: skip


def test_it_can_be_changed_and_stays_one(town, activity):
    _person, ona = take_part(town, activity)
    page = f"/feedback/{activity}"
    ona.fill(page, page, mood="good", reason="people")
    ona.fill(page, page, mood="poor")

    assert said(town, activity) == [(Mood.POOR, None)]
    assert 'value="poor" aria-pressed="true"' in ona.get(page).text


def test_who_does_not_want_to_say_is_not_asked_again(town, activity):
    person, ona = take_part(town, activity)
    assert town.do(lambda: feedback.to_ask(person)) == [activity]

    page = f"/feedback/{activity}"
    ona.fill(page, page, _method="DELETE")
    assert town.do(lambda: feedback.to_ask(person)) == []
    assert said(town, activity) == [(None, None)]


def test_only_who_was_there_can_say(town, activity):
    person = town.person("Jonas")
    town.do(lambda: participation.join(activity, person).id)
    jonas, stranger = town.visitor(person), town.visitor(town.person("Rasa"))

    assert jonas.get(f"/feedback/{activity}").status_code == 404
    assert stranger.fill("/check-in", f"/feedback/{activity}", mood="good").status_code == 404
    mine = select(Participation).where(Participation.person_id == person)
    with pytest.raises(actions.NotThereError):
        town.do(lambda: actions.give(db.session.scalars(mine).one(), Mood.GOOD, None))


@pytest.mark.parametrize("mood", ["", "brilliant", "x" * 5000])
def test_an_odd_mood_changes_nothing(town, activity, mood):
    _person, ona = take_part(town, activity)
    page = f"/feedback/{activity}"

    assert ona.fill(page, page, mood=mood).status_code == 422
    assert said(town, activity) == []


def test_the_database_refuses_a_reason_without_a_mood(town, activity):
    take_part(town, activity)
    mine = select(Participation.id).where(Participation.activity_id == activity)
    row = {"mood": None, "reason": Reason.PACE}
    with pytest.raises(IntegrityError, match="reason_needs_mood"):
        town.do(lambda: db.session.add(Feedback(participation_id=db.session.scalar(mine), **row)))


def answer(town, activity, *moods):
    for number, mood in enumerate(moods):
        person, browser = take_part(town, activity, f"Learner {number}")
        page = f"/feedback/{activity}"
        browser.fill(page, page, mood=mood, reason="place")
        assert person


def test_the_organiser_sees_a_trend_from_three_answers(town, activity):
    rasa = town.visitor(town.organiser())
    answer(town, activity, "good", "poor")
    assert "Knots for beginners" not in rasa.get("/studio/feedback").text

    answer(town, activity, "good")
    page = rasa.get("/studio/feedback").text
    assert "Knots for beginners" in page
    assert "3 answers" in page
    assert "The place · 3" in page
    assert "Learner" not in page


def test_another_organiser_does_not_see_it_and_the_city_does(town, activity):
    answer(town, activity, "good", "good", "good")
    other = town.visitor(town.person("Other", "organiser"))
    team = town.visitor(town.person("Team", "city"))

    assert "Knots for beginners" not in other.get("/studio/feedback").text
    assert "Knots for beginners" in team.get("/studio/feedback").text
    assert town.visitor(town.person()).get("/studio/feedback").status_code == 403


def test_the_trend_costs_as_much_for_three_activities_as_for_one(town, activity, queries):
    rasa = town.visitor(town.organiser())
    answer(town, activity, "good", "good", "good")
    rasa.get("/studio/feedback")
    with queries() as for_one:
        rasa.get("/studio/feedback")
    for _ in "ab":
        answer(town, town.activity(), "good", "fine", "good")
    with queries() as for_three:
        rasa.get("/studio/feedback")

    assert len(for_three) == len(for_one)
