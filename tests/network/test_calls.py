"""Community calls on the network's home."""

import datetime as dt

import icalendar
import pytest
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from col_app.core import clock
from col_app.core.db import network_session
from col_app.network.calls.actions import plan
from col_app.network.calls.models import CommunityCall

HOUR = dt.timedelta(hours=1)
TITLES = {"en": "Meeting the neighbours", "lt": "Susitinkame su kaimynais"}


@pytest.fixture
def planned(app):
    """Plans calls, the only ones there are for the time of a test."""
    with app.app_context(), network_session() as session:
        session.execute(delete(CommunityCall))

    def call(starts_in, title="", link=""):
        starts_at = clock.now() + starts_in
        titles = {"en": title} if title else TITLES
        with app.app_context():
            return plan(
                CommunityCall(
                    starts_at=starts_at, ends_at=starts_at + HOUR, time_zone="Europe/Vilnius",
                    titles=titles, link=link,
                )
            )  # fmt: skip

    yield call
    with app.app_context(), network_session() as session:
        session.execute(delete(CommunityCall))


def home(client, lang="en"):
    return client("apex").get(f"/?lang={lang}").text


def test_the_next_call_is_told_in_the_readers_language(client, planned):
    planned(3 * HOUR)

    assert "Meeting the neighbours" in home(client)
    assert "Eastern European Standard Time" in home(client)
    assert "Susitinkame su kaimynais" in home(client, "lt")


def test_a_running_call_can_still_be_joined(client, planned):
    planned(-HOUR / 2, link="https://meet.example.org/call")

    assert "Community call, now" in home(client)
    assert 'href="https://meet.example.org/call"' in home(client)


def test_the_soonest_of_those_to_come_is_told(client, planned):
    planned(5 * HOUR, "Later")
    planned(HOUR, "Sooner")
    planned(-3 * HOUR, "Over")

    assert [word for word in ("Later", "Sooner", "Over") if f">{word}</h2>" in home(client)] == [
        "Sooner"
    ]


def test_nothing_is_said_where_none_is_planned(client, planned):
    planned(-3 * HOUR)

    assert "ommunity call" not in home(client).replace("on a community call", "")


def test_a_call_goes_into_a_calendar(client, planned):
    number = planned(3 * HOUR, "Sooner")
    answer = client("apex").get(f"/calls/{number}.ics")
    [entry] = icalendar.Calendar.from_ical(answer.data).events

    assert answer.mimetype == "text/calendar"
    assert (str(entry["summary"]), entry.end - entry.start) == ("Sooner", HOUR)


def test_a_call_that_is_not_there_has_no_calendar(client, planned):
    assert client("apex").get("/calls/999999.ics").status_code == 404


@pytest.mark.parametrize("link", ["javascript:alert(1)", "http://plain.example.org"])
def test_a_call_leads_nowhere_odd(planned, link):
    with pytest.raises(IntegrityError, match="ck_community_call_link_form"):
        planned(HOUR, link=link)
