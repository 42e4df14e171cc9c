"""What people tell, and how others decide, as clean values."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from werkzeug.datastructures import MultiDict

from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
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
    """An experience as the form has it."""

    told: Told
    faults: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Decision:
    """An answer as the form has it."""

    what: str = ""
    methods: list[Method] = field(default_factory=list)
    words: str = ""
    faults: dict[str, str] = field(default_factory=dict)


def read_story(form: MultiDict[str, str]) -> Story:
    """Everything the form holds; what is wrong stands in `faults` by field."""
    told = Told(
        " ".join(form.get("title", "").split()),
        _lines(form, "story"),
        _lines(form, "proof"),
        form.get("link", "").strip(),
    )
    story = Story(told)
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
