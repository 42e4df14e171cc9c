"""What people send about a collection, as clean values."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from col_app.core import clock
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.recognition.wallet import faces
from col_app.recognition.wallet.actions import Item, Wish
from col_app.recognition.wallet.faces import AWARD, FOREIGN
from col_app.recognition.wallet.models import LONGEST_ABOUT, LONGEST_TITLE

_AWARD = re.compile(rf"{AWARD}-([a-z2-7]{{26}})")
_FOREIGN = re.compile(rf"{FOREIGN}-([1-9][0-9]{{0,17}})")


@dataclass(slots=True)
class Draft:
    """A collection as the form has it. `ends_on` is the last day, as typed; items by their key."""

    title: str = ""
    about: str = ""
    is_shared: bool = False
    is_listed: bool = False
    ends_on: str = ""
    items: dict[str, Item] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)

    def wish(self) -> Wish:
        """What a draft without faults asks for."""
        ends_at = end_of(self.ends_on) if self.ends_on else None
        return Wish(
            self.title,
            self.about,
            self.is_shared,
            self.is_listed,
            ends_at,
            tuple(self.items.values()),
        )


def read(form: MultiDict[str, str]) -> Draft:
    """Everything the form holds, with its faults."""
    named, evident = set(form.getlist("name")), set(form.getlist("evidence"))
    draft = Draft(
        " ".join(form.get("title", "").replace("\0", "").split()),
        form.get("about", "").replace("\0", "").strip(),
        form.get("is_shared") == "1",
        form.get("is_listed") == "1",
        form.get("ends_on", "").strip(),
    )
    for key in form.getlist("badge"):
        item = _item(key, key in named, key in evident)
        if item is not None:
            draft.items[key] = item
    draft.faults = _faults(draft)
    return draft


def _item(key: str, shows_name: bool, shows_evidence: bool) -> Item | None:
    if found := _AWARD.fullmatch(key):
        return Item(found[1], None, shows_name, shows_evidence)
    if found := _FOREIGN.fullmatch(key):
        return Item(None, int(found[1]), shows_name, shows_evidence)
    return None


def end_of(day: str) -> dt.datetime:
    """The moment at which a day is over everywhere. Raises ValueError, OverflowError."""
    over_everywhere = dt.timezone(dt.timedelta(hours=-12))
    begins = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(), over_everywhere)
    return begins + dt.timedelta(days=1)


def last_day(ends_at: dt.datetime | None) -> str:
    """The day of `end_of`, as a form shows it."""
    if ends_at is None:
        return ""
    return faces.last_day(ends_at).astimezone(dt.UTC).date().isoformat()


def _faults(draft: Draft) -> dict[str, str]:
    faults = {}
    if not draft.title:
        faults["title"] = _("Give your collection a name.")
    for name, words, most in (
        ("title", draft.title, LONGEST_TITLE),
        ("about", draft.about, LONGEST_ABOUT),
    ):
        if len(words) > most:
            faults[name] = ngettext(
                "Use at most %(num)d character.", "Use at most %(num)d characters.", most
            )
    if draft.ends_on:
        faults |= _end_faults(draft)
    return faults


def _end_faults(draft: Draft) -> dict[str, str]:
    try:
        is_over = end_of(draft.ends_on) <= clock.now()
    except (ValueError, OverflowError):
        return {"ends_on": _("Give a day, for example 2027-05-31.")}
    if is_over and draft.is_shared:
        return {"ends_on": _("This day is over. Choose a later one, or leave it empty.")}
    return {}
