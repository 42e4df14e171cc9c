"""Playlists as pages show them: values in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from col_app.core import formats, i18n
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning.activities.cards import Card, own_tag
from col_app.learning.vocabulary import vocabulary

Row = Mapping[str, Any]
MOST_SKILLS = 6


@dataclass(frozen=True, slots=True)
class Outline:
    """A playlist in short. `lang` is BCP 47, empty for the reader's own language."""

    id: int
    href: str
    title: str
    summary: str
    body: str
    lang: str
    lang_name: str
    topic: str
    organiser: str
    organiser_href: str
    steps: str
    duration: str
    line: str


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

    @property
    def is_complete(self) -> bool:
        """Whether the badge at the end is earned."""
        return 0 < self.all == self.done

    @property
    def cheer(self) -> str:
        """A word for where the reader stands."""
        if self.is_complete:
            return _("You made it")
        if self.done == 0:
            return _("Ready when you are")
        return _("Half way there") if 2 * self.done == self.all else _("You are on your way")


@dataclass(frozen=True, slots=True)
class SkillGrowth:
    """A skill with the steps that build it, and how many of them are done."""

    label: str
    lang: str
    done: int
    all: int


def outline(row: Row, order: tuple[str, ...]) -> Outline:
    """The values of one row of `queries`."""
    lang, texts = i18n.pick_value(row["texts"], order)
    items = row["items"] or []
    steps = ngettext("%(num)d activity", "%(num)d activities", len(items))
    duration = formats.duration(sum(item["minutes"] for item in items))
    return Outline(
        id=row["id"],
        href=f"/playlists/{row['id']}-{row['slug']}",
        title=texts["title"],
        summary=texts["summary"],
        body=texts["body"],
        lang=own_tag(lang, order),
        lang_name=i18n.name_in(lang, order[0]) if lang != order[0] else "",
        topic=row["topic"] or "democracy",
        organiser=i18n.pick_value(row["organiser_names"], order)[1],
        organiser_href=f"/organisers/{row['organiser_id']}-{row['organiser_slug']}",
        steps=steps,
        duration=duration,
        line=f"{steps} · {duration}" if duration else steps,
    )


def steps(items: Sequence[Row], cards: Mapping[int, Card], done: frozenset[int]) -> list[Step]:
    """The path: what is done, the first open step as the one for now, the others next."""
    shown = [item for item in items if item["activity_id"] in cards]
    now = next((i["activity_id"] for i in shown if _is_open(i, cards, done)), None)
    return [
        Step(
            number,
            cards[item["activity_id"]],
            formats.duration(item["minutes"]),
            item["is_mandatory"],
            _state(item["activity_id"], done, now),
        )
        for number, item in enumerate(shown, 1)
    ]


def _is_open(item: Row, cards: Mapping[int, Card], done: frozenset[int]) -> bool:
    return item["activity_id"] not in done and not cards[item["activity_id"]].is_cancelled


def _state(activity_id: int, done: frozenset[int], now: int | None) -> str:
    if activity_id in done:
        return "done"
    return "now" if activity_id == now else "next"


def progress(items: Sequence[Row], done: frozenset[int]) -> Progress:
    """How many of the mandatory steps are behind the reader."""
    mandatory = [item["activity_id"] for item in items if item["is_mandatory"]]
    return Progress(sum(activity_id in done for activity_id in mandatory), len(mandatory))


def growth(rows: Sequence[Row], done: frozenset[int], order: tuple[str, ...]) -> list[SkillGrowth]:
    """Skills that the steps (rows of activities.search) build, those with most steps first."""
    counts: dict[int, list[int]] = {}
    for row in rows:
        for skill_id in row["skill_ids"] or ():
            count = counts.setdefault(skill_id, [0, 0])
            count[0] += row["id"] in done
            count[1] += 1
    most = sorted(counts, key=lambda skill_id: -counts[skill_id][1])[:MOST_SKILLS]
    return [
        SkillGrowth(term.label(order), own_tag(term.label_lang(order), order), *counts[term.id])
        for term in vocabulary().skills_of(most)
    ]
