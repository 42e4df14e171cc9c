"""What an organiser changes: places, joining, calling off, messages. Ten minutes to undo."""

import datetime as dt

import pytest
from sqlalchemy import select, update

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.activities import actions as activities
from col_app.learning.activities.actions import LastMeetingError
from col_app.learning.activities.models import Activity, ActivitySession, ActivityState
from col_app.learning.applications import actions as applications
from col_app.learning.hosting import actions, letters
from col_app.learning.hosting.models import Announcement
from col_app.learning.participation import actions as participation
from col_app.learning.participation import letters as mails
from col_app.learning.seats import actions as seats
from col_app.learning.seats import queries as waiting
from tests.learning.crowd import at_once
from tests.learning.postbox import Postbox, text_of
from tests.learning.telling import meet, weekly
from tests.learning.town import DAY, HOUR

RASA, ONA, JONAS, TOMAS = range(10**9 + 2500, 10**9 + 2504)


@pytest.fixture
def postbox(app, monkeypatch):
    return Postbox(app, monkeypatch)


@pytest.fixture
def full(town):
    """One in ten days whose only place Ona has; Jonas and Tomas wait."""
    starts = clock.now() + 10 * DAY
    activity = town.activity(capacity=1, starts_at=starts, ends_at=starts + HOUR)
    town.do(lambda: participation.join(activity, ONA).id)
    for person in (JONAS, TOMAS):
        town.do(lambda person=person: seats.enlist(activity, person))
    return activity


@pytest.fixture
def series(town):
    """Three meetings, a week apart."""
    activity = town.activity()
    meet(town, activity, *weekly(clock.now().replace(microsecond=0) + DAY, 3))
    return activity


def places(town, activity, capacity, *, asks=False):
    town.do(lambda: actions.set_places(activity, capacity, asks_approval=asks, by=RASA))


def is_offered(town, activity, person):
    turn = town.do(lambda: waiting.turn(person, activity))
    return turn is not None and turn.is_offered


def due(town, kind):
    return [each for each in town.promises() if each.kind == kind]


def test_more_places_are_offered_and_fewer_than_taken_refused(town, full):
    places(town, full, 2)
    assert [is_offered(town, full, person) for person in (JONAS, TOMAS)] == [True, False]

    with pytest.raises(seats.CapacityError):
        places(town, full, 1)


def test_raising_and_leaving_at_once_offers_each_seat_once(town, full):
    def act(is_organiser):
        if is_organiser:
            places(town, full, 2)
        else:
            town.do(lambda: participation.leave(full, ONA))

    at_once(act, [True, False])

    assert [is_offered(town, full, person) for person in (JONAS, TOMAS)] == [True, True]
    assert town.read(full, Activity.taken_count)[0] == 2


def test_closed_means_nobody_joins_waits_or_is_offered_a_seat(town, full):
    town.do(lambda: actions.close_joining(full, RASA))
    for way in (participation.join, seats.enlist):
        with pytest.raises(seats.ClosedError):
            town.do(lambda way=way: way(full, RASA))
    town.do(lambda: participation.leave(full, ONA))
    assert not is_offered(town, full, JONAS)

    town.do(lambda: actions.reopen_joining(full, RASA))
    assert is_offered(town, full, JONAS)


def test_what_was_offered_may_be_taken_after_closing(town, full):
    town.do(lambda: participation.leave(full, ONA))
    town.do(lambda: actions.close_joining(full, RASA))

    assert town.do(lambda: participation.join(full, JONAS).id)


def test_cancelling_is_mailed_ten_minutes_later(town, full):
    town.do(lambda: actions.cancel(full, "Storm.", RASA))

    (promise,) = due(town, activities.CANCELLED)
    assert promise.run_after > clock.now() + dt.timedelta(minutes=9)
    with pytest.raises(seats.NotOpenError):
        town.do(lambda: participation.join(full, RASA))


def test_undone_in_time_nobody_hears_of_it(town, full, postbox):
    town.do(lambda: actions.cancel(full, "Storm.", RASA))
    town.do(lambda: actions.undo_cancel(full, RASA))
    postbox.keep(due(town, activities.CANCELLED))

    assert town.letters(mails.CANCELLED) == []
    state, reason, sequence = town.read(
        full, Activity.state, Activity.cancel_reason, Activity.sequence
    )
    assert (state, reason, sequence) == (ActivityState.PUBLISHED, "", 2)
    assert town.do(lambda: waiting.turn(JONAS, full).place) == 1


def test_a_second_thought_is_mailed_once_and_not_early(town, full, postbox):
    town.do(lambda: actions.cancel(full, "Storm.", RASA))
    town.do(lambda: actions.undo_cancel(full, RASA))
    town.do(lambda: actions.cancel(full, "Flood.", RASA))
    first, second = due(town, activities.CANCELLED)
    postbox.keep([first])
    assert town.letters(mails.CANCELLED) == []

    postbox.keep([second])
    told = [each.payload["person_id"] for each in town.letters(mails.CANCELLED)]
    assert told == [ONA, JONAS, TOMAS]


def test_those_who_ask_hear_of_it_too(town, postbox):
    activity = town.activity(asks_approval=True)
    town.do(lambda: applications.ask(activity, ONA, "").id)
    town.do(lambda: actions.cancel(activity, "Storm.", RASA))
    postbox.keep(due(town, activities.CANCELLED))

    assert [each.payload["person_id"] for each in town.letters(mails.CANCELLED)] == [ONA]


def test_after_ten_minutes_it_stays_cancelled(town, full):
    town.do(lambda: actions.cancel(full, "Storm.", RASA))
    town.change(full, cancelled_at=clock.now() - activities.UNDO)

    with pytest.raises(actions.TooLateError):
        town.do(lambda: actions.undo_cancel(full, RASA))


def test_of_two_who_cancel_one_is_the_first(town, full):
    def act(reason):
        try:
            town.do(lambda: actions.cancel(full, reason, RASA))
        except seats.NotOpenError:
            return False
        return True

    assert sorted(at_once(act, ["Storm.", "Flood."])) == [False, True]
    assert len(due(town, activities.CANCELLED)) == 1


def times(town, activity):
    return town.read(activity, Activity.starts_at, Activity.ends_at)


def test_without_one_meeting_the_others_take_place(town, series, postbox):
    person = town.person("Ona")
    first, last = times(town, series)
    town.do(lambda: participation.join(series, person).id)
    town.do(lambda: actions.cancel_meeting(series, 1, "The hall is cold.", RASA))
    assert times(town, series) == (first + 7 * DAY, last)

    (promise,) = due(town, activities.MEETING_CANCELLED)
    postbox.keep([promise])
    (message,) = postbox.keep(town.letters(mails.MEETING_CANCELLED))
    assert message["Subject"].endswith(": Knots for beginners")
    assert "“The hall is cold.”" in text_of(message)
    assert [each.get_filename() for each in message.iter_attachments()] == ["calendar.ics"]


def test_a_meeting_undone_is_back_and_nobody_hears(town, series, postbox):
    before = times(town, series)
    town.do(lambda: participation.join(series, ONA).id)
    town.do(lambda: actions.cancel_meeting(series, 3, "Cold.", RASA))
    town.do(lambda: actions.undo_cancel_meeting(series, 3, RASA))
    postbox.keep(due(town, activities.MEETING_CANCELLED))

    assert (times(town, series), town.letters(mails.MEETING_CANCELLED)) == (before, [])


def test_the_last_meeting_is_not_cancelled_alone(town, series):
    for position in (1, 2):
        town.do(lambda position=position: actions.cancel_meeting(series, position, "Cold.", RASA))

    with pytest.raises(LastMeetingError):
        town.do(lambda: actions.cancel_meeting(series, 3, "Cold.", RASA))


def test_a_meeting_that_is_over_is_not_cancelled(town, series):
    past = clock.now() - DAY
    gone = update(ActivitySession).where(
        ActivitySession.activity_id == series, ActivitySession.position == 1
    )
    town.do(lambda: db.session.execute(gone.values(starts_at=past - HOUR, ends_at=past)))

    for position in (1, 4):
        with pytest.raises(actions.TooLateError):
            town.do(lambda position=position: actions.cancel_meeting(series, position, "-", RASA))


def test_a_message_goes_to_each_who_is_in(town, full, postbox):
    ona = town.person("Ona")
    town.change(full, capacity=None, contact="rasa@harbour.example")
    town.do(lambda: participation.join(full, ona).id)
    town.do(lambda: actions.write(full, "Bring boots.\n\nAnd a hat.", RASA).id)
    postbox.keep(due(town, actions.WRITTEN))

    assert [each.payload["person_id"] for each in town.letters(letters.TEMPLATE)] == [ONA, ona]
    (message,) = postbox.keep(town.letters(letters.TEMPLATE))
    assert message["Subject"] == "News about: Knots for beginners"
    assert "Bring boots.\n\nAnd a hat." in text_of(message)
    assert "rasa@harbour.example" in text_of(message)


def test_two_messages_a_day_are_enough_also_when_sent_at_once(town, full):
    def write(words):
        try:
            town.do(lambda: actions.write(full, words, RASA).id)
        except actions.TooOftenError:
            return False
        return True

    assert sorted(at_once(write, ["1", "2", "3"])) == [False, True, True]
    past = update(Announcement).values(written_at=clock.now() - actions.DAY)
    town.do(lambda: db.session.execute(past.where(Announcement.activity_id == full)))
    assert write("4")


def test_nobody_is_written_to_where_nobody_is_in(town):
    with pytest.raises(actions.NobodyError):
        town.do(lambda: actions.write(town.activity(), "Hello?", RASA))
    assert town.do(lambda: db.session.scalars(select(Announcement.id)).all()) == []
