"""What organisers send about an activity, as clean values."""

from __future__ import annotations

from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning.activities.models import LONGEST_REASON
from col_app.learning.hosting.models import LONGEST_MESSAGE

MOST_PLACES = 100_000
WHOLE = "all"


@dataclass(slots=True)
class Draft:
    """What the forms of the page hold; what was not sent is as it is."""

    capacity: str = ""
    asks_approval: bool = False
    what: str = WHOLE
    reason: str = ""
    words: str = ""
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def places(self) -> int | None:
        """How many may come; None for any number. Worth asking without a fault alone."""
        return int(self.capacity) if self.capacity else None

    @property
    def position(self) -> int:
        """Which meeting is meant; 0 for the whole activity, and for nonsense."""
        is_number = self.what.isascii() and self.what.isdecimal() and len(self.what) < 6
        return int(self.what) if is_number else 0


def read_places(form: MultiDict[str, str]) -> Draft:
    """How many may come, and whether they are accepted one by one."""
    draft = Draft(form.get("capacity", "").strip(), "asks_approval" in form)
    number = draft.capacity
    is_number = number.isascii() and number.isdecimal() and len(number) < 7
    if number and not (is_number and 1 <= int(number) <= MOST_PLACES):
        draft.faults["capacity"] = _("Write a whole number from 1, or leave it empty.")
    return draft


def read_cancellation(form: MultiDict[str, str]) -> Draft:
    """What is called off, and why."""
    draft = Draft(what=form.get("what", WHOLE), reason=_clean(form.get("reason", "")))
    if not draft.reason:
        draft.faults["reason"] = _("Say why in a sentence: it stands in the mail and on the page.")
    elif len(draft.reason) > LONGEST_REASON:
        draft.faults["reason"] = _at_most(LONGEST_REASON)
    if draft.what != WHOLE and not draft.position:
        draft.faults["what"] = _("Choose what is cancelled.")
    return draft


def read_message(form: MultiDict[str, str]) -> Draft:
    """What is written to everybody."""
    draft = Draft(words=_clean(form.get("words", "")))
    if not draft.words:
        draft.faults["words"] = _("Write something first.")
    elif len(draft.words) > LONGEST_MESSAGE:
        draft.faults["words"] = _at_most(LONGEST_MESSAGE)
    return draft


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\x00", "").strip()


def _at_most(most: int) -> str:
    return ngettext(
        "At most %(num)d character, please.", "At most %(num)d characters, please.", most
    )
