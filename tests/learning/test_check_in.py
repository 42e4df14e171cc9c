"""Checking in: completes, and promises the badge, exactly once."""

import pytest
from sqlalchemy import select

from col_app.core import clock
from col_app.core.audit import AuditEntry
from col_app.core.db import db
from col_app.core.outbox import Promise
from col_app.learning.activities.models import Activity
from col_app.learning.participation import actions
from col_app.learning.participation.models import CheckinCode, Participation, ParticipationState
from tests.learning.crowd import at_once
from tests.learning.town import DAY, HOUR

ONA, JONAS = 10**9 + 2000, 10**9 + 2001


def check_in(town, code, person_id=ONA):
    return town.do(lambda: actions.check_in(code, person_id).id)


def promises(town, participation_id):
    """How many badges were promised for a participation."""
    query = select(Promise.id).where(
        Promise.kind == actions.COMPLETED,
        Promise.payload["participation_id"].as_integer() == participation_id,
    )
    return len(town.do(lambda: db.session.scalars(query).all()))


def records(town, participation_id):
    query = select(AuditEntry.id).where(
        AuditEntry.action == "participation.completed",
        AuditEntry.detail["id"].as_integer() == participation_id,
    )
    return len(town.do(lambda: db.session.scalars(query).all()))


def state(town, participation_id):
    return town.do(lambda: db.session.get_one(Participation, participation_id).state)


def test_checking_in_completes_and_promises_once(town):
    code = town.code(town.activity())

    first, again = check_in(town, code), check_in(town, code)

    assert first == again
    assert state(town, first) is ParticipationState.COMPLETED
    assert (promises(town, first), records(town, first)) == (1, 1)


@pytest.mark.parametrize("had_joined", [True, False])
def test_checking_in_from_many_phones_at_once_promises_once(town, had_joined):
    activity = town.activity(capacity=3)
    code = town.code(activity)
    if had_joined:
        town.do(lambda: actions.join(activity, ONA))

    numbers = at_once(lambda _: check_in(town, code), range(12))

    assert len(set(numbers)) == 1
    assert (promises(town, numbers[0]), records(town, numbers[0])) == (1, 1)
    assert town.read(activity, Activity.taken_count) == (1,)


def test_a_refused_check_in_promises_nothing(town):
    activity = town.activity(capacity=1)
    code = town.code(activity)
    check_in(town, code, JONAS)

    with pytest.raises(actions.FullError):
        check_in(town, code)

    query = select(Participation.person_id).where(Participation.activity_id == activity)
    assert town.do(lambda: db.session.scalars(query).all()) == [JONAS]


@pytest.mark.parametrize("typed", ["{}{}", " {}{} ", "{} {}", "{}-{}"])
def test_codes_are_read_as_people_type_them(town, typed):
    code = town.code(town.activity()).upper()
    number = check_in(town, typed.format(code[:3], code[3:]))

    assert state(town, number) is ParticipationState.COMPLETED


@pytest.mark.parametrize("code", ["", "zzzzzz", "0", "a" * 40])
def test_an_unknown_code_is_refused(town, code):
    with pytest.raises(actions.UnknownCodeError):
        check_in(town, code)


@pytest.mark.parametrize(
    ("starts", "ends"), [(DAY, DAY + HOUR), (-3 * DAY, -2 * DAY)], ids=["too early", "too late"]
)
def test_a_code_works_around_the_activity_only(town, starts, ends):
    now = clock.now()
    code = town.code(town.activity(starts_at=now + starts, ends_at=now + ends))

    with pytest.raises(actions.CodeClosedError):
        check_in(town, code)


def test_the_desk_keeps_its_code_and_follows_a_new_date(town):
    activity = town.activity()
    first = town.code(activity)
    town.change(activity, starts_at=clock.now() + DAY, ends_at=clock.now() + 2 * DAY)

    assert town.code(activity) == first
    with pytest.raises(actions.CodeClosedError):
        check_in(town, first)


def test_the_desk_of_a_timeless_activity_opens_for_another_month(town):
    activity = town.activity(starts_at=None, ends_at=None)
    code = town.code(activity)
    town.do(lambda: _close(code))

    assert town.code(activity) == code
    assert state(town, check_in(town, code)) is ParticipationState.COMPLETED


def _close(code):
    found = db.session.scalars(select(CheckinCode).where(CheckinCode.code == code)).one()
    found.closes_at = clock.now()


def test_a_scanned_code_asks_and_then_checks_in(town):
    activity = town.activity()
    code, ona = town.code(activity), town.visitor(town.person())

    assert "Yes, I am here" in ona.get(f"/checkin/{code.upper()}").text
    answer = ona.fill(f"/checkin/{code}", "/check-in", code=code)

    assert (answer.status_code, answer.location) == (303, f"/check-in/done/{activity}")
    assert "You are checked in" in ona.get(answer.location).text


def test_a_visitor_signs_in_and_comes_back_to_the_code(town):
    answer = town.visitor().get("/checkin/abcdef")

    assert (answer.status_code, answer.location) == (302, "/sign-in?next=%2Fcheckin%2Fabcdef")


def test_a_code_before_its_time_says_when_it_opens(town):
    activity = town.activity(starts_at=clock.now() + DAY, ends_at=clock.now() + DAY + HOUR)
    code, ona = town.code(activity), town.visitor(town.person())

    assert "Check-in opens on" in ona.get(f"/checkin/{code}").text
    answer = ona.fill("/check-in", "/check-in", code=code)
    assert answer.status_code == 422
    assert "Check-in opens on" in answer.text


def test_a_wrong_code_keeps_the_form(town):
    ona = town.visitor(town.person())

    answer = ona.fill("/check-in", "/check-in", code="wr0ng1")

    assert answer.status_code == 422
    assert 'value="wr0ng1"' in answer.text
    assert "There is no activity with this code" in answer.text


def test_done_is_told_to_those_who_were_there(town):
    activity = town.activity()
    town.do(lambda: actions.join(activity, ONA))

    assert town.visitor(town.person()).get(f"/check-in/done/{activity}").status_code == 404
