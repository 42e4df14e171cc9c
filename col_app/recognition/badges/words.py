"""What badge definitions say beside their own texts, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from col_app.core import i18n
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning.activities.cards import own_tag


def evidence() -> dict[str, str]:
    """What shows that a task is done."""
    return {
        "text": _("A text"), "file": _("A file"), "photo": _("A photo"), "link": _("A link"),
    }  # fmt: skip


def verifiers() -> dict[str, str]:
    """Who confirms a task."""
    return {
        "organiser": _("The organiser"), "peers": _("Other learners"), "self": _("The learner"),
    }  # fmt: skip


def validity(months: int | None) -> str:
    """How long an award is valid."""
    if not months:
        return _("For ever")
    if months % 12:
        return ngettext("For %(num)d month", "For %(num)d months", months)
    return ngettext("For %(num)d year", "For %(num)d years", months // 12)


@dataclass(frozen=True, slots=True)
class Step:
    """One task as learners read it. `lang` is that of the text."""

    text: str
    lang: str
    line: str


def steps(tasks: Sequence[Mapping[str, Any]], order: tuple[str, ...]) -> list[Step]:
    """The tasks of a version or of a draft."""
    return [_step(task, order) for task in tasks if task["texts"]]


def _step(task: Mapping[str, Any], order: tuple[str, ...]) -> Step:
    lang, text = i18n.pick_value(task["texts"], order)
    shown = evidence()[task["evidence"]]
    if task["verified_by"] == "self":
        line = _("You show: %(evidence)s. You confirm it yourself.", evidence=shown)
    elif task["verified_by"] == "organiser":
        line = _("You show: %(evidence)s. The organiser confirms it.", evidence=shown)
    else:
        line = ngettext(
            "You show: %(evidence)s. %(num)d other learner confirms it.",
            "You show: %(evidence)s. %(num)d other learners confirm it.",
            task["peers"],
            evidence=shown,
        )
    return Step(text, own_tag(lang, order), line)
