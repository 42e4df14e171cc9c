"""Files as pages show them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import format_number

from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.recognition.evidence.pieces import PHOTO

HOUR, DAY = 3600, 86400


@dataclass(frozen=True, slots=True)
class File:
    """A file. Only what was drawn anew is shown inside the page."""

    public_id: str
    name: str
    href: str
    size: str
    is_photo: bool


def file(row: Mapping[str, Any], number: int, *, is_named: bool = True) -> File:
    """A file; peers read no names of files, which may tell whose they are."""
    return File(
        public_id=row["public_id"],
        name=row["name"] if is_named else _("File %(number)s", number=number),
        href=f"/evidence/{row['public_id']}",
        size=_("%(size)s KB", size=format_number(-(-row["size"] // 1024))),
        is_photo=row["media_type"] == PHOTO,
    )


def files(rows: Sequence[Mapping[str, Any]] | None, *, is_named: bool = True) -> list[File]:
    """Files in their order."""
    return [file(row, n, is_named=is_named) for n, row in enumerate(rows or (), 1)]


def wait(usual: dt.timedelta | None) -> str:
    """How long an answer takes as a rule."""
    if usual is None:
        return _("There is no experience yet with how long an answer takes here.")
    seconds = usual.total_seconds()
    if seconds < HOUR:
        return _("An answer usually comes within an hour.")
    if seconds < DAY:
        return _("An answer usually comes within a day.")
    return ngettext(
        "An answer usually takes %(num)d day.",
        "An answer usually takes %(num)d days.",
        round(seconds / DAY),
    )
