"""What one can join from anywhere, as cards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from col_app.core import formats, i18n, web
from col_app.core.speech import gettext as _
from col_app.learning.index import queries as index
from col_app.network.directory.pins import Pin

SHOWN, READ = 4, 60
NO_TOPIC = "democracy"


@dataclass(frozen=True, slots=True)
class Offer:
    """An activity of some city as a card says it. `lang` is "" in the reader's language."""

    href: str
    title: str
    lang: str
    city: str
    topic: str
    seed: int
    when: str
    weekday: str
    day: str
    price: str


def from_anywhere(pins: Iterable[Pin]) -> list[Offer]:
    """A few online activities of the pins' cities, each of another city and by another name.

    Those in the reader's language come first, then the soonest.
    """
    by_slug = {pin.slug: pin for pin in pins}
    order = web.text_order()
    rows = [row for row in index.from_anywhere(READ) if row["city_slug"] in by_slug]
    rows.sort(key=lambda row: order[0] not in row["texts"])
    return [_offer(row, by_slug[row["city_slug"]], order) for row in _varied(rows)]


def _varied(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    seen: set[Any] = set()
    chosen: list[dict[str, Any]] = []
    for row in rows:
        known = {row["city_id"], row["slug"]}
        if not known & seen:
            seen |= known
            chosen.append(row)
    return chosen[:SHOWN]


def _offer(row: dict[str, Any], pin: Pin, order: tuple[str, ...]) -> Offer:
    lang, (title, _summary) = i18n.pick_value(row["texts"], order)
    starts_at, zone = row["starts_at"], _zone(row["city_id"])
    weekday, day = formats.weekday_and_number(starts_at, zone) if starts_at else ("", "")
    return Offer(
        href=f"{pin.href.rstrip('/')}/activities/{row['activity_id']}-{row['slug']}",
        title=title,
        lang="" if lang == order[0] else i18n.tag(lang),
        city=pin.name,
        topic=(row["topics"] or [NO_TOPIC])[0],
        seed=row["activity_id"],
        when=_when(row, pin, zone),
        weekday=weekday,
        day=day,
        price=formats.price(row["price_cents"], row["currency"]),
    )


def _zone(city_id: int) -> str | None:
    city = web.app().directory.by_id(city_id)
    return city.time_zone if city else None


def _when(row: dict[str, Any], pin: Pin, zone: str | None) -> str:
    """The apex knows no time zone of its own: times are those of the city, and say so."""
    when = formats.when(row["starts_at"], row["ends_at"], zone)
    if row["starts_at"] is None:
        return when
    return _("%(when)s, %(city)s time", when=when, city=pin.name)
