"""The same lists for machines: JSON, GeoJSON, iCalendar, RSS."""

from __future__ import annotations

from email.utils import format_datetime
from typing import Any
from xml.sax.saxutils import escape

import icalendar

import tenancy
from col_app.core import clock, i18n, web
from col_app.learning.activities.facets import Facet
from col_app.learning.activities.filters import Filters
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


def listing(filters: Filters, found: Found, facets: list[Facet], order: tuple[str, ...]) -> Row:
    """A page of the list with its facets, as the contract writes it."""
    return {
        "total": found.total,
        "page": filters.page,
        "items": [item(row, order) for row in found.cards],
        "facets": {
            facet.name: [
                {"value": o.value, "label": o.label, "count": o.count, "selected": o.selected}
                for o in facet.options
            ]
            for facet in facets
        },
    }


def pins(rows: list[Row], order: tuple[str, ...]) -> Row:
    """A GeoJSON FeatureCollection (RFC 7946) of where activities take place."""
    words = vocabulary()
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]},
                "properties": {
                    "id": row["id"],
                    "title": i18n.pick_value(row["titles"], order)[1],
                    "topic": words.face([row["topic_id"]]),
                    "href": f"/activities/{row['id']}-{row['slug']}",
                },
            }
            for row in rows
        ],
    }


def calendar(rows: list[Row], order: tuple[str, ...]) -> bytes:
    """An iCalendar (RFC 5545) of the dated activities."""
    city = tenancy.current_city()
    book = icalendar.Calendar()
    book.add("prodid", "-//Cities of Learning//EN")
    book.add("version", "2.0")
    for row in rows:
        if row["starts_at"] is not None:
            book.add_component(_entry(row, order, f"{row['id']}@{web.city_host(city)}"))
    return book.to_ical()


def _entry(row: Row, order: tuple[str, ...], uid: str) -> icalendar.Event:
    _lang, (title, summary) = i18n.pick_value(row["texts"], order)
    entry = icalendar.Event()
    entry.add("uid", uid)
    entry.add("summary", title)
    entry.add("description", f"{summary}\n\n{_url(row)}")
    entry.add("dtstamp", clock.now())
    entry.add("dtstart", row["starts_at"])
    if row["ends_at"]:
        entry.add("dtend", row["ends_at"])
    if row["place_names"]:
        entry.add("location", i18n.pick_value(row["place_names"], order)[1])
    if row["state"] == "cancelled":
        entry.add("status", "CANCELLED")
    entry.add("url", _url(row))
    return entry


def rss(rows: list[Row], order: tuple[str, ...], title: str) -> str:
    """An RSS 2.0 channel."""
    items = "".join(_rss_item(row, order) for row in rows)
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
        f"<title>{escape(title)}</title><link>{escape(web.own_url('/activities'))}</link>"
        f"<description>{escape(title)}</description>"
        f"<lastBuildDate>{format_datetime(clock.now())}</lastBuildDate>{items}</channel></rss>"
    )


def _rss_item(row: Row, order: tuple[str, ...]) -> str:
    _lang, (title, summary) = i18n.pick_value(row["texts"], order)
    return (
        f"<item><title>{escape(title)}</title><link>{escape(_url(row))}</link>"
        f'<guid isPermaLink="true">{escape(_url(row))}</guid>'
        f"<description>{escape(summary)}</description></item>"
    )
