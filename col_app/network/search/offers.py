"""Activities of all cities as cards and list rows show them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from col_app.core import clock, formats, i18n, web
from col_app.core.speech import gettext as _
from col_app.learning.vocabulary import NO_TOPIC
from col_app.network.directory.pins import Pin
from col_app.network.search import queries
from col_app.network.search.queries import Row, Terms


@dataclass(frozen=True, slots=True)
class Offer:
    """An activity of some city. `lang` is "" when the title is in the reader's language."""

    key: str
    href: str
    title: str
    summary: str
    lang: str
    topic: str
    topic_label: str
    seed: int
    weekday: str
    day: str
    when: str
    where: str
    is_online: bool
    price: str
    is_free: bool
    published_at: dt.datetime | None


def of(rows: Iterable[Row], pins: Iterable[Pin], terms: Terms) -> list[Offer]:
    """Offers of rows of `queries`; what is not of a city on the map is left out."""
    by_slug = {pin.slug: pin for pin in pins}
    order = web.text_order()
    return [
        _offer(row, by_slug[row["city_slug"]], terms, order)
        for row in rows
        if row["city_slug"] in by_slug
    ]


def with_topics(rows: list[Row], pins: Iterable[Pin]) -> list[Offer]:
    """The same where the names of topics are not known yet."""
    return of(rows, pins, queries.terms(f"topic:{_topic(row)}" for row in rows))


def varied(rows: Iterable[Row], most: int) -> list[Row]:
    """A few of the rows, each of another city and by another name."""
    seen: set[object] = set()
    chosen: list[Row] = []
    for row in rows:
        known = {row["city_id"], row["slug"]}
        if not known & seen:
            seen |= known
            chosen.append(row)
    return chosen[:most]


def path(row: Row) -> str:
    """The activity's path on its city's host."""
    return f"activities/{row['activity_id']}-{row['slug']}"


def place_name(row: Row, order: tuple[str, ...]) -> str:
    """Where it takes place, "" for nowhere."""
    return i18n.pick_value(row["place"]["names"], order)[1] if row["place"] else ""


def _topic(row: Row) -> str:
    return (row["topics"] or [NO_TOPIC])[0]


def _offer(row: Row, pin: Pin, terms: Terms, order: tuple[str, ...]) -> Offer:
    lang, (title, summary) = i18n.pick_value(row["texts"], order)
    zone, topic = _zone(row["city_id"]), _topic(row)
    starts_at: dt.datetime | None = row["starts_at"]
    shown = max(starts_at, clock.now()) if starts_at else None
    weekday, day = formats.weekday_and_number(shown, zone) if shown else ("", "")
    return Offer(
        key=f"{row['city_id']}-{row['activity_id']}",
        href=pin.href.rstrip("/") + "/" + path(row),
        title=title,
        summary=summary,
        lang="" if lang == order[0] else i18n.tag(lang),
        topic=topic,
        topic_label=_label(terms, topic, order) if row["topics"] else "",
        seed=row["activity_id"],
        weekday=weekday,
        day=day,
        when=_when(row, pin, zone),
        where=_where(row, pin, order),
        is_online=row["format"] == "online",
        price=formats.price(row["price_cents"], row["currency"]),
        is_free=row["price_cents"] == 0,
        published_at=row["published_at"],
    )


def _label(terms: Terms, topic: str, order: tuple[str, ...]) -> str:
    term = terms.get(("topic", topic))
    return term.label(order) if term else topic


def _zone(city_id: int) -> str | None:
    city = web.app().directory.by_id(city_id)
    return city.time_zone if city else None


def _when(row: Row, pin: Pin, zone: str | None) -> str:
    """Times are those of the city; whoever joins from elsewhere is told so."""
    when = formats.when(row["starts_at"], row["ends_at"], zone)
    if row["starts_at"] is None or row["format"] == "place":
        return when
    return _("%(when)s, %(city)s time", when=when, city=pin.name)


def _where(row: Row, pin: Pin, order: tuple[str, ...]) -> str:
    if row["format"] == "online" or not row["place"]:
        return _("Online, from %(city)s", city=pin.name)
    return _("%(place)s, %(city)s", place=place_name(row, order), city=pin.name)
