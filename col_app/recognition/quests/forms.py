"""What people send about tasks, as clean values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from werkzeug.datastructures import FileStorage, MultiDict

from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.recognition.badges.models import Evidence
from col_app.recognition.evidence import forms as files
from col_app.recognition.evidence import pieces
from col_app.recognition.quests import actions
from col_app.recognition.quests.models import (
    LONGEST_LINK,
    LONGEST_PHRASE,
    LONGEST_TEXT,
    LONGEST_WORDS,
    Decision,
)


@dataclass(slots=True)
class Draft:
    """Evidence as the form has it; `do` is the button that was used."""

    body: str = ""
    link: str = ""
    is_told: bool = False
    version: int = 0
    do: str = "save"
    pieces: list[pieces.Piece] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)

    def written(self) -> actions.Written:
        """What is kept of it, besides the files."""
        return actions.Written(self.body, self.link, self.is_told, self.version)


def read(
    form: MultiDict[str, str], uploads: Sequence[FileStorage], evidence: Evidence, *, may_tell: bool
) -> Draft:
    """Everything the form holds. A link without `https://` gets it."""
    draft = Draft(
        body=_text(form.get("body", "")),
        link=_link(form.get("link", "")) if evidence is Evidence.LINK else "",
        is_told=may_tell and form.get("is_told") == "1",
        version=_number(form.get("version", "")),
        do=form.get("do", "save"),
    )
    if len(draft.body) > LONGEST_TEXT:
        draft.faults["body"] = ngettext(
            "At most %(num)d character, please.",
            "At most %(num)d characters, please.",
            LONGEST_TEXT,
        )
    if draft.link and not _is_address(draft.link):
        draft.faults["link"] = _("This is no address of a page. It begins with https://")
    if evidence in {Evidence.FILE, Evidence.PHOTO}:
        draft.pieces, fault = files.read(uploads, evidence)
        draft.faults |= {"files": fault} if fault else {}
    return draft


def _text(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\x00", "").strip()


def _link(value: str) -> str:
    value = "".join(value.split())
    whole = value if "://" in value else f"https://{value}"
    return whole if _is_address(whole) else value


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        has_host = "." in (parts.hostname or "") and not parts.username
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and has_host and len(value) <= LONGEST_LINK


def _number(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0


def explain(fault: Exception, evidence: Evidence) -> tuple[str, str]:
    """The field and the sentence for what an action refused."""
    if isinstance(fault, actions.MissingEvidenceError):
        return missing(evidence)
    if isinstance(fault, actions.StaleVersionError):
        return "version", _(
            "This was changed in another window since you opened it. What you see is what you "
            "wrote here; save it again to keep it instead."
        )
    if isinstance(fault, actions.MoveNotAllowedError):
        return "version", _("This is handed in already, so it cannot be changed just now.")
    return "files", files.explain(fault)


def missing(evidence: Evidence) -> tuple[str, str]:
    """The field that is empty, and what belongs into it."""
    return {
        Evidence.TEXT: ("body", _("Write what you did before you hand it in.")),
        Evidence.LINK: ("link", _("Give the address of your work before you hand it in.")),
        Evidence.FILE: ("files", _("Choose a file before you hand it in.")),
        Evidence.PHOTO: ("files", _("Choose a photo before you hand it in.")),
    }[evidence]


@dataclass(slots=True)
class Opinion:
    """What a reviewer sends; `insert` is a saved phrase to be put below the words."""

    words: str
    round: int
    decision: Decision | None
    insert: int
    faults: dict[str, str] = field(default_factory=dict)


def read_opinion(form: MultiDict[str, str]) -> Opinion:
    """Everything the form of a review holds."""
    decision = form.get("decision", "")
    opinion = Opinion(
        _text(form.get("words", "")),
        _number(form.get("round", "")),
        Decision(decision) if decision in set(Decision) else None,
        _number(form.get("insert", "")),
    )
    if len(opinion.words) > LONGEST_WORDS:
        opinion.faults["words"] = ngettext(
            "At most %(num)d character, please.",
            "At most %(num)d characters, please.",
            LONGEST_WORDS,
        )
    return opinion


def read_phrase(form: MultiDict[str, str]) -> str:
    """A phrase to be saved: one line, shortened to what is kept."""
    return " ".join(_text(form.get("phrase", "")).split())[:LONGEST_PHRASE]
