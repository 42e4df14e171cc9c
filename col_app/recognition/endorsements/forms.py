"""Asks and answers, as clean values."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.people.accounts import addresses
from col_app.people.accounts.actions import clean_name
from col_app.recognition.endorsements.asking import Whom, Wish
from col_app.recognition.endorsements.models import (
    LONGEST_COMMENT,
    LONGEST_NAME,
    LONGEST_STANDING,
    LONGEST_WORDS,
)
from col_app.recognition.endorsements.signing import Said

SHORTEST_COMMENT = 20


@dataclass(slots=True)
class Ask:
    """A question as the form has it: to an organiser (its number) or to an address."""

    organiser: str = ""
    email: str = ""
    words: str = ""
    lang: str = ""
    evidence: list[int] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)

    def whom(self) -> Whom:
        """Who is asked."""
        if self.organiser:
            return Whom(organiser_id=int(self.organiser))
        return Whom(email=addresses.normal_form(self.email))

    def wish(self) -> Wish:
        """What they read."""
        return Wish(self.words, self.lang, self.evidence)


@dataclass(slots=True)
class Answer:
    """An endorsement as the form has it."""

    name: str = ""
    standing: str = ""
    comment: str = ""
    agrees: bool = False
    faults: dict[str, str] = field(default_factory=dict)

    def said(self) -> Said:
        """What is signed."""
        return Said(self.comment, self.name, self.standing)


def read_ask(
    form: MultiDict[str, str],
    organisers: Collection[str],
    evidence: Collection[int],
    langs: Collection[str],
    *,
    may_write: bool,
) -> Ask:
    """Everything the form holds; what is wrong stands in `faults` by field.

    Who may not write to strangers (`may_write`) asks organisers alone.
    """
    ask = Ask(
        organiser=form.get("organiser", ""),
        email=form.get("email", "").strip() if may_write else "",
        words=_lines(form, "words"),
        lang=form.get("lang", ""),
        evidence=[each for each in evidence if str(each) in form.getlist("evidence")],
    )
    if ask.organiser not in organisers:
        ask.organiser = ""
    if ask.lang not in langs:
        ask.lang = next(iter(langs))
    _check_whom(ask, may_write=may_write)
    if len(ask.words) > LONGEST_WORDS:
        ask.faults["words"] = _too_long(LONGEST_WORDS)
    return ask


def _check_whom(ask: Ask, *, may_write: bool) -> None:
    if bool(ask.organiser) == bool(ask.email):
        ask.faults["email" if may_write else "organiser"] = (
            _("Choose an organiser or give an address, one of the two.")
            if may_write
            else _("Choose an organiser.")
        )
        return
    if ask.email:
        try:
            addresses.normal_form(ask.email)
        except addresses.AddressError:
            ask.faults["email"] = _(
                "This does not look like an e-mail address, for example ona@example.org."
            )


def read_answer(form: MultiDict[str, str], *, is_person: bool) -> Answer:
    """The endorsement; a person gives a name and agrees that it becomes public."""
    answer = Answer(comment=_lines(form, "comment"))
    if len(answer.comment) < SHORTEST_COMMENT:
        answer.faults["comment"] = _("Write a sentence or two: what do you stand behind?")
    if len(answer.comment) > LONGEST_COMMENT:
        answer.faults["comment"] = _too_long(LONGEST_COMMENT)
    if is_person:
        answer.name = clean_name(form.get("name", ""))
        answer.standing = clean_name(form.get("standing", ""))
        answer.agrees = form.get("agrees") == "1"
        _check_person(answer)
    return answer


def _check_person(answer: Answer) -> None:
    if not answer.name:
        answer.faults["name"] = _("Give your name: an endorsement stands under one.")
    if len(answer.name) > LONGEST_NAME:
        answer.faults["name"] = _too_long(LONGEST_NAME)
    if len(answer.standing) > LONGEST_STANDING:
        answer.faults["standing"] = _too_long(LONGEST_STANDING)
    if not answer.agrees:
        answer.faults["agrees"] = _("Without this nobody may read your endorsement.")


def _lines(form: MultiDict[str, str], name: str) -> str:
    return form.get(name, "").replace("\r\n", "\n").strip()


def _too_long(most: int) -> str:
    return ngettext("Use at most %(num)d character.", "Use at most %(num)d characters.", most)
