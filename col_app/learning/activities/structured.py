"""An activity as search engines read it: schema.org in JSON-LD."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from col_app.core import i18n, web

SCHEMA = "https://schema.org"
MODES = {
    "place": "OfflineEventAttendanceMode",
    "online": "OnlineEventAttendanceMode",
    "both": "MixedEventAttendanceMode",
}
Row = Mapping[str, Any]
Shape = dict[str, Any]


def structured(row: Row, order: tuple[str, ...]) -> Shape:
    """An Event when it has a date, else a Course (which schema.org lets be timeless)."""
    lang, texts = i18n.pick_value(row["texts"], order)
    shape = {
        "@context": SCHEMA,
        "name": texts["title"],
        "description": texts["summary"],
        "inLanguage": i18n.tag(lang),
        "url": _url(row),
        "isAccessibleForFree": row["price_cents"] == 0,
        "offers": _offer(row),
    }
    return shape | (_event(row, order) if row["starts_at"] else _course(row, order))


def _url(row: Row) -> str:
    return web.own_url(f"/activities/{row['id']}-{row['slug']}")


def _offer(row: Row) -> Shape:
    is_full = row["capacity"] is not None and row["taken_count"] >= row["capacity"]
    return {
        "@type": "Offer",
        "price": f"{row['price_cents'] / 100:.2f}",
        "priceCurrency": row["currency"],
        "availability": f"{SCHEMA}/{'SoldOut' if is_full else 'InStock'}",
        "url": _url(row),
    }


def _event(row: Row, order: tuple[str, ...]) -> Shape:
    state = "EventCancelled" if row["state"] == "cancelled" else "EventScheduled"
    shape = {
        "@type": "Event",
        "startDate": row["starts_at"].isoformat(),
        "eventStatus": f"{SCHEMA}/{state}",
        "eventAttendanceMode": f"{SCHEMA}/{MODES[row['format']]}",
        "location": _locations(row, order),
        "organizer": _organiser(row, order),
    }
    return shape | ({"endDate": row["ends_at"].isoformat()} if row["ends_at"] else {})


def _course(row: Row, order: tuple[str, ...]) -> Shape:
    return {"@type": "Course", "provider": _organiser(row, order)}


def _organiser(row: Row, order: tuple[str, ...]) -> Shape:
    path = f"/organisers/{row['organiser_id']}-{row['organiser_slug']}"
    name = i18n.pick_value(row["organiser_names"], order)[1]
    return {"@type": "Organization", "name": name, "url": web.own_url(path)}


def _locations(row: Row, order: tuple[str, ...]) -> list[Shape]:
    found = []
    if row["place_names"]:
        found.append(_place(row, order))
    if row["format"] != "place":
        found.append({"@type": "VirtualLocation", "url": _url(row)})
    return found


def _place(row: Row, order: tuple[str, ...]) -> Shape:
    return {
        "@type": "Place",
        "name": i18n.pick_value(row["place_names"], order)[1],
        "address": row["address"],
        "geo": {"@type": "GeoCoordinates", "latitude": row["lat"], "longitude": row["lon"]},
    }
