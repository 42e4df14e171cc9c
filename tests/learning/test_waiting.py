"""Waiting lists: in order, with a seat that is held for a while, each seat to one person."""

import datetime as dt

import pytest
from sqlalchemy import func, select, update

import tenancy
from col_app.core import clock, outbox
from col_app.core.db import db
from col_app.learning.activities.models import Activity, ActivityState
from col_app.learning.participation import actions
from col_app.learning.participation.models import Participation, ParticipationState
from col_app.learning.seats import actions as seats
from col_app.learning.seats import queries
from col_app.learning.seats.models import Waiting
from tests.learning.crowd import at_once
from tests.learning.town import DAY, HOUR

ONA, JONAS, RASA, TOMAS = range(10**9 + 2000, 10**9 + 2004)


@pytest.fixture
def full(town):
    """The id of an activity in ten days whose only seat Ona has."""
    starts = clock.now() + 10 * DAY
    activity = town.activity(capacity=1, starts_at=starts, ends_at=starts + HOUR)
    town.do(lambda: actions.join(activity, ONA).id)
    return activity


def wait(town, activity, *people):
    for person in people:
        town.do(lambda person=person: seats.enlist(activity, person))


def offered(town, activity):
    """Who holds an offer."""
    query = select(Waiting.person_id).where(
        Waiting.activity_id == activity, Waiting.offer_ends_at.is_not(None)
    )
    return town.do(lambda: db.session.scalars(query.order_by(Waiting.id)).all())


def place(town, activity, person):
    turn = town.do(lambda: queries.turn(person, activity))
    return turn and turn.place


def taken(town, activity):
    return town.read(activity, Activity.taken_count)[0]


def let_offers_end(town, activity):
    past = clock.now() - dt.timedelta(seconds=1)
    query = update(Waiting).where(
        Waiting.activity_id == activity, Waiting.offer_ends_at.is_not(None)
    )
    town.do(lambda: db.session.execute(query.values(offer_ends_at=past)))


def keep(town, kind):
    with town.app.app_context(), tenancy.use_network():
        for promise in town.promises():
            if promise.kind == kind:
                outbox.run(promise.id, town.app.directory)


def test_people_wait_in_the_order_in_which_they_came(town, full):
    wait(town, full, JONAS, RASA, TOMAS, JONAS)

    assert [place(town, full, who) for who in (JONAS, RASA, TOMAS, ONA)] == [1, 2, 3, None]


def test_a_free_seat_needs_no_list(town):
    activity = town.activity(capacity=1)

    with pytest.raises(seats.SeatFreeError):
        wait(town, activity, JONAS)


@pytest.mark.parametrize(
    "columns",
    [
        {"state": ActivityState.CANCELLED},
        {"starts_at": clock.now() - HOUR, "ends_at": clock.now() + HOUR},
    ],
    ids=["cancelled", "begun"],
)
def test_nobody_waits_for_what_does_not_come(town, full, columns):
    town.change(full, **columns)

    with pytest.raises(seats.NotOpenError):
        wait(town, full, JONAS)


def test_a_seat_given_back_is_held_for_the_first(town, full):
    wait(town, full, JONAS, RASA)
    town.do(lambda: actions.leave(full, ONA))

    assert (offered(town, full), taken(town, full)) == ([JONAS], 1)
    assert place(town, full, RASA) == 1
    with pytest.raises(actions.FullError):
        town.do(lambda: actions.join(full, TOMAS))
    with pytest.raises(actions.FullError):
        town.do(lambda: actions.join(full, RASA))


def test_an_offer_lasts_a_day_and_is_mailed_once(town, full):
    wait(town, full, JONAS)
    town.do(lambda: actions.leave(full, ONA))

    turn = town.do(lambda: queries.turn(JONAS, full))
    assert abs(turn.offer_ends_at - clock.now() - DAY) < dt.timedelta(minutes=1)
    assert [each.payload["person_id"] for each in town.letters(seats.OFFERED)] == [JONAS]


def test_near_the_start_an_offer_is_shorter(town, full):
    wait(town, full, JONAS)
    starts = clock.now() + 4 * HOUR
    town.change(full, starts_at=starts, ends_at=starts + HOUR)
    town.do(lambda: actions.leave(full, ONA))

    turn = town.do(lambda: queries.turn(JONAS, full))
    assert abs(turn.offer_ends_at - clock.now() - 2 * HOUR) < dt.timedelta(minutes=1)


def test_just_before_the_start_the_seat_is_for_whoever_comes(town, full):
    wait(town, full, JONAS)
    starts = clock.now() + dt.timedelta(minutes=40)
    town.change(full, starts_at=starts, ends_at=starts + HOUR)
    town.do(lambda: actions.leave(full, ONA))
    town.do(lambda: actions.join(full, TOMAS).id)

    assert (offered(town, full), taken(town, full)) == ([], 1)


def test_taking_the_offer_takes_the_held_seat(town, full):
    wait(town, full, JONAS)
    town.do(lambda: actions.leave(full, ONA))
    town.do(lambda: actions.join(full, JONAS).id)

    assert (taken(town, full), place(town, full, JONAS)) == (1, None)


def test_an_offer_that_ended_goes_to_the_next_once(town, full):
    wait(town, full, JONAS, RASA, TOMAS)
    town.do(lambda: actions.leave(full, ONA))
    let_offers_end(town, full)
    for _ in "twice":
        keep(town, seats.ENDED)

    assert (offered(town, full), taken(town, full)) == ([RASA], 1)
    assert place(town, full, JONAS) is None


def test_an_offer_does_not_end_early(town, full):
    wait(town, full, JONAS, RASA)
    town.do(lambda: actions.leave(full, ONA))
    ending = next(each for each in town.promises() if each.kind == seats.ENDED)
    keep(town, seats.ENDED)

    assert offered(town, full) == [JONAS]
    assert ending.run_after > clock.now() + dt.timedelta(hours=23)


def test_an_offer_that_ended_cannot_be_taken(town, full):
    wait(town, full, JONAS)
    town.do(lambda: actions.leave(full, ONA))
    let_offers_end(town, full)

    with pytest.raises(actions.FullError):
        town.do(lambda: actions.join(full, JONAS))


def test_declining_an_offer_hands_it_on(town, full):
    wait(town, full, JONAS, RASA)
    town.do(lambda: actions.leave(full, ONA))
    town.do(lambda: seats.leave_list(full, JONAS))

    assert (offered(town, full), taken(town, full)) == ([RASA], 1)


def test_more_seats_are_offered_in_order(town, full):
    wait(town, full, JONAS, RASA, TOMAS)
    town.do(lambda: seats.change_capacity(full, 3))

    assert (offered(town, full), taken(town, full)) == ([JONAS, RASA], 3)


def test_who_waited_is_forgotten_when_it_is_over(town, full):
    wait(town, full, JONAS, RASA)
    keep(town, seats.OVER)
    assert place(town, full, RASA) == 2

    past = clock.now() - HOUR
    town.change(full, starts_at=past - HOUR, ends_at=past)
    town.do(lambda: seats.close_list(full))
    rows = select(func.count()).where(Waiting.activity_id == full)
    assert town.do(lambda: db.session.scalar(rows)) == 0
    assert taken(town, full) == 1


def test_there_are_never_fewer_seats_than_people(town, full):
    with pytest.raises(seats.CapacityError):
        town.do(lambda: seats.change_capacity(full, 0))


def test_taking_and_ending_at_once_leaves_one_of_them(town, full):
    wait(town, full, JONAS, RASA)
    town.do(lambda: actions.leave(full, ONA))
    number = town.do(lambda: queries.turn(JONAS, full).number)
    soon = clock.now() + dt.timedelta(milliseconds=30)
    town.do(lambda: db.session.get_one(Waiting, number).__setattr__("offer_ends_at", soon))

    def act(who):
        try:
            town.do(lambda: actions.join(full, JONAS).id if who else seats.end_offer(number))
        except actions.FullError:
            return

    at_once(act, [True, False] * 4)
    keep(town, seats.ENDED)

    assert taken(town, full) == 1 == len(offered(town, full)) + people(town, full)


def test_a_rush_of_leaving_waiting_and_taking_keeps_the_count(town):
    starts = clock.now() + 10 * DAY
    activity = town.activity(capacity=5, starts_at=starts, ends_at=starts + HOUR)
    crowd = range(10**9 + 3000, 10**9 + 3040)

    def come(person):
        try:
            town.do(lambda: actions.join(activity, person).id)
        except actions.FullError:
            with_a_list(person)
        if person % 3 == 0:
            town.do(lambda: actions.leave(activity, person))

    def with_a_list(person):
        try:
            town.do(lambda: seats.enlist(activity, person))
        except seats.SeatFreeError:
            return

    at_once(come, crowd)

    assert taken(town, activity) == people(town, activity) + len(offered(town, activity)) <= 5


def people(town, activity):
    query = select(func.count()).where(
        Participation.activity_id == activity, Participation.state != ParticipationState.LEFT
    )
    return town.do(lambda: db.session.scalar(query))
