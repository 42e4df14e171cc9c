"""Activities that meet several times."""

import re
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.activities import actions
from col_app.learning.activities.actions import Meeting
from col_app.learning.activities.models import Activity, ActivitySession
from col_app.learning.places.models import Place
from tests.learning.telling import meet, shown, weekly
from tests.learning.town import DAY, HOUR

DATE = re.compile(r'<li class="dates__one([\w -]*)"( aria-current="date")?>')


@pytest.fixture
def first():
    """A whole hour, a day ahead."""
    return clock.now().replace(minute=0, second=0, microsecond=0) + DAY


def positions(town, activity):
    mine = select(ActivitySession.position).where(ActivitySession.activity_id == activity)
    return town.do(lambda: db.session.scalars(mine.order_by(ActivitySession.starts_at)).all())


def test_an_activity_lasts_from_its_first_meeting_to_its_last(town, first):
    activity = town.activity()

    meet(town, activity, *reversed(weekly(first, 3)))

    columns = (Activity.starts_at, Activity.ends_at, Activity.sessions_count)
    assert town.read(activity, *columns) == (first, first + 14 * DAY + HOUR, 3)
    assert positions(town, activity) == [1, 2, 3]


def test_new_meetings_take_the_place_of_the_old_ones(town, first):
    activity = town.activity()
    meet(town, activity, *weekly(first, 3))

    meet(town, activity, first)

    assert positions(town, activity) == []
    assert town.read(activity, Activity.sessions_count, Activity.sequence) == (1, 2)


def test_meetings_may_not_overlap(town, first):
    activity = town.activity()

    with pytest.raises(actions.MeetingsOverlapError):
        meet(town, activity, first, first + HOUR / 2)


def test_the_database_refuses_a_meeting_that_ends_before_it_begins(town, first):
    activity = town.activity()
    wrong = [Meeting(first, first - HOUR), Meeting(first + DAY, first + DAY + HOUR)]

    with pytest.raises(IntegrityError, match="ck_activity_session_ends_after_it_starts"):
        town.do(lambda: actions.set_meetings(db.session.get_one(Activity, activity), wrong))


def test_a_single_meeting_has_no_list_of_dates(town):
    assert DATE.findall(shown(town, town.activity())) == []


def day_number(moment):
    """The number of a day in the city."""
    return rf"\b{moment.astimezone(ZoneInfo('Europe/Vilnius')).day}\b"


def test_the_next_meeting_is_marked_and_past_ones_step_back(town, first):
    activity = town.activity()
    meet(town, activity, *weekly(first - 10 * DAY, 4))

    text = shown(town, activity)

    assert DATE.findall(text) == [
        (" dates__one--past", ""),
        (" dates__one--past", ""),
        (" dates__one--next", ' aria-current="date"'),
        ("", ""),
    ]
    assert "Meeting 3 of 4, until" in text
    corner = text.partition('class="sticky-cta"')[2]
    assert re.search(day_number(first + 4 * DAY), corner)


def test_nothing_comes_next_in_what_is_cancelled(town, first):
    activity = town.activity()
    meet(town, activity, *weekly(first, 3))
    town.change(activity, state="cancelled")
    page = town.visitor().get(f"/activities/{activity}-knots").text

    assert page.count('class="dates__one"') == 3
    assert 'aria-current="date"' not in page


def test_a_meeting_that_is_on_says_so(town):
    activity = town.activity()
    meet(town, activity, *weekly(clock.now() - HOUR / 2, 2))

    assert shown(town, activity).count(">Running now</span>") == 2


def test_a_meeting_in_another_place_names_it(town, first):
    def last_place():
        newest = select(Place.id, Place.slug).order_by(Place.id.desc()).limit(1)
        return db.session.execute(newest).one()

    activity, (place, slug) = town.activity(), town.do(last_place)
    meet(town, activity, *weekly(first, 2), place_id=place)

    assert shown(town, activity).count(f'href="/places/{place}-{slug}"') == 2


def test_a_series_that_is_over_tells_how_often_it_met(town, first):
    activity = town.activity()
    meet(town, activity, *weekly(first - 30 * DAY, 3))

    text = shown(town, activity)

    assert "It met 3 times, until" in text
    assert "This activity is over" in text


def test_many_meetings_cost_no_more_queries(town, first, queries):
    activity = town.activity()
    counts = []
    for times in (1, 12):
        meet(town, activity, *weekly(first, times))
        shown(town, activity)
        with queries() as seen:
            shown(town, activity)
        counts.append(len(seen))

    assert counts[0] == counts[1]
