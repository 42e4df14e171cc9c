"""A CV made of badges: what its owner chose of what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from col_app.recognition.wallet import faces
from col_app.recognition.wallet.faces import Entry

PDF = "/passport/cv.pdf"
CHOICES = ("badge", "evidence")


@dataclass(frozen=True, slots=True)
class Curriculum:
    """What stands on the sheet, and all that could. `keys` and `evident` name what was chosen."""

    entries: Sequence[Entry]
    badges: Sequence[Entry]
    playlists: Sequence[Entry]
    skills: Sequence[str]
    keys: frozenset[str]
    evident: frozenset[str]


def read(person_id: int, args: MultiDict[str, str], order: tuple[str, ...]) -> Curriculum:
    """The badges in force that `?badge=` names, all of them without it.

    Evidence stands below those alone that `?evidence=` names.
    """
    entries = [entry for entry in faces.entries(person_id, order) if not entry.state]
    asked, evident = frozenset(args.getlist("badge")), frozenset(args.getlist("evidence"))
    chosen = [
        entry if entry.key in evident else replace(entry, evidence=[])
        for entry in entries
        if not asked or entry.key in asked
    ]
    return Curriculum(
        entries,
        [entry for entry in chosen if not entry.is_final],
        [entry for entry in chosen if entry.is_final],
        list(dict.fromkeys(skill for entry in chosen for skill in entry.skills)),
        frozenset(entry.key for entry in chosen),
        evident,
    )


def pdf_href(args: MultiDict[str, str]) -> str:
    """Where the same choice is a file."""
    asked = [(name, key) for name in CHOICES for key in args.getlist(name)]
    return f"{PDF}?{urlencode(asked)}" if asked else PDF
