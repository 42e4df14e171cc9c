"""What batches say to people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.recognition.batches.lists import Reason
from col_app.recognition.batches.models import Outcome


def not_awarded() -> str:
    """Why a badge cannot be awarded."""
    return _("This badge is a draft or was retired: it cannot be awarded.")


def people(name: str, size: int) -> str:
    """A list or a group with how many people are on it."""
    count = ngettext("%(num)d person", "%(num)d people", size)
    return _("%(name)s (%(count)s)", name=name, count=count)


def reason(why: Reason) -> str:
    """Why a line of a list cannot be used."""
    return {
        Reason.ADDRESS: _("This is no e-mail address."),
        Reason.TWICE: _("This address stands in the list already."),
        Reason.LONG: _("The text is longer than 2,000 signs."),
        Reason.COLUMNS: _("There are more than two columns."),
    }[why]


def outcomes(counts: dict[Outcome, int]) -> list[tuple[str, int]]:
    """What became of the lines of a batch, in words."""
    words = {
        Outcome.AWARDED: _("Awarded"),
        Outcome.INVITED: _("Invited by e-mail: the badge waits for them"),
        Outcome.HELD: _("Had the badge already"),
        Outcome.GONE: _("Have no account any more"),
    }
    return [(text, counts[each]) for each, text in words.items() if counts.get(each)]


def circle(row: Mapping[str, Any], titles: Mapping[int, str]) -> str:
    """A circle among the lists to pick from."""
    activity = titles[row["activity_id"]]
    name = _("%(name)s together at %(activity)s", name=row["name"], activity=activity)
    return people(name, row["number"])


def together(number: int) -> str:
    """How many of a circle earned a badge together."""
    return ngettext("%(num)d of you, together", "%(num)d of you, together", number)
