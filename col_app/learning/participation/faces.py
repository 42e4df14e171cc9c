"""Check-in as pages show it: values in the reader's words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import segno
from markupsafe import Markup

from col_app.core import clock, formats
from col_app.core.speech import gettext as _
from col_app.learning.participation.models import CheckinCode, ParticipationState


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody on the organiser's list; `number` is that of the participation, `circle` names
    those they come with.
    """

    number: int
    name: str
    initials: str
    is_here: bool
    circle: str


def attendees(rows: Iterable[Mapping[str, Any]], circles: Mapping[int, str]) -> list[Attendee]:
    """The people of an activity; `circles` as `circles.queries.together` has them."""
    return [
        Attendee(
            row["id"],
            row["name"],
            "".join(word[0] for word in row["name"].split()[:2]).upper(),
            row["state"] is ParticipationState.COMPLETED,
            circles.get(row["id"], ""),
        )
        for row in rows
    ]


def qr(address: str) -> Markup:
    """A QR code (ISO/IEC 18004, level M) as SVG that takes the size of its frame."""
    drawn = segno.make(address, error="m", micro=False)
    svg = drawn.svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None)
    return Markup(svg)  # noqa: S704 - drawn from the address alone


def opening(code: CheckinCode) -> str:
    """Why the code does not work now, empty while it does."""
    now = clock.now()
    if now < code.opens_at:
        return _("Check-in opens on %(moment)s.", moment=_moment(code.opens_at))
    if now > code.closes_at:
        return _("Check-in closed on %(moment)s.", moment=_moment(code.closes_at))
    return ""


def hours(code: CheckinCode) -> str:
    """From when until when the code works."""
    return _(
        "The code works from %(first)s until %(last)s.",
        first=_moment(code.opens_at),
        last=_moment(code.closes_at),
    )


def _moment(moment: dt.datetime) -> str:
    return f"{formats.day(moment)}, {formats.clock_time(moment)}"
