"""The list of all cities for feed readers and calendars."""

import datetime as dt
import re
from email.utils import parsedate_to_datetime

import icalendar

from col_app.core import clock


def test_the_feed_has_the_list(publish, client):
    publish("cagliari")
    feed = client("apex").get("/search.rss?q=zither")

    assert feed.mimetype == "application/rss+xml"
    assert re.findall(r"<item><title>([^<]*)", feed.text) == ["Zither evenings"]
    (at,) = re.findall(r"<pubDate>([^<]+)</pubDate>", feed.text)
    assert abs(parsedate_to_datetime(at) - clock.now()) < dt.timedelta(minutes=5)


def test_the_calendar_has_the_list_under_the_citys_own_ids(publish, client, app):
    publish("vilnius")
    publish("cagliari")
    answer = client("apex").get("/search.ics?q=zither")
    book = icalendar.Calendar.from_ical(answer.data)
    (own,) = icalendar.Calendar.from_ical(
        client("cagliari").get("/activities.ics?q=zither").data
    ).walk("VEVENT")
    entries = {str(entry["uid"]): entry for entry in book.walk("VEVENT")}
    ours = entries[str(own["uid"])]

    assert (answer.mimetype, len(entries)) == ("text/calendar", 2)
    assert (ours["dtstart"].dt, ours["summary"]) == (own["dtstart"].dt, own["summary"])
    assert "Cagliari" in ours["location"]


def test_a_calendar_of_what_cannot_be_read_is_refused(client):
    answer = client("apex").get("/search.ics?near=x")

    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
