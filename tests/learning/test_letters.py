"""Mails about joining: with a calendar, once, and only as long as they are true."""

import re

import icalendar
import pytest

from col_app.core import clock
from col_app.core.db import db, network_session
from col_app.learning.activities import actions as activities
from col_app.learning.activities.models import Activity
from col_app.learning.participation import actions, letters
from col_app.learning.seats import actions as seats
from col_app.people.accounts.models import Person
from tests.learning.postbox import Postbox, text_of
from tests.learning.town import DAY, HOUR


@pytest.fixture
def postbox(app, monkeypatch):
    return Postbox(app, monkeypatch)


@pytest.fixture
def joined(town):
    """(activity, person, browser, page) of somebody who joined by form what is in ten days."""
    starts = clock.now() + 10 * DAY
    activity = town.activity(starts_at=starts, ends_at=starts + HOUR)
    person, page = town.person("Ona"), f"/activities/{activity}-knots"
    browser = town.visitor(person)
    browser.fill(page, f"{page}/join")
    return activity, person, browser, page


def move(town, activity, starts):
    town.change(activity, starts_at=starts, ends_at=starts + HOUR)


def test_joining_is_confirmed_with_a_calendar(town, joined, postbox):
    (message,) = postbox.keep(town.letters(letters.JOINED))

    assert message["Subject"] == "You are in: Knots for beginners"
    (attached,) = message.iter_attachments()
    assert (attached.get_content_type(), attached.get_filename()) == (
        "text/calendar", "calendar.ics",
    )  # fmt: skip
    event = icalendar.Calendar.from_ical(attached.get_content()).walk("VEVENT")[0]
    assert event["summary"] == "Knots for beginners"
    assert str(event["url"]).endswith(joined[3])


def test_an_english_mail_writes_times_as_europe_does(town, joined, postbox):
    (message,) = postbox.keep(town.letters(letters.JOINED))

    assert re.search(r"\d\d:\d\d–\d\d:\d\d\n", text_of(message))


def test_a_person_reads_the_mail_in_their_own_language(town, joined, postbox):
    with town.app.app_context(), network_session() as session:
        session.get_one(Person, joined[1]).lang = "lt"
    (message,) = postbox.keep(town.letters(letters.JOINED))

    assert 'lang="lt"' in message.get_body(("html",)).get_content()


def test_cancelling_tells_everybody_once_and_reminds_nobody(town, joined, postbox):
    activity, ona = joined[:2]
    jonas, rasa = town.person("Jonas"), town.person("Rasa")
    town.change(activity, capacity=1)
    town.do(lambda: seats.enlist(activity, jonas))
    town.do(lambda: actions.leave(activity, ona))
    town.do(lambda: actions.join(activity, jonas).id)
    town.do(lambda: seats.enlist(activity, rasa))
    town.do(lambda: activities.cancel(db.session.get_one(Activity, activity), "A storm is coming."))
    for _ in "twice":
        postbox.keep([each for each in town.promises() if each.kind == activities.CANCELLED])
    sent = postbox.keep(town.letters(letters.CANCELLED))

    assert [each["Subject"] for each in sent] == ["Cancelled: Knots for beginners"] * 2
    assert {each["To"].addresses[0].display_name for each in sent} == {"Jonas", "Rasa"}
    assert "We are sorry" in text_of(sent[0])
    assert "A storm is coming." in text_of(sent[0])
