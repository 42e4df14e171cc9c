"""What a recogniser writes, as clean values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.recognition.badges.models import Layer
from col_app.recognition.statements.actions import Content
from col_app.recognition.statements.models import LONGEST_BODY, LONGEST_TITLE, MOST_NEEDED

MOST_CHOSEN = 60


@dataclass(slots=True)
class Draft:
    """A statement as the form has it."""

    organiser_id: int = 0
    texts: dict[str, tuple[str, str]] = field(default_factory=dict)
    needed: str = "1"
    layer: str = ""
    badge_ids: list[int] = field(default_factory=list)
    skill_ids: list[int] = field(default_factory=list)
    from_on: str = ""
    until_on: str = ""
    words: str = ""
    faults: dict[str, str] = field(default_factory=dict)

    def content(self, order: Sequence[str]) -> Content:
        """The clean values of a draft without faults."""
        return Content(
            texts={lang: each for lang, each in self.texts.items() if all(each)},
            needed=int(self.needed),
            layer=Layer(self.layer) if self.layer else None,
            badge_ids=self.badge_ids,
            skill_ids=self.skill_ids,
            from_on=_date(self.from_on),
            until_on=_date(self.until_on),
            order=order,
        )


def blank(row: Mapping[str, Any] | None, badge_ids: Sequence[int]) -> Draft:
    """The form of a new statement, or of one that is there (a row of `queries`)."""
    if row is None:
        return Draft()
    return Draft(
        organiser_id=row["organiser_id"],
        texts={lang: (each["title"], each["body"]) for lang, each in row["texts"].items()},
        needed=str(row["needed"]),
        layer=row["layer"] or "",
        badge_ids=list(badge_ids),
        skill_ids=list(row["skills"] or ()),
        from_on=row["from_on"].isoformat() if row["from_on"] else "",
        until_on=row["until_on"].isoformat() if row["until_on"] else "",
    )


def read(
    form: MultiDict[str, str], langs: Sequence[str], organisers: Sequence[int], skills: set[int]
) -> Draft:
    """Everything the form holds; what is wrong stands in `faults` by field."""
    draft = Draft(
        organiser_id=_number(form.get("organiser", "")),
        texts={lang: _text(form, lang) for lang in langs},
        needed=form.get("needed", "1").strip(),
        layer=form.get("layer", ""),
        badge_ids=_numbers(form.getlist("badge")),
        skill_ids=[each for each in _numbers(form.getlist("skill")) if each in skills],
        from_on=form.get("from_on", "").strip(),
        until_on=form.get("until_on", "").strip(),
        words=" ".join(form.get("words", "").split())[:120],
    )
    _check_texts(draft)
    _check_rule(draft)
    _check_dates(draft)
    if draft.organiser_id not in organisers:
        draft.faults["organiser"] = _("Choose who makes this statement.")
    return draft


def _text(form: MultiDict[str, str], lang: str) -> tuple[str, str]:
    title = " ".join(form.get(f"title-{lang}", "").split())
    return title, form.get(f"body-{lang}", "").replace("\r\n", "\n").strip()


def _check_texts(draft: Draft) -> None:
    for lang, (title, body) in draft.texts.items():
        if bool(title) != bool(body):
            missing = "body" if title else "title"
            draft.faults[f"{missing}-{lang}"] = _("Write both, or leave both empty.")
        for name, given, most in (("title", title, LONGEST_TITLE), ("body", body, LONGEST_BODY)):
            if len(given) > most:
                draft.faults[f"{name}-{lang}"] = _too_long(most)
    if not any(title or body for title, body in draft.texts.values()):
        first = next(iter(draft.texts))
        draft.faults[f"title-{first}"] = _("Write it in one language at least.")


def _too_long(most: int) -> str:
    return ngettext("Use at most %(num)d character.", "Use at most %(num)d characters.", most)


def _check_rule(draft: Draft) -> None:
    if not draft.needed.isascii() or not draft.needed.isdigit() or len(draft.needed) > 3:
        draft.faults["needed"] = _("Give a number, for example 1.")
    elif not 1 <= int(draft.needed) <= MOST_NEEDED:
        draft.faults["needed"] = _("Give a number from 1 to %(most)d.", most=MOST_NEEDED)
    elif draft.badge_ids and not draft.skill_ids and int(draft.needed) > len(draft.badge_ids):
        draft.faults["needed"] = _("You ask for more badges than you name.")
    if draft.layer not in {"", *Layer}:
        draft.faults["layer"] = _("Choose one of these.")
    if not (draft.badge_ids or draft.skill_ids or draft.layer):
        draft.faults["words"] = _("Say what counts: badges, skills or a layer.")


def _check_dates(draft: Draft) -> None:
    for name in ("from_on", "until_on"):
        given = getattr(draft, name)
        if given and _date(given) is None:
            draft.faults[name] = _("Give the day as year-month-day, for example 2027-06-30.")
    first, last = _date(draft.from_on), _date(draft.until_on)
    if first and last and last < first:
        draft.faults["until_on"] = _("It cannot end before it begins.")


def _date(given: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(given)
    except ValueError:
        return None


def _number(given: str) -> int:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 18 else 0


def _numbers(given: Sequence[str]) -> list[int]:
    return list(dict.fromkeys(each for each in map(_number, given) if each))[:MOST_CHOSEN]
