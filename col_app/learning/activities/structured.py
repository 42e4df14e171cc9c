"""An activity as search engines read it: schema.org in JSON-LD."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from col_app.core import i18n, web
from col_app.learning.activities import meetings
from col_app.learning.activities.details import NO_AGE_LIMIT, state_of
from col_app.learning.vocabulary import vocabulary

SCHEMA = "https://schema.org"
MODES = {
    "place": "OfflineEventAttendanceMode",
    "online": "OnlineEventAttendanceMode",
    "both": "MixedEventAttendanceMode",
}
AVAILABLE = {"open": "InStock", "full": "SoldOut"}
Row = Mapping[str, Any]
Shape = dict[str, Any]


def structured(row: Row, order: tuple[str, ...]) -> Shape:
    """An Event when it has a date, else a Course (which schema.org lets be timeless)."""
    lang, texts = i18n.pick_value(row["texts"], order)
    shape = {
        "@context": SCHEMA,
        "name": texts["title"],
        "description": texts["summary"],
        "inLanguage": [i18n.tag(each) for each in row["languages"] or [lang]],
        "url": _url(row),
        "image": [cover_url(row)],
        "isAccessibleForFree": row["price_cents"] == 0,
        "offers": _offer(row),
        "about": _skills(row, order),
    }
    ages = _ages(row["age_min"], row["age_max"])
    if ages:
        shape["typicalAgeRange"] = ages
    return shape | (_event(row, order) if row["starts_at"] else _course(row, order, texts))


def cover_url(row: Row) -> str:
    """The address of the picture that stands for it elsewhere."""
    return f"{_url(row)}/cover.png"


def _url(row: Row) -> str:
    return web.own_url(f"/activities/{row['id']}-{row['slug']}")


def _skills(row: Row, order: tuple[str, ...]) -> list[Shape]:
    return [
        {"@type": "DefinedTerm", "name": skill.label(order), "url": skill.uri}
        for skill in vocabulary().skills_of(row["skill_ids"])
    ]


def _ages(least: int | None, most: int | None) -> str:
    limit = most if most is not None and most < NO_AGE_LIMIT else ""
    return f"{least or 0}-{limit}" if least or limit else ""


def _offer(row: Row) -> Shape:
    shape: Shape = {
        "@type": "Offer",
        "price": f"{row['price_cents'] / 100:.2f}",
        "priceCurrency": row["currency"],
        "category": "Paid" if row["price_cents"] else "Free",
        "url": row["booking_url"] or _url(row),
    }
    available = AVAILABLE.get(state_of(row))
    if available:
        shape["availability"] = f"{SCHEMA}/{available}"
    if row["published_at"]:
        shape["validFrom"] = row["published_at"].isoformat()
    return shape


def _event(row: Row, order: tuple[str, ...]) -> Shape:
    state = "EventCancelled" if row["state"] == "cancelled" else "EventScheduled"
    shape = {
        "@type": "Event",
        **_times(row["starts_at"], row["ends_at"]),
        "eventStatus": f"{SCHEMA}/{state}",
        "eventAttendanceMode": f"{SCHEMA}/{MODES[row['format']]}",
        "location": _locations(row, order),
        "organizer": _organisers(row, order),
    }
    if row["capacity"] is not None:
        shape["maximumAttendeeCapacity"] = row["capacity"]
        shape["remainingAttendeeCapacity"] = row["capacity"] - row["taken_count"]
    together = meetings.of(row)
    if len(together) > 1:
        shape["subEvent"] = [_meeting(row, each, order, shape) for each in together]
    return shape


def _meeting(row: Row, meeting: meetings.Meeting, order: tuple[str, ...], whole: Shape) -> Shape:
    title = i18n.pick_value(row["texts"], order)[1]["title"]
    elsewhere = meeting.place
    return {
        "@type": "Event",
        "name": f"{title} ({meeting.position}/{row['sessions_count']})",
        **_times(meeting.starts_at, meeting.ends_at),
        "eventStatus": f"{SCHEMA}/EventCancelled" if meeting.is_cancelled else whole["eventStatus"],
        "eventAttendanceMode": whole["eventAttendanceMode"],
        "location": [_spot(elsewhere["names"], order)] if elsewhere else whole["location"],
    }


def _times(starts_at: dt.datetime, ends_at: dt.datetime | None) -> Shape:
    shape = {"startDate": starts_at.isoformat()}
    return shape | ({"endDate": ends_at.isoformat()} if ends_at else {})


def _course(row: Row, order: tuple[str, ...], texts: Row) -> Shape:
    shape = {"@type": "Course", "provider": _organisers(row, order)}
    return shape | ({"teaches": texts["outcomes"]} if texts["outcomes"] else {})


def _organisers(row: Row, order: tuple[str, ...]) -> list[Shape]:
    first = {
        "id": row["organiser_id"],
        "slug": row["organiser_slug"],
        "names": row["organiser_names"],
    }
    return [
        {
            "@type": "Organization",
            "name": i18n.pick_value(each["names"], order)[1],
            "url": web.own_url(f"/organisers/{each['id']}-{each['slug']}"),
        }
        for each in (first, *(row["partners"] or ()))
    ]


def _locations(row: Row, order: tuple[str, ...]) -> list[Shape]:
    found = []
    if row["place_names"]:
        found.append(_place(row, order))
    if row["format"] != "place":
        found.append({"@type": "VirtualLocation", "url": _url(row)})
    return found


def _place(row: Row, order: tuple[str, ...]) -> Shape:
    shape = _spot(row["place_names"], order)
    if row["address"]:
        shape["address"]["streetAddress"] = row["address"]
    return shape | {
        "geo": {"@type": "GeoCoordinates", "latitude": row["lat"], "longitude": row["lon"]},
    }


def _spot(names: Mapping[str, str], order: tuple[str, ...]) -> Shape:
    """A place by its name; search engines ask for an address, so the city stands in it."""
    portal = web.portal()
    address = {
        "@type": "PostalAddress",
        "addressLocality": portal.name(order[0]),
        "addressCountry": portal.country,
    }
    return {"@type": "Place", "name": i18n.pick_value(names, order)[1], "address": address}
