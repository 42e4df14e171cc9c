"""What people send about a circle, as clean values."""

from __future__ import annotations

from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning.circles.models import LONGEST_ABOUT, LONGEST_NAME


@dataclass(slots=True)
class Draft:
    """A circle as the form has it."""

    name: str = ""
    about: str = ""
    faults: dict[str, str] = field(default_factory=dict)


def read(form: MultiDict[str, str]) -> Draft:
    """Name and words of a circle, with what is wrong with them."""
    text = {each: form.get(each, "").replace("\x00", "") for each in ("name", "about")}
    about = text["about"].replace("\r\n", "\n").strip()
    draft = Draft(" ".join(text["name"].split()), about)
    if not draft.name:
        draft.faults["name"] = _("Give the circle a name.")
    for name, words, most in (
        ("name", draft.name, LONGEST_NAME),
        ("about", draft.about, LONGEST_ABOUT),
    ):
        if len(words) > most:
            draft.faults[name] = ngettext(
                "Use at most %(num)d character.", "Use at most %(num)d characters.", most
            )
    return draft
