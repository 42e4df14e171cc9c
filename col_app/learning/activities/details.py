"""An activity as its page shows it: values in the reader's words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from col_app.core import clock, formats, i18n
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning.activities import labels
from col_app.learning.activities.cards import left_text, own_tag, seats_text
from col_app.learning.activities.labels import access as access_labels
from col_app.learning.vocabulary import Term, vocabulary
from col_app.ui.templating import paragraphs

NO_AGE_LIMIT = 99
CLOSE_UP = 17
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Link:
    """A name that leads somewhere. `lang` is BCP 47, empty for the reader's own language."""

    label: str
    href: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """What the page says. Empty strings stand for what is not known; `lang` as in `Link`.

    `state` is open, full, past or cancelled.
    """

    id: int
    href: str
    title: str
    summary: str
    body: Markup
    how: Markup
    lang: str
    lang_name: str
    topic: str
    topics: list[Link]
    skills: list[Link]
    type_label: str
    is_online: bool
    is_online_only: bool
    day: str
    short_day: str
    hours: str
    calendar_href: str
    place: Link | None
    address: str
    lat: float | None
    lon: float | None
    map_href: str
    access: list[str]
    organiser: Link
    is_verified: bool
    ages: str
    languages: str
    price: str
    is_free: bool
    capacity: int | None
    taken: int
    seats: str
    left: str
    state: str


def detail(row: Row, order: tuple[str, ...]) -> Detail:
    """The values of one row of `queries.page`."""
    lang, texts = i18n.pick_value(row["texts"], order)
    words, reader = vocabulary(), order[0]
    href, state = f"/activities/{row['id']}-{row['slug']}", state_of(row)
    return Detail(
        id=row["id"],
        href=href,
        title=texts["title"],
        summary=texts["summary"],
        body=_prose(texts["body"]),
        how=_prose(texts["how"]),
        lang=own_tag(lang, order),
        lang_name="" if lang == reader else i18n.name_in(lang, reader),
        topic=words.face(row["topic_ids"]),
        topics=_links(words.topics_of(row["topic_ids"]), "/activities?topic=", order),
        skills=_links(words.skills_of(row["skill_ids"]), "/skills/", order),
        type_label=labels.types()[row["type"]],
        is_online=row["format"] != "place",
        is_online_only=row["format"] == "online",
        day=formats.long_day(row["starts_at"]) if row["starts_at"] else _("Any time"),
        short_day=formats.when(row["starts_at"], row["ends_at"]),
        hours=_hours(row["starts_at"], row["ends_at"], row["sessions_count"]),
        calendar_href=f"{href}.ics" if row["starts_at"] and state in ("open", "full") else "",
        place=_place(row, order),
        address=row["address"] or "",
        lat=row["lat"],
        lon=row["lon"],
        map_href=_map_href(row["lat"], row["lon"]),
        access=_access(row),
        organiser=_organiser(row, order),
        is_verified=row["organiser_verified_at"] is not None,
        ages=ages(row["age_min"], row["age_max"]),
        languages=_list_of_languages(row["languages"], reader),
        price=formats.price(row["price_cents"], row["currency"]),
        is_free=row["price_cents"] == 0,
        capacity=row["capacity"],
        taken=row["taken_count"],
        seats=seats_text(row["capacity"], row["taken_count"]),
        left=left_text(row["capacity"], row["taken_count"]) if state in ("open", "full") else "",
        state=state,
    )


def state_of(row: Row) -> str:
    """Whether one can join: open, full, past or cancelled."""
    ends = row["ends_at"] or row["starts_at"]
    if row["state"] == "cancelled":
        return "cancelled"
    if ends is not None and ends < clock.now():
        return "past"
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


def _links(terms: list[Term], base: str, order: tuple[str, ...]) -> list[Link]:
    return [
        Link(_capital(term.label(order)), base + term.slug, own_tag(term.label_lang(order), order))
        for term in terms
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _hours(starts: dt.datetime | None, ends: dt.datetime | None, meetings: int) -> str:
    """The clock times; for what lasts longer than a day its end, for a course its meetings."""
    if starts is None:
        return _("Start whenever you like")
    if ends is None:
        return formats.clock_time(starts)
    length = ends - starts
    if length < formats.ALL_DAY:
        return f"{formats.clock_time(starts)}–{formats.clock_time(ends)}"
    if length <= dt.timedelta(days=1):
        return _("All day")
    time, last = formats.clock_time(starts), formats.date(ends)
    if meetings > 1:
        return ngettext(
            "%(time)s, %(num)d meeting until %(last)s",
            "%(time)s, %(num)d meetings until %(last)s",
            meetings,
            time=time,
            last=last,
        )
    return _("From %(time)s until %(last)s", time=time, last=last)


def _place(row: Row, order: tuple[str, ...]) -> Link | None:
    if not row["place_names"]:
        return None
    lang, name = i18n.pick_value(row["place_names"], order)
    return Link(name, f"/places/{row['place_id']}-{row['place_slug']}", own_tag(lang, order))


def _map_href(lat: float | None, lon: float | None) -> str:
    if lat is None or lon is None:
        return ""
    return f"https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map={CLOSE_UP}/{lat}/{lon}"


def _organiser(row: Row, order: tuple[str, ...]) -> Link:
    lang, name = i18n.pick_value(row["organiser_names"], order)
    href = f"/organisers/{row['organiser_id']}-{row['organiser_slug']}"
    return Link(name, href, own_tag(lang, order))


def _access(row: Row) -> list[str]:
    names = access_labels()
    facts = dict.fromkeys([*row["access"], *(row["place_access"] or ())])
    return [names[fact] for fact in facts if fact in names]


def _list_of_languages(codes: list[str], reader: str) -> str:
    return _capital(", ".join(i18n.name_in(code, reader) for code in codes))
