"""Recognition statements as pages show them: values in the reader's words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from col_app.core import formats, i18n
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext, quoted
from col_app.learning.activities.cards import own_tag
from col_app.learning.rewards import Reward
from col_app.learning.vocabulary import vocabulary
from col_app.recognition.badges import faces as badges

NOON = dt.time(12)


@dataclass(frozen=True, slots=True)
class Face:
    """What a statement says. `lang` is BCP 47, empty for the reader's own language.

    `held` and `missing` are about the reader: which badges that count they have, and how many
    more it takes.
    """

    id: int
    href: str
    title: str
    body: str
    lang: str
    lang_name: str
    organiser: str
    organiser_href: str
    is_verified: bool
    state: str
    state_label: str
    rule: str
    period: str
    skills: list[badges.SkillLink]
    held: list[Reward]
    open: list[Reward]
    more_badges: int
    needed: int
    held_count: int

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.held_count)

    @property
    def missing_line(self) -> str:
        """What still has to be done, in words."""
        return ngettext("%(num)d more badge", "%(num)d more badges", self.missing)


@dataclass(frozen=True, slots=True)
class Choice:
    """A badge that can be named. `lang` as in Face."""

    id: int
    name: str
    lang: str
    line: str


def choice(row: dict[str, Any], order: tuple[str, ...]) -> Choice:
    """The values of one row of `badges.queries`, in short or whole."""
    names = row.get("names") or {lang: each["name"] for lang, each in row["texts"].items()}
    lang, name = i18n.pick_value(names, order)
    line = _("At the end of a playlist") if row["playlist_id"] else ""
    return Choice(row["id"], name, own_tag(lang, order), line)


def whys(showing: Mapping[int, Sequence[dict[str, Any]]], order: tuple[str, ...]) -> dict[int, str]:
    """Why a statement is about a skill that it does not name, by its number."""
    return {number: _why(found, order) for number, found in showing.items() if found}


def _why(found: Sequence[dict[str, Any]], order: tuple[str, ...]) -> str:
    names = [i18n.pick_value(badge["names"], order)[1] for badge in found]
    return ngettext(
        "It names the badge %(names)s, which shows this skill.",
        "It names the badges %(names)s, which show this skill.",
        len(names),
        names=", ".join(quoted(name) for name in names),
    )


def state_labels() -> dict[str, str]:
    """Names of the states."""
    return {"draft": _("Draft"), "published": _("Published"), "ended": _("Ended")}


def face(row: dict[str, Any], order: tuple[str, ...]) -> Face:
    """The values of one row of `queries`."""
    lang, texts = i18n.pick_value(row["texts"], order)
    shown = row["badges"] or []
    state = "ended" if row["state"] == "published" and row["is_over"] else row["state"]
    return Face(
        id=row["id"],
        href=f"/statements/{row['id']}-{row['slug']}",
        title=texts["title"],
        body=texts["body"],
        lang=own_tag(lang, order),
        lang_name=i18n.name_in(lang, order[0]) if lang != order[0] else "",
        organiser=i18n.pick_value(row["organiser_names"], order)[1],
        organiser_href=f"/organisers/{row['organiser_id']}-{row['organiser_slug']}",
        is_verified=row["organiser_is_verified"],
        state=state,
        state_label=state_labels()[state],
        rule=_rule(row),
        period=_period(row["from_on"], row["until_on"]),
        skills=_skills(row["skills"], order),
        held=[badges.reward(each, order) for each in shown if each["is_held"]],
        open=[badges.reward(each, order) for each in shown if not each["is_held"]],
        more_badges=max(0, row["badge_count"] - len(shown)),
        needed=row["needed"],
        held_count=row["held_count"],
    )


def _rule(row: dict[str, Any]) -> str:
    layer = badges.layer_labels()[row["layer"]] if row["layer"] else ""
    if layer:
        return ngettext(
            "%(num)d badge of these, in the layer “%(layer)s”",
            "%(num)d badges of these, in the layer “%(layer)s”",
            row["needed"],
            layer=layer,
        )
    return ngettext("%(num)d badge of these", "%(num)d badges of these", row["needed"])


def _period(start: dt.date | None, end: dt.date | None) -> str:
    first, last = _day(start), _day(end)
    if first and last:
        return _("From %(first)s until %(last)s", first=first, last=last)
    if first:
        return _("From %(first)s", first=first)
    return _("Until %(last)s", last=last) if last else _("Until further notice")


def _day(on: dt.date | None) -> str:
    # noon is on the same day in every zone of our cities
    return formats.date(dt.datetime.combine(on, NOON, dt.UTC)) if on else ""


def _skills(ids: list[int] | None, order: tuple[str, ...]) -> list[badges.SkillLink]:
    return [
        badges.SkillLink(
            term.label(order), f"/skills/{term.slug}", own_tag(term.label_lang(order), order)
        )
        for term in vocabulary().skills_of(ids)
    ]
