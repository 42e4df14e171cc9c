"""Joining by e-mail alone: confirmed by a link, cancelled by the same, erased in the end."""

import re

import pytest
from sqlalchemy import func, select

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.activities import actions as activities
from col_app.learning.activities.models import Activity
from col_app.learning.guests import actions
from col_app.learning.guests.models import Guest
from tests.learning.postbox import Postbox, text_of
from tests.learning.town import DAY, HOUR
from tests.people.browsers import token_of


@pytest.fixture
def postbox(app, monkeypatch):
    return Postbox(app, monkeypatch)


@pytest.fixture
def activity(town):
    starts = clock.now() + 10 * DAY
    columns = {"starts_at": starts, "ends_at": starts + HOUR, "capacity": 2}
    return town.activity(allows_email_join=True, **columns)


def ask(town, activity, email="guest@guest.example", name="Gintarė"):
    path = f"/activities/{activity}-knots/join-by-email"
    return town.visitor().fill(path, path, email=email, name=name)


def guests(town, activity):
    return town.do(
        lambda: db.session.scalar(select(func.count()).where(Guest.activity_id == activity))
    )


def taken(town, activity):
    return town.read(activity, Activity.taken_count)[0]


def link_in(message):
    return re.search(r"/guest/\S+", text_of(message)).group()


def press(town, path, **fields):
    browser = town.visitor()
    return browser.post(path, {"csrf_token": token_of(browser.get(path)), **fields})


def come(town, activity, postbox, email="guest@guest.example"):
    """Ask, confirm by the mail; the address of the guest's page."""
    ask(town, activity, email)
    path = link_in(postbox.keep(town.letters(actions.ASK)[-1:])[0])
    press(town, path)
    return path


def test_a_seat_is_taken_once_the_link_was_opened(town, activity, postbox):
    assert "guest@guest.example" in ask(town, activity).text
    assert taken(town, activity) == 0

    (message,) = postbox.keep(town.letters(actions.ASK))
    for _ in "twice":
        assert "You have a place" in press(town, link_in(message)).text
    assert taken(town, activity) == 1


def test_a_guest_gets_the_calendar_and_a_way_out(town, activity, postbox):
    come(town, activity, postbox)
    (message,) = postbox.keep(town.letters(actions.JOINED))

    assert [each.get_filename() for each in message.iter_attachments()] == ["calendar.ics"]
    assert "because you have an account" not in text_of(message)
    press(town, link_in(message), _method="DELETE")
    assert (taken(town, activity), guests(town, activity)) == (0, 0)


def test_asking_again_gets_the_same_answer_and_one_mail_a_day(town, activity, postbox):
    first = ask(town, activity)
    come(town, activity, postbox)
    again = ask(town, activity, " Guest@guest.example")

    assert (first.status_code, again.status_code) == (200, 200)
    assert len(town.letters(actions.ASK)) == 1
    assert (taken(town, activity), guests(town, activity)) == (1, 1)


def test_only_where_the_organiser_allows_it(town):
    closed = town.activity()
    page = f"/activities/{closed}-knots"

    assert town.visitor().get(f"{page}/join-by-email").status_code == 404
    assert "join-by-email" not in town.visitor().get(page).text


def test_the_activity_offers_it_to_visitors_alone(town, activity):
    page = f"/activities/{activity}-knots"

    assert "join-by-email" in town.visitor().get(page).text
    assert "join-by-email" not in town.visitor(town.person()).get(page).text


@pytest.mark.parametrize("fields", [{"email": "nonsense"}, {"name": ""}, {"name": "x" * 200}])
def test_odd_fields_are_told_beside_them(town, activity, fields):
    answer = ask(town, activity, **fields)

    assert answer.status_code == 422
    assert "aria-invalid" in answer.text


def test_the_last_seat_is_nobody_elses(town, activity, postbox):
    ask(town, activity)
    town.change(activity, taken_count=2)
    (message,) = postbox.keep(town.letters(actions.ASK))

    assert press(town, link_in(message)).status_code == 409
    assert taken(town, activity) == 2


def test_an_address_gets_a_few_mails_a_day(town):
    starts = clock.now() + 10 * DAY
    for _ in range(actions.MAILS_A_DAY + 2):
        made = town.activity(allows_email_join=True, starts_at=starts, ends_at=starts + HOUR)
        assert ask(town, made).status_code == 200

    assert len(town.letters(actions.ASK)) == actions.MAILS_A_DAY


def test_a_flood_of_addresses_is_stopped(town, activity, monkeypatch):
    monkeypatch.setattr(actions, "ASKED_AN_HOUR", 2)
    answers = [ask(town, activity, f"g{n}@guest.example").status_code for n in range(3)]

    assert answers == [200, 200, 429]


def test_the_organiser_sees_the_name_and_not_the_address(town, activity, postbox):
    come(town, activity, postbox)
    desk = town.visitor(town.organiser()).get(f"/studio/activities/{activity}-knots/check-in").text

    assert "Gintarė" in desk
    assert "guest@guest.example" not in desk


def erasing(town):
    return [each for each in town.promises() if each.kind == actions.ERASE]


def test_who_never_answers_is_forgotten_after_two_days(town, activity, postbox):
    ask(town, activity)
    (promise,) = erasing(town)
    assert promise.run_after - clock.now() > 1.9 * DAY
    postbox.keep([promise])

    assert guests(town, activity) == 0


def test_guests_are_erased_a_month_after_the_activity(town, activity, postbox):
    come(town, activity, postbox)
    ends = town.read(activity, Activity.ends_at)[0]
    assert ends + 30 * DAY in [each.run_after for each in erasing(town)]
    postbox.keep(erasing(town))
    assert guests(town, activity) == 1

    past = clock.now() - 31 * DAY
    town.change(activity, starts_at=past - HOUR, ends_at=past)
    town.do(lambda: actions.erase(db.session.scalar(select(Guest.id))))
    assert guests(town, activity) == 0


def test_guests_hear_of_a_cancelled_activity(town, activity, postbox):
    path = come(town, activity, postbox)
    town.do(lambda: activities.cancel(db.session.get_one(Activity, activity), "Storm."))
    postbox.keep([each for each in town.promises() if each.kind == activities.CANCELLED])

    sent = postbox.keep(town.letters(actions.CANCELLED))
    assert [each["To"].addresses[0].addr_spec for each in sent] == ["guest@guest.example"]
    assert "cancelled" in town.visitor().get(path).text


def test_no_promise_holds_an_address(town, activity, postbox):
    come(town, activity, postbox)

    assert not any("guest@guest" in str(each.payload) + each.key for each in town.promises())


def test_a_made_up_link_is_unknown(town, activity):

    assert town.visitor().get(f"/guest/1-{'0' * 64}").status_code == 404
