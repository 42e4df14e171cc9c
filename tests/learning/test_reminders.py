"""Reminders: a day and an hour before, on the city's clock, as each person wishes."""

import datetime as dt
from zoneinfo import ZoneInfo

import icalendar
import pytest

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.activities.models import Activity
from col_app.learning.hosting import actions as hosting
from col_app.learning.participation import actions, letters, reminders
from col_app.learning.participation.models import ReminderWish
from col_app.learning.participation.reminders import REMIND, Lead
from tests.learning.postbox import Postbox, text_of
from tests.learning.telling import meet, weekly
from tests.learning.town import DAY, HOUR

ONA, RASA = 10**9 + 2700, 10**9 + 2701


@pytest.fixture
def postbox(app, monkeypatch):
    return Postbox(app, monkeypatch)


@pytest.fixture
def first():
    return clock.now().replace(microsecond=0) + 10 * DAY


def owed(town, lead=None):
    found = [each for each in town.promises() if each.kind == REMIND]
    return [each for each in found if lead in (None, each.payload["lead"])]


def join(town, activity, person=ONA):
    town.do(lambda: actions.join(activity, person).id)


def test_the_day_before_is_at_the_same_time_of_the_clock(town):
    """Vilnius turns its clocks on 28 March and on 31 October 2027, at three in the night."""
    for day in (dt.date(2027, 3, 28), dt.date(2027, 10, 31)):
        starts = dt.datetime.combine(day, dt.time(15), dt.UTC)
        zone = town.do(lambda starts=starts: reminders.due(starts, Lead.DAY))
        local = zone.astimezone(clock_of(town))
        assert local.time() == starts.astimezone(clock_of(town)).time()
        assert local.date() == day - dt.timedelta(days=1)
        assert starts - zone != DAY


def clock_of(town):
    return ZoneInfo(town.city.time_zone)


def test_a_seat_owes_one_reminder_of_each_kind_for_the_meeting(town, first):
    activity = town.activity(starts_at=first, ends_at=first + HOUR)
    for person in (ONA, RASA):
        join(town, activity, person)

    assert [each.payload["lead"] for each in owed(town)] == ["day", "hour"]
    assert owed(town, "hour")[0].run_after == first - HOUR


def test_who_joins_on_the_last_day_is_not_reminded_of_the_day(town):
    join(town, town.activity(starts_at=clock.now() + 5 * HOUR, ends_at=clock.now() + 6 * HOUR))

    assert [each.payload["lead"] for each in owed(town)] == ["hour"]


def test_who_joins_at_the_door_needs_none(town):
    join(town, town.activity(starts_at=clock.now() - HOUR, ends_at=clock.now() + HOUR))

    assert owed(town) == []


def test_each_is_reminded_as_they_wish(town, first, postbox):
    activity = town.activity(starts_at=first, ends_at=first + HOUR)
    ona, jonas, rasa = (town.person(name) for name in ("Ona", "Jonas", "Rasa"))
    for person in (ona, jonas, rasa):
        join(town, activity, person)
    town.do(lambda: actions.wish(jonas, day_before=True, hour_before=True))
    town.do(lambda: actions.wish(rasa, day_before=False, hour_before=False))
    postbox.keep(owed(town))

    told = [each.payload["person_id"] for each in town.letters(letters.REMINDER)]
    assert sorted(told) == [ona, jonas, jonas]


def test_the_mail_tells_of_the_meeting_and_how_to_choose(town, first, postbox):
    activity = town.activity()
    meet(town, activity, *weekly(first, 3))
    join(town, activity, town.person("Ona"))
    postbox.keep(owed(town, "day")[:1])
    (message,) = postbox.keep(town.letters(letters.REMINDER))

    assert message["Subject"] == "Soon: Knots for beginners"
    assert "/passport/reminders" in text_of(message)


def test_every_meeting_is_reminded_of_in_turn(town, postbox):
    activity, first = town.activity(), clock.now().replace(microsecond=0) + 2 * DAY
    meet(town, activity, *[first + 7 * DAY * n for n in range(5)])
    join(town, activity)
    begins = {each.payload["starts_at"] for each in owed(town)}

    assert begins == {(first + 7 * DAY * n).isoformat() for n in range(3)}
    move = first - 7 * DAY
    meet(town, activity, *[move + 7 * DAY * n for n in range(6)])
    postbox.keep(owed(town)[:1])
    assert (first + 7 * DAY * 2).isoformat() in {e.payload["starts_at"] for e in owed(town)}


def test_what_was_moved_is_told_and_reminded_of_anew(town, first, postbox):
    activity, ona = town.activity(starts_at=first, ends_at=first + HOUR), town.person("Ona")
    join(town, activity, ona)
    meet(town, activity, first + DAY)
    postbox.keep([each for each in town.promises() if each.kind == "activity.moved"])
    (message,) = postbox.keep(town.letters(letters.MOVED))

    assert message["Subject"] == "New time: Knots for beginners"
    (attached,) = message.iter_attachments()
    event = icalendar.Calendar.from_ical(attached.get_content()).walk("VEVENT")[0]
    assert (event["sequence"], event["dtstart"].dt) == (1, first + DAY)
    postbox.keep(owed(town, "day"))
    told = [each.payload["ids"]["starts_at"] for each in town.letters(letters.REMINDER)]
    assert told == [(first + DAY).isoformat()]


def test_nobody_is_reminded_of_what_was_cancelled(town, first, postbox):
    whole, series = town.activity(starts_at=first, ends_at=first + HOUR), town.activity()
    meet(town, series, *weekly(first, 2))
    for activity in (whole, series):
        join(town, activity)
    town.do(lambda: hosting.cancel(whole, "Storm.", RASA))
    town.do(lambda: hosting.cancel_meeting(series, 1, "Storm.", RASA))
    postbox.keep(owed(town, "day"))

    told = [each.payload["ids"]["starts_at"] for each in town.letters(letters.REMINDER)]
    assert told == [(first + 7 * DAY).isoformat()]


def test_who_left_is_not_reminded(town, first, postbox):
    activity = town.activity(starts_at=first, ends_at=first + HOUR)
    join(town, activity, town.person("Ona"))
    postbox.keep(owed(town))
    town.do(lambda: actions.leave(activity, town.people[-1]))

    assert postbox.keep(town.letters(letters.REMINDER)) == []


def test_a_cancelled_entry_keeps_its_name_and_is_newer(town, first):
    activity = town.activity(starts_at=first, ends_at=first + HOUR)
    path = f"/activities/{activity}-knots.ics"

    def entry():
        return icalendar.Calendar.from_ical(town.visitor().get(path).data).walk("VEVENT")[0]

    before = entry()
    town.do(lambda: hosting.cancel(activity, "Storm.", RASA))
    after = entry()

    assert after["uid"] == before["uid"]
    assert (after["status"], after["sequence"]) == ("CANCELLED", before["sequence"] + 1)
    assert after["dtstamp"].dt == town.read(activity, Activity.changed_at)[0].replace(microsecond=0)


def test_wishes_are_kept_by_form(town):
    person = town.person("Ona")
    browser = town.visitor(person)
    assert "checked" in browser.get("/passport/reminders").text
    browser.fill("/passport/reminders", "/passport/reminders", hour_before="1")

    wish = town.do(lambda: _wish(person))
    assert wish == (False, True)
    assert "/passport/reminders" in browser.get("/passport").text


def _wish(person):
    found = db.session.get_one(ReminderWish, person)
    return found.day_before, found.hour_before
