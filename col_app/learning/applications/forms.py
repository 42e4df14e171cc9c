"""What people send about applications, as clean values."""

from __future__ import annotations

from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from col_app.core.speech import ngettext
from col_app.learning.applications.models import LONGEST_PHRASE, LONGEST_WORDS

ACCEPT, DECLINE = "accept", "decline"


@dataclass(slots=True)
class Answer:
    """What an organiser sends; `insert` is a saved phrase to be put below the words."""

    words: str
    decision: str
    insert: int
    faults: dict[str, str] = field(default_factory=dict)


def read_answer(form: MultiDict[str, str]) -> Answer:
    """Everything the form of an answer holds; another decision than ours is none."""
    decision = form.get("decision", "")
    answer = Answer(
        read_words(form.get("words", "")),
        decision if decision in (ACCEPT, DECLINE) else "",
        form.get("insert", 0, type=int),
    )
    if is_too_long(answer.words):
        answer.faults["words"] = too_long()
    return answer


def read_words(text: str) -> str:
    """Words as they are kept: without carriage returns of forms, and NUL, which no text holds."""
    return text.replace("\r\n", "\n").replace("\x00", "").strip()


def is_too_long(words: str) -> bool:
    """Whether these are more words than are kept."""
    return len(words) > LONGEST_WORDS


def too_long() -> str:
    """The sentence about words without end."""
    return ngettext(
        "At most %(num)d character, please.", "At most %(num)d characters, please.", LONGEST_WORDS
    )


def read_phrase(form: MultiDict[str, str]) -> str:
    """A phrase to be saved: one line, shortened to what is kept."""
    return " ".join(read_words(form.get("phrase", "")).split())[:LONGEST_PHRASE]
