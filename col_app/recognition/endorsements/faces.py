"""Endorsements as pages show them: values in the reader's words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from col_app.core import formats, i18n
from col_app.core.speech import gettext as _
from col_app.learning.activities.cards import own_tag
from col_app.learning.rewards import Look
from col_app.recognition import credentials as ob
from col_app.recognition.awards.words import tone
from col_app.recognition.badges import faces as badges
from col_app.recognition.endorsements.models import State
from col_app.recognition.endorsements.naming import names
from col_app.recognition.evidence import faces as evidence
from col_app.recognition.quests import faces as quests

Row = dict[str, Any]
TONES = {"accepted": "good", "written": "brand", "asked": "warn", "declined": "bad"}


@dataclass(frozen=True, slots=True)
class Face:
    """What an endorsement says. `lang` is BCP 47 of the text, `badge_lang` of the badge's name,
    empty for the reader's own language; `about` is the award or the badge that is endorsed. One
    that `is_below` another can be moved up.
    """

    id: int
    href: str
    state: str
    tone: str
    badge: str
    badge_lang: str
    badge_href: str
    look: Look
    about: str
    version: str
    asker: str
    endorser: str
    endorser_href: str
    who: str
    is_checked: bool
    comment: str
    lang: str
    words: str
    asked_on: str
    signed_on: str
    withdrawn_on: str
    is_hidden: bool
    is_below: bool
    is_of_award: bool


@dataclass(frozen=True, slots=True)
class Group:
    """One badge of a learner and its endorsements."""

    badge: str
    badge_lang: str
    href: str
    look: Look
    faces: list[Face]


@dataclass(frozen=True, slots=True)
class Proof:
    """Evidence that is shown to the one asked. `lang` as in Face."""

    id: int
    title: str
    lang: str
    body: str
    link: str
    files: list[evidence.File]


def owner_states() -> dict[str, str]:
    """Names of the states for those who ask."""
    return {
        "asked": _("Waits for an answer"),
        "declined": _("Declined"),
        "expired": _("Ended without an answer"),
        "written": _("Waits for you"),
        "accepted": _("Shown"),
        "rejected": _("Not accepted"),
        "withdrawn": _("Withdrawn"),
    }


def endorser_states() -> dict[str, str]:
    """Names of the states for those who are asked."""
    return {
        "asked": _("Waits for your answer"),
        "declined": _("You said no"),
        "expired": _("Over"),
        "written": _("Waits until they accept it"),
        "accepted": _("Public"),
        "rejected": _("Not accepted"),
        "withdrawn": _("Withdrawn"),
    }


def face(row: Row, order: tuple[str, ...]) -> Face:
    """The values of one row of `queries`."""
    called = names(row, order)
    is_organiser = row["organiser_id"] is not None
    badge_href = f"/badges/{row['badge_id']}-{row['slug']}"
    old = row["version"] != row["latest"]
    return Face(
        id=row["id"],
        href=f"/endorsements/{row['public_id']}",
        state=row["state"],
        tone=TONES.get(row["state"], "line"),
        badge=called.badge,
        badge_lang=own_tag(called.badge_lang, order),
        badge_href=f"{badge_href}?version={row['version']}" if old else badge_href,
        look=badges.look(row["contents"] | {"id": row["badge_id"]}),
        about=f"/credentials/{row['award']}" if row["award"] else badge_href,
        version=_("Version %(number)s", number=row["version"]) if old else "",
        asker=called.asker,
        endorser=called.endorser,
        endorser_href=f"/organisers/{row['organiser_id']}-{row['endorser_slug']}"
        if is_organiser
        else "",
        who=row["standing"],
        is_checked=is_organiser and row["endorser_is_verified"],
        comment=row["comment"],
        lang=own_tag(row["lang"], order),
        words=row["words"],
        asked_on=formats.date(row["asked_at"]),
        signed_on=formats.date(row["signed_at"]) if row["signed_at"] else "",
        withdrawn_on=formats.date(row["withdrawn_at"]) if row["withdrawn_at"] else "",
        is_hidden=row["is_hidden"],
        is_below=row["is_below"],
        is_of_award=row["award_id"] is not None,
    )


def groups(rows: list[Row], order: tuple[str, ...]) -> list[Group]:
    """Endorsements by the badge they are about, in the order they come in."""
    found: dict[str, Group] = {}
    for each in (face(row, order) for row in rows):
        group = found.setdefault(
            each.about, Group(each.badge, each.badge_lang, each.about, each.look, [])
        )
        group.faces.append(each)
    return list(found.values())


def proof(row: Row, order: tuple[str, ...], href: Callable[[str], str]) -> Proof:
    """One row of evidence; `href` gives the address of a file to those who may see it."""
    lang, text = i18n.pick_value(row["texts"] or quests.NO_TEXT, order)
    return Proof(
        id=row["id"],
        title=quests.title_of(text),
        lang=own_tag(lang, order),
        body=row["body"],
        link=row["link"],
        files=[replace(each, href=href(each.public_id)) for each in evidence.files(row["files"])],
    )


def verdict(found: ob.Verdict) -> tuple[str, str, str]:
    """Tone, title and sentence of what a check of the signature found."""
    said = {
        "valid": (
            _("This endorsement is real"),
            _("Nobody has changed it since it was signed, and it was not withdrawn."),
        ),
        "revoked": (_("This endorsement was withdrawn"), _("Who gave it has taken it back.")),
        "altered": (
            _("This endorsement is not as it was signed"),
            _("Somebody changed it, or who it names never signed it."),
        ),
    }
    unsure = (
        _("We cannot tell whether this endorsement is real"),
        _("Something that would prove it could not be looked up."),
    )
    return tone(found), *said.get(found.verdict, unsure)


def is_open(row: Row) -> bool:
    """Whether the one asked can still answer."""
    return row["state"] == State.ASKED and not row["revoked_at"]
