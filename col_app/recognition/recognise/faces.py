"""Experiences as pages show them: values in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from col_app.core import formats, i18n
from col_app.core.speech import gettext as _
from col_app.learning.rewards import Reward
from col_app.recognition.badges import faces as badges
from col_app.recognition.evidence.faces import File, files, wait
from col_app.recognition.recognise.models import Method


@dataclass(frozen=True, slots=True)
class Face:
    """What an experience says. `words` are the recogniser's, `methods` how it was assessed."""

    id: int
    title: str
    story: str
    proof: str
    link: str
    person: str
    state: str
    state_label: str
    badge: str
    badge_id: int
    badge_href: str
    organiser: str
    methods: str
    words: str
    sent_on: str
    decided_on: str
    award_href: str
    round: int
    files: list[File]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A badge that suits what somebody tells: who may give it, when, and why it is here."""

    id: int
    reward: Reward
    layer: str
    organiser: str
    wait: str
    because: str


def state_labels() -> dict[str, str]:
    """Names of the states, for the person and for who decides."""
    return {
        "draft": _("Not sent yet"),
        "sent": _("With the organiser"),
        "asked": _("They ask for more"),
        "accepted": _("Recognised"),
        "declined": _("Declined"),
    }


def method_labels() -> dict[str, str]:
    """Names of the ways to assess."""
    return {
        "conversation": _("Conversation"),
        "portfolio": _("Portfolio: what they made"),
        "observation": _("Observation: we saw them do it"),
        "test": _("Test or task"),
        "document": _("Document: a certificate or a reference"),
    }


def face(row: dict[str, Any], order: tuple[str, ...]) -> Face:
    """The values of one row of `queries`."""
    has_badge = row["badge_id"] is not None
    names = method_labels()
    return Face(
        id=row["id"],
        title=row["title"],
        story=row["story"],
        proof=row["proof"],
        link=row["link"],
        person=row["person"] or "",
        state=row["state"],
        state_label=state_labels()[row["state"]],
        badge=i18n.pick_value(row["badge_names"], order)[1] if has_badge else "",
        badge_id=row["badge_id"] or 0,
        badge_href=f"/badges/{row['badge_id']}-{row['badge_slug']}" if has_badge else "",
        organiser=i18n.pick_value(row["organiser_names"], order)[1] if has_badge else "",
        methods=", ".join(names[method] for method in row["methods"]),
        words=row["words"],
        sent_on=formats.date(row["sent_at"]) if row["sent_at"] else "",
        decided_on=formats.date(row["decided_at"]) if row["decided_at"] else "",
        award_href=f"/credentials/{row['award']}" if row["award"] else "",
        round=row["round"],
        files=files(row["files"]),
    )


@dataclass(frozen=True, slots=True)
class Earlier:
    """Who was asked before, when, and what they said; no words and no date: they were silent."""

    badge: str
    organiser: str
    sent_on: str
    decided_on: str
    words: str


def before(row: dict[str, Any], order: tuple[str, ...]) -> Earlier:
    """The values of one row of `queries.earlier`."""
    return Earlier(
        badge=i18n.pick_value(row["badge_names"], order)[1],
        organiser=i18n.pick_value(row["organiser_names"], order)[1],
        sent_on=formats.date(row["sent_at"]),
        decided_on=formats.date(row["decided_at"]) if row["decided_at"] else "",
        words=row["words"],
    )


def proposal(row: dict[str, Any], order: tuple[str, ...]) -> Proposal:
    """The values of one row of `queries.proposed`."""
    return Proposal(
        id=row["id"],
        reward=badges.reward(row, order),
        layer=badges.layer_labels()[row["layer"]],
        organiser=i18n.pick_value(row["organiser_names"], order)[1],
        wait=wait(row["usual_wait"]),
        because=", ".join(row["words"][:3]),
    )


def narrative(organiser: str, methods: Sequence[Method], words: str) -> str:
    """What the credential says for ever."""
    names = method_labels()
    how = ", ".join(names[method.value] for method in methods)
    said = _(
        "Recognised by %(organiser)s from experience gained elsewhere. How: %(how)s.",
        organiser=organiser,
        how=how,
    )
    return f"{said}\n\n{words}" if words else said
