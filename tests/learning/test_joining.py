"""Seats: taken once, given back, never more than there are."""

import pytest
from sqlalchemy import func, select

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.activities.models import Activity, ActivityState
from col_app.learning.participation import actions
from col_app.learning.participation.models import Participation, ParticipationState
from tests.learning.crowd import at_once
from tests.learning.town import DAY, HOUR

SEATS = 30
CROWD = range(10**9, 10**9 + 200)
ONA, JONAS = 10**9 + 1000, 10**9 + 1001


def taken(town, activity_id):
    return town.read(activity_id, Activity.taken_count)[0]


def joined(town, activity_id):
    """How many people hold a seat."""
    query = select(func.count()).where(
        Participation.activity_id == activity_id, Participation.state != ParticipationState.LEFT
    )
    return town.do(lambda: db.session.scalar(query))


def join(town, activity_id, person_id):
    """Whether the person got a seat."""
    try:
        town.do(lambda: actions.join(activity_id, person_id).id)
    except actions.FullError:
        return False
    return True


def test_two_hundred_people_get_exactly_thirty_seats(town):
    activity = town.activity(capacity=SEATS)

    answers = at_once(lambda person: join(town, activity, person), CROWD)

    assert answers.count(True) == SEATS
    assert (taken(town, activity), joined(town, activity)) == (SEATS, SEATS)


def test_seats_given_back_in_the_rush_are_taken_again(town):
    activity = town.activity(capacity=10)

    def come_and_go(person):
        if join(town, activity, person) and person % 2:
            town.do(lambda: actions.leave(activity, person))

    at_once(come_and_go, CROWD[:60])

    assert taken(town, activity) == joined(town, activity) <= 10


def test_joining_twice_at_once_takes_one_seat(town):
    activity = town.activity(capacity=5)

    assert at_once(lambda _: join(town, activity, ONA), range(8)) == [True] * 8
    assert (taken(town, activity), joined(town, activity)) == (1, 1)


def test_leaving_twice_gives_one_seat_back(town):
    activity = town.activity()
    join(town, activity, ONA)
    join(town, activity, JONAS)

    at_once(lambda _: town.do(lambda: actions.leave(activity, ONA)), range(4))

    assert taken(town, activity) == 1


def test_who_left_can_come_back(town):
    activity = town.activity(capacity=1)
    join(town, activity, ONA)
    town.do(lambda: actions.leave(activity, ONA))

    assert join(town, activity, ONA)
    assert taken(town, activity) == 1


def test_leaving_what_was_never_joined_changes_nothing(town):
    activity = town.activity()
    town.do(lambda: actions.leave(activity, ONA))

    assert taken(town, activity) == 0


def test_who_took_part_cannot_leave(town):
    activity = town.activity()
    town.do(lambda: actions.complete(actions.join(activity, ONA)))

    with pytest.raises(actions.AlreadyDoneError):
        town.do(lambda: actions.leave(activity, ONA))


@pytest.mark.parametrize(
    "columns",
    [
        {"state": ActivityState.CANCELLED},
        {"state": ActivityState.DRAFT},
        {"starts_at": clock.now() - DAY, "ends_at": clock.now() - HOUR},
    ],
    ids=["cancelled", "draft", "over"],
)
def test_what_is_not_open_cannot_be_joined(town, columns):
    activity = town.activity(**columns)

    with pytest.raises(actions.NotOpenError):
        town.do(lambda: actions.join(activity, ONA))


def test_an_unknown_activity_cannot_be_joined(town):
    with pytest.raises(actions.NotOpenError):
        town.do(lambda: actions.join(10**12, ONA))


def test_a_visitor_signs_in_before_joining(town):
    activity = town.activity()

    answer = town.visitor().get(f"/activities/{activity}-knots/join")

    assert answer.status_code == 302
    assert answer.location == f"/sign-in?next=%2Factivities%2F{activity}-knots%2Fjoin"


def test_joining_and_leaving_by_form(town):
    activity = town.activity()
    page = f"/activities/{activity}-knots"
    ona = town.visitor(town.person())

    answer = ona.fill(f"{page}/join", f"{page}/join")
    assert (answer.status_code, answer.location) == (303, page)
    assert "You have a place" in ona.get(page).text

    ona.fill(page, f"{page}/join", _method="DELETE")
    assert "You have a place" not in ona.get(page).text
    assert taken(town, activity) == 0


def test_the_last_seat_gone_is_told(town):
    activity = town.activity(capacity=1)
    page = f"/activities/{activity}-knots"
    ona = town.visitor(town.person())
    ona.get(f"{page}/join")
    join(town, activity, JONAS)

    answer = ona.fill("/check-in", f"{page}/join")

    assert answer.location == page
    assert "every place is taken" in ona.get(page).text


def test_a_form_from_elsewhere_joins_nobody(town):
    activity = town.activity()
    ona = town.visitor(town.person())

    answer = ona.post(f"/activities/{activity}-knots/join", {"csrf_token": "made up"})

    assert (answer.status_code, taken(town, activity)) == (403, 0)
