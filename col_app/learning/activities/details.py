"""An activity as its page shows it: values in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode

from markupsafe import Markup

from col_app.core import clock, formats, i18n, web
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning.activities import labels, links, meetings
from col_app.learning.activities.cards import left_text, own_tag, seats_text
from col_app.learning.activities.labels import access as access_labels
from col_app.learning.activities.links import Link
from col_app.learning.vocabulary import vocabulary
from col_app.ui.templating import paragraphs

NO_AGE_LIMIT = 99
CLOSE_UP = 17
COMING = ("open", "full", "closed")
"""States of what is still to take place."""
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Partner:
    """An organiser of the activity."""

    link: Link
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Zone:
    """Whose clock the hours are of; with the moments a script tells those of the reader's own."""

    name: str
    key: str
    starts: str
    ends: str


@dataclass(frozen=True, slots=True)
class Detail:
    """What the page says. Empty strings stand for what is not known; `lang` as in `Link`.

    `state` is as `state_of` says, `reason` why it is cancelled; `pulse` is now or soon while one
    can still come; `zone` is told where people join from elsewhere.
    """

    id: int
    href: str
    title: str
    summary: str
    body: Markup
    how: Markup
    outcomes: list[str]
    bring: Markup
    lang: str
    lang_name: str
    topic: str
    topics: list[Link]
    skills: list[Link]
    type_label: str
    kind_label: str
    format_label: str
    reach_label: str
    goals: list[tuple[int, str]]
    is_online: bool
    is_online_only: bool
    day: str
    short_day: str
    hours: str
    series: str
    dates: list[meetings.Date]
    pulse: str
    zone: Zone | None
    calendar_href: str
    share_href: str
    has_room: bool
    booking_href: str
    contact: str
    place: Link | None
    address: str
    lat: float | None
    lon: float | None
    map_href: str
    access: list[str]
    organiser: Link
    is_verified: bool
    partners: list[Partner]
    ages: str
    languages: str
    price: str
    cost_note: str
    is_free: bool
    capacity: int | None
    taken: int
    seats: str
    left: str
    state: str
    reason: str
    asks_approval: bool


def detail(row: Row, order: tuple[str, ...]) -> Detail:
    """The values of one row of `queries.page`."""
    lang, texts = i18n.pick_value(row["texts"], order)
    words, reader = vocabulary(), order[0]
    href, state = f"/activities/{row['id']}-{row['slug']}", state_of(row)
    is_coming = state in COMING
    when = meetings.when(row, order)
    return Detail(
        id=row["id"],
        href=href,
        title=texts["title"],
        summary=texts["summary"],
        body=_prose(texts["body"]),
        how=_prose(texts["how"]),
        outcomes=texts["outcomes"],
        bring=_prose(texts["bring"]),
        lang=own_tag(lang, order),
        lang_name="" if lang == reader else i18n.name_in(lang, reader),
        topic=words.face(row["topic_ids"]),
        topics=links.terms(words.topics_of(row["topic_ids"]), "/activities?topic=", order),
        skills=links.terms(words.skills_of(row["skill_ids"]), "/skills/", order),
        type_label=labels.types()[row["type"]],
        kind_label=labels.learning_kinds()[row["learning_kind"]],
        format_label=labels.formats()[row["format"]],
        reach_label=labels.reaches()[row["reach"]],
        goals=_goals(row["sdgs"]),
        is_online=row["format"] != "place",
        is_online_only=row["format"] == "online",
        day=when.day,
        short_day=when.short,
        hours=when.hours,
        series=when.series,
        dates=when.dates,
        pulse=when.pulse if is_coming else "",
        zone=_zone(when, row["format"]) if row["starts_at"] else None,
        calendar_href=f"{href}.ics" if row["starts_at"] and is_coming else "",
        share_href=_letter(texts["title"], web.own_url(href)),
        has_room=row["online_url"] != "" and is_coming,
        booking_href=row["booking_url"] if is_coming else "",
        contact=row["contact"],
        place=_place(row, order),
        address=row["address"] or "",
        lat=row["lat"],
        lon=row["lon"],
        map_href=_map_href(row["lat"], row["lon"]),
        access=_access(row),
        organiser=links.named(row["organiser_names"], _organiser_href(row), order),
        is_verified=row["organiser_verified_at"] is not None,
        partners=_partners(row["partners"] or (), order),
        ages=ages(row["age_min"], row["age_max"]),
        languages=_list_of_languages(row["languages"], reader),
        price=formats.price(row["price_cents"], row["currency"]),
        cost_note=texts["cost_note"],
        is_free=row["price_cents"] == 0,
        capacity=row["capacity"],
        taken=row["taken_count"],
        seats=seats_text(row["capacity"], row["taken_count"]),
        left=left_text(row["capacity"], row["taken_count"]) if is_coming else "",
        state=state,
        reason=row["cancel_reason"],
        asks_approval=row["asks_approval"],
    )


def state_of(row: Row) -> str:
    """Whether one can join: open, full, closed (by the organiser), past or cancelled."""
    ends = row["ends_at"] or row["starts_at"]
    if row["state"] == "cancelled":
        return "cancelled"
    if ends is not None and ends < clock.now():
        return "past"
    if row["joining_closed_at"] is not None:
        return "closed"
    is_full = row["capacity"] is not None and row["taken_count"] >= row["capacity"]
    return "full" if is_full else "open"


def ages(least: int | None, most: int | None) -> str:
    """For whom it is. Zero and 99 stand for no limit."""
    least = least or None
    most = None if most is None or most >= NO_AGE_LIMIT else most
    if least and most:
        return _("Ages %(least)d to %(most)d", least=least, most=most)
    if least:
        return ngettext("From %(num)d year", "From %(num)d years", least)
    if most:
        return ngettext("Up to %(num)d year", "Up to %(num)d years", most)
    return _("All ages")


@lru_cache(maxsize=4096)
def _prose(text: str) -> Markup:
    # the same few texts stand on page after page, and making markup of one takes half a millisecond
    return paragraphs(text)


def _zone(when: meetings.When, form: str) -> Zone | None:
    if form == "place":
        return None
    return Zone(formats.zone_name(), web.portal().time_zone, *when.span)


def _goals(numbers: Sequence[int]) -> list[tuple[int, str]]:
    names = labels.goals()
    return [(number, names[number]) for number in sorted(set(numbers))]


def _letter(title: str, address: str) -> str:
    """A letter to somebody, ready to send; works without an account and without a script."""
    return f"mailto:?{urlencode({'subject': title, 'body': address}, quote_via=quote)}"


def _place(row: Row, order: tuple[str, ...]) -> Link | None:
    if not row["place_names"]:
        return None
    return links.named(row["place_names"], f"/places/{row['place_id']}-{row['place_slug']}", order)


def _map_href(lat: float | None, lon: float | None) -> str:
    if lat is None or lon is None:
        return ""
    return f"https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map={CLOSE_UP}/{lat}/{lon}"


def _organiser_href(row: Row) -> str:
    return f"/organisers/{row['organiser_id']}-{row['organiser_slug']}"


def _partners(rows: Iterable[Row], order: tuple[str, ...]) -> list[Partner]:
    return [
        Partner(
            links.named(row["names"], f"/organisers/{row['id']}-{row['slug']}", order),
            row["verified_at"] is not None,
        )
        for row in rows
    ]


def _access(row: Row) -> list[str]:
    names = access_labels()
    facts = dict.fromkeys([*row["access"], *(row["place_access"] or ())])
    return [names[fact] for fact in facts if fact in names]


def _list_of_languages(codes: list[str], reader: str) -> str:
    return links.capital(", ".join(i18n.name_in(code, reader) for code in codes))
