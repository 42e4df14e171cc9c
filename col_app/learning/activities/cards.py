"""Activities as cards and list rows show them: values, no rows and no queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from col_app.core import clock, formats, i18n
from col_app.learning.vocabulary import vocabulary

FEW_LEFT = 10


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says. `lang` is BCP 47; `left` is empty unless few places are left."""

    id: int
    href: str
    title: str
    summary: str
    lang: str
    topic: str
    topic_label: str
    type_label: str
    weekday: str
    day: str
    when: str
    where: str
    is_online: bool
    price: str
    is_free: bool
    left: str
    is_full: bool
    is_cancelled: bool
    lat: float | None
    lon: float | None


def labels_of_type() -> dict[str, str]:
    """Names of the types of activity."""
    return {
        "event": _("Event"),
        "course": _("Course"),
        "workshop": _("Workshop"),
        "volunteering": _("Volunteering"),
        "internship": _("Internship"),
        "project": _("Project"),
        "digital": _("Digital experience"),
        "open_space": _("Open space"),
    }


def labels_of_format() -> dict[str, str]:
    """Names of the formats."""
    return {"place": _("At a place"), "online": _("Online"), "both": _("Online and at a place")}


def of(rows: Iterable[dict[str, Any]], order: tuple[str, ...]) -> list[Card]:
    """Cards of rows of `search`, in the reader's languages."""
    types, online = labels_of_type(), _("Online")
    return [_card(row, order, types, online) for row in rows]


def left_text(capacity: int | None, taken: int) -> str:
    """How many places are left, when there are few."""
    if capacity is None or capacity - taken > FEW_LEFT:
        return ""
    left = capacity - taken
    return ngettext("%(num)d place left", "%(num)d places left", left) if left else _("Full")


def _card(row: dict[str, Any], order: tuple[str, ...], types: dict[str, str], online: str) -> Card:
    lang, (title, summary) = i18n.pick_value(row["texts"], order)
    topic = (row["topics"] or ["democracy"])[0]
    starts_at: dt.datetime | None = row["starts_at"]
    shown = max(starts_at, clock.now()) if starts_at else None
    weekday, day = formats.weekday_and_number(shown) if shown else ("", "")
    is_online = row["format"] == "online"
    return Card(
        id=row["id"],
        href=f"/activities/{row['id']}-{row['slug']}",
        title=title,
        summary=summary,
        lang=i18n.tag(lang),
        topic=topic,
        topic_label=_topic_label(topic, order),
        type_label=types[row["type"]],
        weekday=weekday,
        day=day,
        when=formats.when(starts_at, row["ends_at"]),
        where=online if is_online else i18n.pick_value(row["place_names"], order)[1],
        is_online=is_online,
        price=formats.price(row["price_cents"], row["currency"]),
        is_free=row["price_cents"] == 0,
        left=left_text(row["capacity"], row["taken_count"]),
        is_full=row["capacity"] is not None and row["taken_count"] >= row["capacity"],
        is_cancelled=row["state"] == "cancelled",
        lat=row["lat"],
        lon=row["lon"],
    )


def _topic_label(slug: str, order: tuple[str, ...]) -> str:
    term = vocabulary().topics.get(slug)
    return term.label(order) if term else slug
