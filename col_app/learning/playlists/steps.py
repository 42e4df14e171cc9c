"""The steps of a playlist as its page shows them, here and in other cities."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from col_app.core import clock, formats, i18n, web
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning.activities.cards import Card, own_tag
from col_app.learning.activities.details import state_of
from col_app.learning.playlists.progress import Key, items, key
from col_app.learning.rewards import Reward

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Step:
    """One activity on the path. `lang` is BCP 47, empty for the reader's own language.

    `state`: done, joined, open, full, closed, over, cancelled or gone (no longer on offer). `city`
    names the other city it is in; `href` is empty for what is gone, `id` is 0 for what is not here.
    """

    number: int
    id: int
    state: str
    href: str
    title: str
    is_mandatory: bool
    duration: str
    lang: str = ""
    when: str = ""
    where: str = ""
    is_online: bool = False
    seats: str = ""
    city: str = ""
    organiser: str = ""
    reward: Reward | None = None
    asks_approval: bool = False
    is_now: bool = False

    @property
    def stage(self) -> str:
        """How the path draws it: done, now or next."""
        return "done" if self.state == "done" else "now" if self.is_now else "next"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the activities of a path: rows of searches by activity, and the reader's."""

    rows: Mapping[int, Row]
    cards: Mapping[int, Card]
    organisers: Mapping[int, Row]
    guests: Mapping[Key, Row]
    mine: Mapping[int, Row]
    done: frozenset[Key]
    joined_elsewhere: frozenset[Key]


def steps(row: Row, known: Known, order: tuple[str, ...]) -> list[Step]:
    """The path in its order; the first step that waits is the one for now."""
    made = [_step(number, item, known, order) for number, item in enumerate(items(row), 1)]
    now = next((step for step in made if step.state in ("open", "joined")), None)
    return [dataclasses.replace(step, is_now=step is now) for step in made]


def _step(number: int, item: Row, known: Known, order: tuple[str, ...]) -> Step:
    usual: dict[str, Any] = {
        "number": number,
        "is_mandatory": item["is_mandatory"],
        "duration": formats.duration(item["minutes"]),
    }
    guest = known.guests.get(key(item))
    if guest is not None:
        state = "done" if key(item) in known.done else _state_elsewhere(guest, key(item), known)
        return _elsewhere(guest, state, usual, order)
    if item["city"] or item["activity_id"] not in known.cards:
        state = "done" if key(item) in known.done else "gone"
        return Step(**usual, id=0, state=state, href="", title=_("An activity no longer on offer"))
    return _here(item["activity_id"], known, usual, order)


def _here(activity_id: int, known: Known, usual: dict[str, Any], order: tuple[str, ...]) -> Step:
    card, row = known.cards[activity_id], known.rows[activity_id]
    mine = known.mine.get(activity_id)
    state = _state(row, mine)
    return Step(
        **usual,
        id=activity_id,
        state=state,
        href=card.href,
        title=card.title,
        lang=card.lang,
        when=_done_on(mine) or card.when,
        where=card.where,
        is_online=card.is_online,
        seats=_seats(row) if state == "open" else "",
        organiser=i18n.pick_value(known.organisers[activity_id]["names"], order)[1],
        reward=card.reward,
        asks_approval=card.asks_approval,
    )


def _state(row: Row, mine: Row | None) -> str:
    if mine is not None and mine["state"] == "completed":
        return "done"
    state = state_of(row)
    if state in ("cancelled", "past"):
        return {"past": "over"}.get(state, state)
    return "joined" if mine is not None else state


def _done_on(mine: Row | None) -> str:
    if mine is None or mine["completed_at"] is None:
        return ""
    return _("done on %(day)s", day=formats.date(mine["completed_at"]))


def _seats(row: Row) -> str:
    if row["capacity"] is None:
        return ""
    return ngettext(
        "%(left)d of %(num)d place left",
        "%(left)d of %(num)d places left",
        row["capacity"],
        left=row["capacity"] - row["taken_count"],
    )


def _state_elsewhere(guest: Row, step: Key, known: Known) -> str:
    if guest["ends_at"] is not None and guest["ends_at"] < clock.now():
        return "over"
    return "joined" if step in known.joined_elsewhere else "open"


def _elsewhere(guest: Row, state: str, usual: dict[str, Any], order: tuple[str, ...]) -> Step:
    lang, (title, _summary) = i18n.pick_value(guest["texts"], order)
    path = f"/activities/{guest['activity_id']}-{guest['slug']}"
    city = web.app().directory.by_slug(guest["city_slug"])
    zone = city.time_zone if city else None
    place = guest["place"]
    is_online = guest["format"] == "online" or not place
    return Step(
        **usual,
        id=0,
        state=state,
        href=web.city_url(city, path) if city else web.slug_url(guest["city_slug"], path),
        title=title,
        lang=own_tag(lang, order),
        when=formats.when(guest["starts_at"], guest["ends_at"], zone),
        where=_("Online") if is_online else i18n.pick_value(place["names"], order)[1],
        is_online=is_online,
        city=guest["city_name"],
    )


def guests_of(row: Row) -> Sequence[Key]:
    """The steps of a playlist that are in other cities."""
    return [key(item) for item in items(row) if item["city"]]
