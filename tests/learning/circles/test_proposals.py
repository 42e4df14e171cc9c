"""Asking a circle to come along: nobody is joined without their own yes."""

import pytest
from sqlalchemy import select

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.activities.models import Activity, ActivityState
from col_app.learning.applications import actions as asking
from col_app.learning.applications import decisions
from col_app.learning.applications import queries as applications
from col_app.learning.circles import actions, proposals, queries
from col_app.learning.circles.proposals import Outcome
from col_app.learning.participation import actions as participation
from col_app.learning.participation.models import Participation, ParticipationState
from col_app.learning.seats import queries as waiting
from tests.learning.circles.ring import Ring
from tests.learning.crowd import at_once
from tests.learning.town import DAY, HOUR


def soon(town, **columns):
    starts = clock.now() + DAY
    return town.activity(starts_at=starts, ends_at=starts + HOUR, **columns)


def seats(town, activity):
    """Who has a seat."""
    query = select(Participation.person_id).where(
        Participation.activity_id == activity, Participation.state != ParticipationState.LEFT
    )
    return set(town.do(lambda: db.session.scalars(query).all()))


def coming(ring, number):
    return len(ring.asked(number, ring.keeper)["coming"] or ())


def test_asking_joins_nobody(town, ring):
    activity = soon(town)
    number = ring.propose(activity)

    assert (seats(town, activity), coming(ring, number)) == (set(), 0)


def test_a_yes_takes_a_seat_for_the_one_who_says_it(town, ring, ona):
    activity = soon(town)
    number = ring.propose(activity)

    assert ring.come(number, ona) is Outcome.IN
    assert (seats(town, activity), coming(ring, number)) == ({ona}, 1)
    assert [each.payload["person_id"] for each in town.letters("joined")] == [ona]


def test_who_has_a_seat_and_asks_has_said_yes(town, ring, ruta):
    activity = soon(town)
    town.do(lambda: participation.join(activity, ruta) and None)
    number = ring.propose(activity)

    assert coming(ring, number) == 1


def test_a_seat_is_no_news_for_the_circle_without_a_yes(town, ring, ona):
    activity = soon(town)
    town.do(lambda: participation.join(activity, ona) and None)
    number = ring.propose(activity)
    assert coming(ring, number) == 0

    ring.come(number, ona)
    assert coming(ring, number) == 1
    assert town.read(activity, Activity.taken_count) == (1,)


def test_asking_twice_is_once(town, ring, ona):
    activity = soon(town)

    assert ring.propose(activity) == ring.propose(activity, ona)


def test_a_full_activity_leads_to_its_waiting_list(town, ring, ona, jonas):
    activity = soon(town, capacity=1)
    town.do(lambda: participation.join(activity, jonas) and None)
    number = ring.propose(activity)

    assert ring.come(number, ona) is Outcome.WAITS
    assert coming(ring, number) == 0
    assert town.do(lambda: waiting.turn(ona, activity)).place == 1
    assert ring.asked(number, ona)["is_waiting"]


def test_of_many_who_say_yes_to_the_last_seats_each_sits_or_waits(town, ruta):
    people = [town.person(f"Friend {number}") for number in range(6)]
    ring = Ring(town, ruta, *people)
    activity = soon(town, capacity=2)
    number = ring.propose(activity)
    outcomes = at_once(lambda person: ring.come(number, person), people)

    assert (outcomes.count(Outcome.IN), outcomes.count(Outcome.WAITS)) == (2, 4)
    assert town.read(activity, Activity.taken_count) == (2,)


def test_whom_the_organiser_accepts_one_by_one_asks_there(town, ring, ona):
    activity = soon(town, asks_approval=True)
    number = ring.propose(activity)

    assert ring.come(number, ona) is Outcome.ASKS
    assert seats(town, activity) == set()
    assert town.do(lambda: applications.of_person(ona, activity)) is None


def test_a_no_after_a_yes_gives_back_what_it_led_to(town, ring, ona, ruta):
    activity = soon(town, capacity=1)
    number = ring.propose(activity)
    ring.come(number, ona)
    ring.come(number, ruta)
    ring.decline(number, ona)

    assert seats(town, activity) == set()
    assert town.do(lambda: waiting.turn(ruta, activity)).is_offered
    ring.decline(number, ruta)
    assert town.read(activity, Activity.taken_count) == (0,)


def test_a_no_takes_no_seat_that_was_there_before(town, ring, ona):
    activity = soon(town)
    town.do(lambda: participation.join(activity, ona) and None)
    number = ring.propose(activity)
    ring.decline(number, ona)

    assert seats(town, activity) == {ona}


def test_leaving_the_activity_elsewhere_counts_at_once(town, ring, ona):
    activity = soon(town)
    number = ring.propose(activity)
    ring.come(number, ona)
    town.do(lambda: participation.leave(activity, ona))

    assert coming(ring, number) == 0
    assert ring.come(number, ona) is Outcome.IN


def test_a_yes_counts_once_the_organiser_has_accepted(town, ring, ona):
    activity = soon(town, asks_approval=True)
    number = ring.propose(activity)
    ring.come(number, ona)
    organiser = town.organiser()
    asked = town.do(lambda: asking.ask(activity, ona, "Me too").id)
    assert ring.asked(number, ona)["is_asking"]

    town.do(lambda: decisions.accept(asked, organiser) and None)
    assert coming(ring, number) == 1


@pytest.mark.parametrize("state", [ActivityState.CANCELLED, ActivityState.DRAFT])
def test_a_proposal_ends_when_the_activity_does_not_take_place(town, ring, ona, state):
    activity = soon(town)
    number = ring.propose(activity)
    town.change(activity, state=state)

    with pytest.raises(proposals.OverError):
        ring.come(number, ona)


def test_a_proposal_ends_when_the_activity_begins(town, ring, ona):
    activity = soon(town)
    number = ring.propose(activity)
    town.change(activity, starts_at=clock.now() - HOUR)

    for answer in (ring.come, ring.decline):
        with pytest.raises(proposals.OverError):
            answer(number, ona)
    other = town.activity(starts_at=clock.now() - HOUR)
    with pytest.raises(proposals.OverError):
        ring.propose(other)


def test_strangers_ask_and_answer_nothing(town, ring, jonas):
    activity = soon(town)
    number = ring.propose(activity)

    assert ring.asked(number, jonas) is None
    with pytest.raises(proposals.StrangerError):
        ring.propose(activity, jonas)


def test_a_circle_is_not_asked_without_end(town, ring, monkeypatch):
    monkeypatch.setattr(proposals, "MOST_OPEN", 2)
    first = soon(town)
    ring.propose(first)
    ring.propose(soon(town))
    with pytest.raises(proposals.TooManyProposalsError):
        ring.propose(soon(town))

    town.change(first, starts_at=clock.now() - HOUR)
    assert ring.propose(soon(town))


def test_who_leaves_takes_their_answers_along_and_keeps_the_seat(town, ring, ona):
    activity = soon(town)
    number = ring.propose(activity, ona)
    ring.come(number, ona)
    town.do(lambda: actions.leave(ring.id, ona))

    assert (coming(ring, number), seats(town, activity)) == (0, {ona})
    assert ring.asked(number, ring.keeper)["asker"] is None


def test_organisers_read_the_circle_beside_those_who_agreed_and_said_yes(town, ruta, ona, jonas):
    rasa = town.person("Rasa")
    ring = Ring(town, ruta, ona, jonas, rasa, shown=[ona, rasa])
    activity = soon(town)
    number = ring.propose(activity)
    for each in (ona, jonas):
        ring.come(number, each)
    town.do(lambda: participation.join(activity, rasa) and None)
    people = {
        row.id: row.person_id
        for row in town.do(
            lambda: db.session.execute(select(Participation.id, Participation.person_id)).all()
        )
    }
    told = town.do(lambda: queries.together(activity))

    assert {people[number]: name for number, name in told.items()} == {ona: "Saturday people"}
