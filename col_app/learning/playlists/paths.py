"""Playlists as pages show them: values in the reader's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from col_app.core import formats, i18n
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning.activities.cards import own_tag
from col_app.learning.activities.details import NO_AGE_LIMIT, ages
from col_app.learning.playlists.progress import Key, items
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
    minutes: int
    duration: str
    line: str
    rule: str
    has_choice: bool
    followers: str


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a path is for; `ages` is empty where its steps have none in common."""

    ages: str
    languages: list[str]


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
    steps = ngettext("%(num)d activity", "%(num)d activities", len(items(row)))
    minutes = sum(item["minutes"] for item in items(row))
    duration = formats.duration(minutes)
    return Outline(
        id=row["id"],
        href=f"/playlists/{row['id']}-{row['slug']}",
        title=texts["title"],
        summary=texts["summary"],
        body=texts["body"],
        lang=own_tag(lang, order),
        lang_name=i18n.name_in(lang, order[0]) if lang != order[0] else "",
        topic=vocabulary().look(row["topic"]),
        organiser=i18n.pick_value(row["organiser_names"], order)[1],
        organiser_href=f"/organisers/{row['organiser_id']}-{row['organiser_slug']}",
        steps=steps,
        minutes=minutes,
        duration=duration,
        line=f"{steps} · {duration}" if duration else steps,
        rule=_rule(row),
        has_choice=row["optional_needed"] > 0,
        followers=_followers(row["follower_count"]),
    )


def _rule(row: Row) -> str:
    """What it takes, in words; empty when every step is needed."""
    needed, all_steps = row["optional_needed"], items(row)
    optional = sum(not item["is_mandatory"] for item in all_steps)
    mandatory = len(all_steps) - optional
    if not optional or needed >= optional:
        return ""
    if not needed:
        return ngettext(
            "The badge takes the %(num)d step that is needed; the others are extra.",
            "The badge takes the %(num)d steps that are needed; the others are extra.",
            mandatory,
        )
    if not mandatory:
        return _("The badge takes any %(needed)d of %(all)d steps.", needed=needed, all=optional)
    return _(
        "The badge takes every step that is needed, and any %(needed)d of the %(all)d others.",
        needed=needed,
        all=optional,
    )


def _followers(count: int) -> str:
    return ngettext("%(num)d learner", "%(num)d learners", count) if count else ""


def audience(rows: Sequence[Row], reader: str) -> Audience:
    """For whom the whole path is: whoever may take every step, in any language there is."""
    codes = Counter(code for row in rows for code in row["languages"])
    least = max((row["age_min"] or 0 for row in rows), default=0)
    most = min((row["age_max"] or NO_AGE_LIMIT for row in rows), default=NO_AGE_LIMIT)
    return Audience(
        # steps for different ages have none in common: better to say nothing then
        ages(least, most) if rows and least <= most else "",
        [i18n.name_in(code, reader) for code, _count in codes.most_common()],
    )


def growth(rows: Sequence[Row], done: frozenset[Key], order: tuple[str, ...]) -> list[SkillGrowth]:
    """Skills that the steps (rows of activities.search) build, those with most steps first."""
    counts: dict[int, list[int]] = {}
    for row in rows:
        for skill_id in row["skill_ids"] or ():
            count = counts.setdefault(skill_id, [0, 0])
            count[0] += ("", row["id"]) in done
            count[1] += 1
    most = sorted(counts, key=lambda skill_id: -counts[skill_id][1])[:MOST_SKILLS]
    return [
        SkillGrowth(term.label(order), own_tag(term.label_lang(order), order), *counts[term.id])
        for term in vocabulary().skills_of(most)
    ]
