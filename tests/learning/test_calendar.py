"""Activities in the reader's own calendar."""

import datetime as dt

import icalendar
import pytest

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.activities import actions
from col_app.learning.activities.models import Activity
from tests.learning.telling import meet, weekly
from tests.learning.town import DAY, HOUR


@pytest.fixture
def first():
    """A whole hour, a day ahead."""
    return clock.now().replace(minute=0, second=0, microsecond=0) + DAY


def entries(town, path):
    """The entries of a calendar, in its order."""
    return icalendar.Calendar.from_ical(town.visitor().get(path).data).walk("VEVENT")


def one(town, activity):
    return entries(town, f"/activities/{activity}-knots.ics")


def test_every_meeting_is_an_entry_with_a_name_of_its_own(town, first):
    activity = town.activity()
    meet(town, activity, *weekly(first, 3))

    found = one(town, activity)

    host = f"vilnius.{town.app.settings.issuer_domain}"
    assert [e["dtstart"].dt for e in found] == weekly(first, 3)
    assert [e["uid"] for e in found] == [f"{activity}-{n}@{host}" for n in (1, 2, 3)]


def test_times_are_those_of_the_world(town, first):
    entry = one(town, town.activity(starts_at=first, ends_at=first + HOUR))[0]

    assert entry["dtstart"].dt == first
    assert entry["dtstart"].to_ical().endswith(b"Z")
    assert entry["dtend"].dt - entry["dtstart"].dt == dt.timedelta(hours=1)


def test_an_entry_keeps_its_name_and_counts_its_changes(town, first):
    activity = town.activity(starts_at=first, ends_at=first + HOUR)
    before = one(town, activity)[0]

    meet(town, activity, first + DAY)

    after = one(town, activity)[0]
    assert after["uid"] == before["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert after["dtstart"].dt == first + DAY


def test_a_cancelled_activity_cancels_every_meeting(town, first):
    activity = town.activity()
    meet(town, activity, *weekly(first, 2))

    town.do(lambda: actions.cancel(db.session.get_one(Activity, activity), "Storm."))

    assert [(e["status"], e["sequence"]) for e in one(town, activity)] == [("CANCELLED", 2)] * 2


def test_what_texts_hold_is_escaped(town):
    title = "Knots, ropes; and\\or: “splices” " + "x" * 80
    activity = town.activity(title)

    answer = town.visitor().get(f"/activities/{activity}-knots.ics")

    lines = answer.data.split(b"\r\n")
    assert icalendar.Calendar.from_ical(answer.data).walk("VEVENT")[0]["summary"] == title
    assert max(map(len, lines)) <= 75


def test_the_file_stays_the_same_until_something_changes(town):
    path = f"/activities/{town.activity()}-knots.ics"

    first, second = (town.visitor().get(path) for _ in range(2))

    assert first.data == second.data


def test_what_is_open_at_any_time_has_no_entry(town):
    assert one(town, town.activity(starts_at=None, ends_at=None)) == []


def test_a_draft_has_no_calendar(town):
    activity = town.activity(state="draft")

    assert town.visitor().get(f"/activities/{activity}-knots.ics").status_code == 404


def test_a_list_holds_the_meetings_of_all_it_shows(town, first, queries):
    series, single = town.activity("Zeppelinology weekly"), town.activity("Zeppelinology once")
    meet(town, series, *weekly(first, 2))

    found = entries(town, "/activities.ics?q=zeppelinology")

    numbers = [entry["uid"].partition("@")[0] for entry in found]
    assert sorted(numbers) == sorted([f"{series}-1", f"{series}-2", str(single)])


def test_a_list_costs_the_same_queries_for_one_and_for_three(town, queries):
    counts = []
    for number in (1, 2):
        for _each in range(number):
            town.activity("Zeppelinology", languages=["sw"])
        with queries() as seen:
            town.visitor().get("/activities.ics?language=sw")
        counts.append(len(seen))

    assert counts[0] == counts[1]
