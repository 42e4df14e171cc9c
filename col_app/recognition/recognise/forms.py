"""What people tell, and how others decide, as clean values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from werkzeug.datastructures import FileStorage, MultiDict

from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.recognition.badges.models import Evidence
from col_app.recognition.evidence import forms as files
from col_app.recognition.evidence.pieces import Piece
from col_app.recognition.recognise import actions
from col_app.recognition.recognise.actions import Told
from col_app.recognition.recognise.models import (
    LONGEST_LINK,
    LONGEST_PROOF,
    LONGEST_STORY,
    LONGEST_TITLE,
    LONGEST_WORDS,
    Method,
)

DECISIONS = ("accept", "ask", "decline")


@dataclass(slots=True)
class Story:
    """An experience as the form has it; `do` is the button that was used."""

    told: Told
    do: str = "save"
    pieces: list[Piece] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Decision:
    """An answer as the form has it."""

    what: str = ""
    round: int = 0
    methods: list[Method] = field(default_factory=list)
    words: str = ""
    faults: dict[str, str] = field(default_factory=dict)


def read_story(form: MultiDict[str, str], uploads: Sequence[FileStorage]) -> Story:
    """Everything the form holds; what is wrong stands in `faults` by field."""
    told = Told(
        " ".join(form.get("title", "").split()),
        _lines(form, "story"),
        _lines(form, "proof"),
        form.get("link", "").strip(),
    )
    story = Story(told, form.get("do", "save"))
    story.pieces, fault = files.read(uploads, Evidence.FILE)
    if fault:
        story.faults["files"] = fault
    most = {"title": LONGEST_TITLE, "story": LONGEST_STORY, "proof": LONGEST_PROOF}
    for name, length in {**most, "link": LONGEST_LINK}.items():
        if len(getattr(told, name)) > length:
            story.faults[name] = _too_long(length)
    if not told.title:
        story.faults["title"] = _("Give it a name, for example: I coached young footballers.")
    if not told.story:
        story.faults["story"] = _("Tell what you did.")
    if told.link and not _is_address(told.link):
        story.faults["link"] = _("Give a whole address that begins with https://.")
    return story


def read_decision(form: MultiDict[str, str]) -> Decision:
    """The answer; who accepts says how, who asks or declines says why."""
    known = {method.value for method in Method}
    decision = Decision(
        form.get("decision", ""),
        _number(form.get("round", "")),
        [Method(each) for each in dict.fromkeys(form.getlist("method")) if each in known],
        _lines(form, "words"),
    )
    if decision.what not in DECISIONS:
        decision.faults["decision"] = _("Choose one of these.")
    if decision.what == "accept" and not decision.methods:
        decision.faults["method"] = _("Say how you assessed it.")
    if decision.what in {"ask", "decline"} and not decision.words:
        decision.faults["words"] = _("Write why: the learner reads it.")
    if len(decision.words) > LONGEST_WORDS:
        decision.faults["words"] = _too_long(LONGEST_WORDS)
    return decision


def explain(fault: Exception) -> str:
    """Why something was not done."""
    sentences: dict[type[Exception], str] = {
        actions.MoveNotAllowedError: _("Somebody was faster: it has changed in the meantime."),
        actions.NotTakenError: _("This badge is not given for what was done elsewhere."),
        actions.AlreadyHeldError: _("This badge is held already."),
        actions.AlreadyAskedError: _("You ask for this badge already."),
        actions.AskedBeforeError: _("You asked for this badge before. Choose another one."),
        actions.TooEarlyError: _("They still have time to answer: a week from when it was sent."),
        actions.TooManyError: _("You have ten under way. Wait for answers, or take one back."),
    }
    return sentences.get(type(fault)) or files.explain(fault)


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0


def _lines(form: MultiDict[str, str], name: str) -> str:
    return form.get(name, "").replace("\r\n", "\n").strip()


def _too_long(most: int) -> str:
    return ngettext("Use at most %(num)d character.", "Use at most %(num)d characters.", most)


def _is_address(given: str) -> bool:
    try:
        parts = urlsplit(given)
    except ValueError:
        return False
    return parts.scheme in {"https", "http"} and bool(parts.hostname) and " " not in given
