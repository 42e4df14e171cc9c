"""What a city team sends about something it features, as clean values."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from werkzeug.datastructures import MultiDict

from col_app.city.featured import queries
from col_app.city.featured.actions import Content
from col_app.city.featured.models import LONGEST_WHY, FeaturedKind
from col_app.city.featured.queries import Entry, Key
from col_app.core.ids import number_of
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning.activities.filters import YEARS
from col_app.learning.vocabulary import vocabulary

LOCAL = "%Y-%m-%dT%H:%M"
_ADDRESS = re.compile(
    r"/(activities|playlists|badges|places|organisers|skills|lists)/([\w-]{1,120})(?:[/?#]|$)"
)
_KINDS = {
    "activities": FeaturedKind.ACTIVITY,
    "playlists": FeaturedKind.PLAYLIST,
    "badges": FeaturedKind.BADGE,
    "places": FeaturedKind.PLACE,
    "organisers": FeaturedKind.ORGANISER,
}


@dataclass(slots=True)
class Draft:
    """One of them as the form has it; times are those of the city."""

    starts: str = ""
    ends: str = ""
    why: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)

    def content(self, zone: ZoneInfo) -> Content:
        """The clean values of a draft without faults."""
        why = {lang: words for lang, words in self.why.items() if words}
        return Content(moment(self.starts, zone), moment(self.ends, zone), why)


def of(entry: Entry, zone: ZoneInfo) -> Draft:
    """The form of one that is there."""
    return Draft(_local(entry.starts_at, zone), _local(entry.ends_at, zone), dict(entry.why))


def read(form: MultiDict[str, str], langs: Sequence[str], zone: ZoneInfo) -> Draft:
    """Everything the form holds; what is wrong stands in `faults` by field."""
    draft = Draft(
        form.get("starts", "").strip(),
        form.get("ends", "").strip(),
        {lang: " ".join(form.get(f"why-{lang}", "").split()) for lang in langs},
    )
    for name, given in (("starts", draft.starts), ("ends", draft.ends)):
        if given and moment(given, zone) is None:
            draft.faults[name] = _("Give day and time, for example 2027-06-30T09:00.")
    for lang, words in draft.why.items():
        if len(words) > LONGEST_WHY:
            draft.faults[f"why-{lang}"] = ngettext(
                "Use at most %(num)d character.", "Use at most %(num)d characters.", LONGEST_WHY
            )
    return draft


def read_key(form: MultiDict[str, str]) -> Key | None:
    """Which thing a form or an address means, or None for anything else."""
    kind, number = form.get("kind", ""), number_of(form.get("thing", "")) or 0
    return (kind, number) if kind in set(FeaturedKind) and number else None


def key_of_address(text: str) -> Key | None:
    """The thing whose page has this address, or None for words that are no address."""
    met = _ADDRESS.search(text)
    if met is None:
        return None
    path, slug = met.groups()
    if path == "skills":
        term = vocabulary().skills.get(slug)
        return ("skill", term.id) if term else None
    number = queries.list_called(slug) if path == "lists" else number_of(slug)
    kind = FeaturedKind.LIST if path == "lists" else _KINDS[path]
    return (kind.value, number) if number else None


def skills_called(words: str, order: Sequence[str], most: int) -> list[Key]:
    """Skills whose names hold these words."""
    typed = words.casefold()
    named = (
        ("skill", term.id)
        for term in vocabulary().offered_skills()
        if any(typed in term.labels.get(lang, "").casefold() for lang in order)
    )
    return [key for key, _n in zip(named, range(most), strict=False)]


def moment(text: str, zone: ZoneInfo) -> dt.datetime | None:
    """A local time of the city, or None for what is none."""
    try:
        local = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    is_fine = local.tzinfo is None and local.year in YEARS
    return local.replace(tzinfo=zone) if is_fine else None


def _local(at: dt.datetime | None, zone: ZoneInfo) -> str:
    return at.astimezone(zone).strftime(LOCAL) if at else ""
