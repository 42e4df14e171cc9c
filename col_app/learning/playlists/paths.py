"""Playlists as pages show them: values in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import ngettext

from col_app.core import formats, i18n
from col_app.learning.activities.cards import Card


@dataclass(frozen=True, slots=True)
class Outline:
    """A playlist in short. `lang` is BCP 47."""

    id: int
    href: str
    title: str
    summary: str
    body: str
    lang: str
    lang_name: str
    organiser: str
    organiser_href: str
    steps: str
    duration: str


@dataclass(frozen=True, slots=True)
class Step:
    """One activity on the path. `state`: done, now or next."""

    number: int
    card: Card
    duration: str
    is_mandatory: bool
    state: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reader is, in mandatory steps."""

    done: int
    all: int
    percent: int


def outline(row: dict[str, Any], order: tuple[str, ...]) -> Outline:
    """The values of one row of `queries`."""
    lang, texts = i18n.pick_value(row["texts"], order)
    items = row["items"] or []
    return Outline(
        id=row["id"],
        href=f"/playlists/{row['id']}-{row['slug']}",
        title=texts["title"],
        summary=texts["summary"],
        body=texts["body"],
        lang=i18n.tag(lang),
        lang_name=i18n.name_in(lang, order[0]) if lang != order[0] else "",
        organiser=i18n.pick_value(row["organiser_names"], order)[1],
        organiser_href=f"/organisers/{row['organiser_id']}-{row['organiser_slug']}",
        steps=ngettext("%(num)d activity", "%(num)d activities", len(items)),
        duration=formats.duration(sum(item["minutes"] for item in items)),
    )


def steps(
    items: Sequence[dict[str, Any]], cards: Mapping[int, Card], done: frozenset[int]
) -> list[Step]:
    """The path: what is done, the first open step as the one for now, the others next."""
    shown = [item for item in items if item["activity_id"] in cards]
    first_open = next((i["activity_id"] for i in shown if i["activity_id"] not in done), None)
    return [
        Step(
            number,
            cards[item["activity_id"]],
            formats.duration(item["minutes"]),
            item["is_mandatory"],
            _state(item["activity_id"], done, first_open),
        )
        for number, item in enumerate(shown, 1)
    ]


def _state(activity_id: int, done: frozenset[int], first_open: int | None) -> str:
    if activity_id in done:
        return "done"
    return "now" if activity_id == first_open else "next"


def progress(items: Sequence[dict[str, Any]], done: frozenset[int]) -> Progress:
    """How many of the mandatory steps are behind the reader."""
    mandatory = [item["activity_id"] for item in items if item["is_mandatory"]]
    behind = sum(activity_id in done for activity_id in mandatory)
    return Progress(behind, len(mandatory), 100 * behind // max(1, len(mandatory)))
