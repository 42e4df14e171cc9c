"""The same lists for machines: JSON, GeoJSON, iCalendar, RSS."""

from __future__ import annotations

import datetime as dt
from email.utils import format_datetime
from typing import Any
from xml.sax.saxutils import escape

import icalendar

import tenancy
from col_app.core import clock, i18n, web
from col_app.learning.activities import meetings, queries
from col_app.learning.activities.facets import Facet
from col_app.learning.activities.search import Found
from col_app.learning.vocabulary import vocabulary

Row = dict[str, Any]


def _url(row: Row) -> str:
    return web.city_url(tenancy.current_city(), f"/activities/{row['id']}-{row['slug']}")


def item(row: Row, order: tuple[str, ...]) -> Row:
    """One activity in the shape of the contract."""
    lang, (title, _summary) = i18n.pick_value(row["texts"], order)
    words, place = vocabulary(), None
    if row["place_names"]:
        name = i18n.pick_value(row["place_names"], order)[1]
        place = {"name": name, "lat": row["lat"], "lon": row["lon"]}
    return {
        "id": row["id"],
        "slug": f"{row['id']}-{row['slug']}",
        "title": title,
        "lang": i18n.tag(lang),
        "type": row["type"],
        "format": row["format"],
        "starts_at": row["starts_at"],
        "place": place,
        "topics": [term.slug for term in words.topics_of(row["topic_ids"])],
        "skills": [term.uri for term in words.skills_of(row["skill_ids"])],
        "url": _url(row),
    }


def listing(found: Found, facets: list[Facet], order: tuple[str, ...]) -> Row:
    """A page of the list with its facets, as the contract writes it."""
    return {
        "total": found.total,
        "page": found.filters.page,
        "items": [item(row, order) for row in found.cards],
        "facets": {
            facet.name: [
                {"value": o.value, "label": o.label, "count": o.count, "selected": o.selected}
                for o in facet.options
            ]
            for facet in facets
        },
    }


def calendar(rows: list[Row], order: tuple[str, ...], name: str = "") -> bytes:
    """An iCalendar (RFC 5545) of the dated activities, one entry for each meeting."""
    book = icalendar.Calendar()
    book.add("prodid", "-//Cities of Learning//EN")
    book.add("version", "2.0")
    if name:
        book.add("x-wr-calname", name)
    diary = queries.diary([row["id"] for row in rows])
    for row in rows:
        whole = row | diary[row["id"]]
        for meeting in meetings.of(whole):
            book.add_component(_entry(whole, meeting, order))
    return book.to_ical()


def _entry(row: Row, meeting: meetings.Meeting, order: tuple[str, ...]) -> icalendar.Event:
    _lang, (title, summary) = i18n.pick_value(row["texts"], order)
    entry = icalendar.Event()
    entry.add("uid", _uid(row, meeting))
    # the same file as long as nothing changed, so that readers need not fetch it anew
    entry.add("dtstamp", row["changed_at"] or row["published_at"] or meeting.starts_at)
    entry.add("sequence", row["sequence"])
    entry.add("summary", title)
    entry.add("description", f"{summary}\n\n{_url(row)}")
    entry.add("dtstart", meeting.starts_at.astimezone(dt.UTC))
    if meeting.ends_at:
        entry.add("dtend", meeting.ends_at.astimezone(dt.UTC))
    where = _where(row, meeting, order)
    if where:
        entry.add("location", where)
    is_off = row["state"] == "cancelled" or meeting.is_cancelled
    entry.add("status", "CANCELLED" if is_off else "CONFIRMED")
    entry.add("url", _url(row))
    return entry


def _uid(row: Row, meeting: meetings.Meeting) -> str:
    """For ever the same: below the issuer domain, which no change of the city's host moves."""
    host = f"{tenancy.current_city().slug}.{web.settings().issuer_domain}"
    number = f"-{meeting.position}" if meeting.position else ""
    return f"{row['id']}{number}@{host}"


def _where(row: Row, meeting: meetings.Meeting, order: tuple[str, ...]) -> str:
    if meeting.place is not None:
        return i18n.pick_value(meeting.place["names"], order)[1]
    if not row["place_names"]:
        return ""
    return ", ".join(filter(None, (i18n.pick_value(row["place_names"], order)[1], row["address"])))


def rss(rows: list[Row], order: tuple[str, ...], title: str, path: str = "/activities") -> str:
    """An RSS 2.0 channel; `path` is the page it belongs to."""
    items = "".join(_rss_item(row, order) for row in rows)
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>{escape(title)}</title><link>{escape(web.own_url(path))}</link>"
        f"<description>{escape(title)}</description>"
        f"<lastBuildDate>{format_datetime(clock.now())}</lastBuildDate>{items}</channel></rss>"
    )


def _rss_item(row: Row, order: tuple[str, ...]) -> str:
    _lang, (title, summary) = i18n.pick_value(row["texts"], order)
    at = row["published_at"]
    return (
        f"<item><title>{escape(title)}</title><link>{escape(_url(row))}</link>"
        f'<guid isPermaLink="true">{escape(_url(row))}</guid>'
        f"{f'<pubDate>{format_datetime(at)}</pubDate>' if at else ''}"
        f"<description>{escape(summary)}</description></item>"
    )
