"""The meetings of the demo's activities lie ahead and follow each other as they say."""

import datetime as dt
from zoneinfo import ZoneInfo

from col_app.demo.contents import When
from col_app.demo.schedule import meetings

# a Friday in the last week before the clocks change
SEEDED = dt.datetime(2026, 10, 23, 15, tzinfo=ZoneInfo("Europe/Vilnius"))


def days(**when):
    return [
        f"{each.starts_at:%a %H:%M}"
        for each in meetings(When(time="09:00", minutes=60, **when), SEEDED)
    ]


def test_what_is_open_at_any_time_has_no_meetings():
    assert meetings(None, SEEDED) == []


def test_a_course_meets_weekly_at_the_same_time_of_day_in_summer_and_winter():
    found = meetings(When(time="09:00", minutes=60, day="sat", sessions=3), SEEDED)

    assert [each.starts_at.day for each in found] == [24, 31, 7]
    assert {f"{each.starts_at:%H:%M}" for each in found} == {"09:00"}
    assert {each.ends_at - each.starts_at for each in found} == {dt.timedelta(hours=1)}


def test_what_meets_daily_rests_at_weekends():
    assert days(day="thu", sessions=3, daily=True) == ["Thu 09:00", "Fri 09:00", "Mon 09:00"]


def test_a_weekend_is_daily_too():
    assert days(day="sat", sessions=2, daily=True) == ["Sat 09:00", "Sun 09:00"]


def test_the_first_day_lies_after_the_seeding():
    assert meetings(When(time="09:00", minutes=60, day="fri"), SEEDED)[0].starts_at.day == 30
