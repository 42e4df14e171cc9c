"""The list of all cities for feed readers and calendars."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from email.utils import format_datetime
from xml.sax.saxutils import escape

import icalendar

from col_app.core import clock, i18n, web
from col_app.network.directory.pins import Pin
from col_app.network.search import offers, queries
from col_app.network.search.offers import Offer
from col_app.network.search.queries import Row

Meeting = tuple[dt.datetime, dt.datetime]


def rss(shown: Iterable[Offer], title: str, path: str) -> str:
    """An RSS 2.0 channel; `path` is the page it belongs to."""
    items = "".join(map(_item, shown))
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>{escape(title)}</title><link>{escape(web.own_url(path))}</link>"
        f"<description>{escape(title)}</description>"
        f"<lastBuildDate>{format_datetime(clock.now())}</lastBuildDate>{items}</channel></rss>"
    )


def _item(offer: Offer) -> str:
    lines = " · ".join((offer.where, offer.when, offer.summary))
    at = offer.published_at
    return (
        f"<item><title>{escape(offer.title)}</title><link>{escape(offer.href)}</link>"
        f'<guid isPermaLink="true">{escape(offer.href)}</guid>'
        f"{f'<pubDate>{format_datetime(at)}</pubDate>' if at else ''}"
        f"<description>{escape(lines)}</description></item>"
    )


def calendar(rows: list[Row], pins: Mapping[str, Pin], order: tuple[str, ...], name: str) -> bytes:
    """An iCalendar (RFC 5545) of the dated activities, one entry for each meeting."""
    book = icalendar.Calendar()
    book.add("prodid", "-//Cities of Learning//EN")
    book.add("version", "2.0")
    book.add("x-wr-calname", name)
    dated = [row for row in rows if row["starts_at"] and row["city_slug"] in pins]
    diary = queries.diary(dated)
    for row in dated:
        times = diary.get((row["city_id"], row["activity_id"]), [])
        for position, meeting in enumerate(times, 1):
            entry = _entry(row, pins[row["city_slug"]], order, meeting)
            entry.add("uid", _uid(row, f"-{position}" if len(times) > 1 else ""))
            book.add_component(entry)
    return book.to_ical()


def _uid(row: Row, number: str) -> str:
    """As in the city's own calendar, so that whoever reads both has it once."""
    return f"{row['activity_id']}{number}@{row['city_slug']}.{web.settings().issuer_domain}"


def _entry(row: Row, pin: Pin, order: tuple[str, ...], meeting: Meeting) -> icalendar.Event:
    starts_at, ends_at = meeting
    _lang, (title, summary) = i18n.pick_value(row["texts"], order)
    url = pin.href.rstrip("/") + "/" + offers.path(row)
    entry = icalendar.Event()
    entry.add("dtstamp", row["published_at"] or starts_at)
    entry.add("summary", title)
    entry.add("description", f"{summary}\n\n{url}")
    entry.add("dtstart", starts_at.astimezone(dt.UTC))
    if ends_at > starts_at:
        entry.add("dtend", ends_at.astimezone(dt.UTC))
    where = ", ".join(filter(None, (offers.place_name(row, order), pin.name)))
    entry.add("location", where)
    entry.add("url", url)
    return entry
