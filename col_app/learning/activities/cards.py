"""Activities as cards and list rows show them: values, no rows and no queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from col_app.core import clock, formats, i18n
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning import rewards
from col_app.learning.activities import labels
from col_app.learning.rewards import Reward
from col_app.learning.vocabulary import NO_TOPIC, vocabulary

FEW_LEFT = 10
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says.

    `lang` is BCP 47, empty when the text is in the reader's own language; `left` is empty unless
    few places are left, joining is closed or the activity is cancelled.
    """

    id: int
    href: str
    title: str
    summary: str
    lang: str
    topic: str
    topic_label: str
    topic_lang: str
    type_label: str
    weekday: str
    day: str
    when: str
    where: str
    is_online: bool
    price: str
    is_free: bool
    left: str
    seats: str
    is_full: bool
    is_cancelled: bool
    asks_approval: bool
    reward: Reward | None
    lat: float | None
    lon: float | None

    @property
    def has_badge(self) -> bool:
        """Whether taking part earns a badge."""
        return self.reward is not None


def of(rows: Iterable[Row], order: tuple[str, ...]) -> list[Card]:
    """Cards of rows of `search`, in the reader's languages."""
    shown, types = list(rows), labels.types()
    earned = rewards.of("activity", [row["id"] for row in shown])
    return [_card(row, order, types[row["type"]], earned.get(row["id"])) for row in shown]


def pins(shown: Iterable[Card]) -> list[tuple[float, float, str]]:
    """(latitude, longitude, topic) of the cards that have a place, for a drawn map."""
    return [
        (card.lat, card.lon, card.topic)
        for card in shown
        if card.lat is not None and card.lon is not None
    ]


def left_text(capacity: int | None, taken: int) -> str:
    """How many places are left, when there are few."""
    if capacity is None or capacity - taken > FEW_LEFT:
        return ""
    left = capacity - taken
    return ngettext("%(num)d place left", "%(num)d places left", left) if left else _("Full")


def seats_text(capacity: int | None, taken: int) -> str:
    """How many places are taken, of how many where that is limited."""
    if capacity is None:
        return ngettext("%(num)d person takes part", "%(num)d people take part", taken)
    return ngettext(
        "%(taken)d of %(num)d place taken",
        "%(taken)d of %(num)d places taken",
        capacity,
        taken=taken,
    )


def own_tag(lang: str, order: tuple[str, ...]) -> str:
    """The BCP 47 tag of a text, empty when the page is in that language (WCAG 3.1.2)."""
    return "" if lang == order[0] else i18n.tag(lang)


def _card(row: Row, order: tuple[str, ...], type_label: str, reward: Reward | None) -> Card:
    lang, (title, summary) = i18n.pick_value(row["texts"], order)
    topics = vocabulary().topics_of(row["topic_ids"])
    starts_at, ends_at = row.get("next_times") or (row["starts_at"], row["ends_at"])
    shown = max(starts_at, clock.now()) if starts_at else None
    weekday, day = formats.weekday_and_number(shown) if shown else ("", "")
    is_online = row["format"] == "online"
    return Card(
        id=row["id"],
        href=f"/activities/{row['id']}-{row['slug']}",
        title=title,
        summary=summary,
        lang=own_tag(lang, order),
        topic=topics[0].face if topics else NO_TOPIC,
        topic_label=topics[0].label(order) if topics else "",
        topic_lang=own_tag(topics[0].label_lang(order), order) if topics else "",
        type_label=type_label,
        weekday=weekday,
        day=day,
        when=formats.when(starts_at, ends_at),
        where=_("Online") if is_online else i18n.pick_value(row["place_names"], order)[1],
        is_online=is_online,
        price=formats.price(row["price_cents"], row["currency"]),
        is_free=row["price_cents"] == 0,
        left=_left(row),
        seats=seats_text(row["capacity"], row["taken_count"]),
        is_full=row["capacity"] is not None and row["taken_count"] >= row["capacity"],
        is_cancelled=row["state"] == "cancelled",
        asks_approval=row["asks_approval"],
        reward=reward,
        lat=row["lat"],
        lon=row["lon"],
    )


def _left(row: Row) -> str:
    if row["state"] == "cancelled":
        return _("Cancelled")
    if row["joining_closed_at"]:
        return _("Joining is closed")
    return left_text(row["capacity"], row["taken_count"])
