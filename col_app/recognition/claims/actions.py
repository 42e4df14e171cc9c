"""Making codes, closing them, claiming with them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import or_, select, update

from col_app.core import clock, codes
from col_app.core.audit import record
from col_app.core.db import db
from col_app.recognition.awards import letters
from col_app.recognition.awards.issuing import Wanted, issue
from col_app.recognition.claims import tries
from col_app.recognition.claims.models import ClaimCode, Sheet

Hours = tuple[dt.datetime, dt.datetime]
MOST_SLIPS = 500


class TimesError(ValueError):
    """A code would close before it opens."""


class UsedError(Exception):
    """Somebody has used this slip, or the code is closed, or its time is not now."""


class HeldError(Exception):
    """The person holds or held the badge; the code is not used up."""


def make_link(badge_id: int, opens_at: dt.datetime, closes_at: dt.datetime, by: int) -> ClaimCode:
    """A code for everybody who gets it, between two moments. Raises TimesError."""
    if closes_at <= opens_at:
        raise TimesError
    (made,) = _written(badge_id, None, 1, (opens_at, closes_at), by)
    record("claim.link_made", by, code=made.id, badge=badge_id)
    return made


def make_sheet(badge_id: int, number: int, closes_at: dt.datetime, by: int) -> Sheet:
    """Slips to print, each for one person. Raises TimesError."""
    now = clock.now()
    if closes_at <= now:
        raise TimesError
    sheet = Sheet(badge_id=badge_id, made_by=by)
    db.session.add(sheet)
    db.session.flush()
    _written(badge_id, sheet.id, min(max(number, 1), MOST_SLIPS), (now, closes_at), by)
    record("claim.sheet_made", by, sheet=sheet.id, badge=badge_id)
    return sheet


def _written(
    badge_id: int,
    sheet_id: int | None,
    number: int,
    hours: tuple[dt.datetime, dt.datetime],
    by: int,
) -> list[ClaimCode]:
    drawn = [codes.draw() for _ in range(number)]
    made = [
        ClaimCode(
            badge_id=badge_id,
            sheet_id=sheet_id,
            code=code,
            digest=codes.digest(code),
            opens_at=hours[0],
            closes_at=hours[1],
            made_by=by,
        )
        for code in drawn
    ]
    db.session.add_all(made)
    db.session.flush()
    return made


def close(badge_id: int, by: int, code_id: int | None = None, sheet_id: int | None = None) -> None:
    """Close a link, or all open slips of a sheet: nobody can use them any more."""
    chosen = ClaimCode.id == code_id if code_id else ClaimCode.sheet_id == sheet_id
    db.session.execute(
        update(ClaimCode)
        .where(ClaimCode.badge_id == badge_id, chosen, ClaimCode.closed_at.is_(None))
        .values(closed_at=clock.now())
    )
    record("claim.closed", by, code=code_id, sheet=sheet_id, badge=badge_id)


def find(text: str, who: bytes) -> ClaimCode | None:
    """The code that somebody typed or scanned. One that is none counts against `who`.

    The caller commits in any case, or the count is lost. Raises tries.TooManyTriesError.
    """
    code = codes.read(text)
    if code is None:
        return None
    tries.refuse_too_many(who)
    found = db.session.scalars(
        select(ClaimCode).where(ClaimCode.digest == codes.digest(code))
    ).one_or_none()
    if found is None:
        tries.count(who)
    return found


def claim(code: ClaimCode, badge: dict[str, Any], person_id: int) -> str:
    """Award the badge of a code to a person; the id of the award.

    The database decides who was first. Raises UsedError, HeldError: the caller rolls back then.
    """
    now = clock.now()
    taken = db.session.scalar(
        update(ClaimCode)
        .where(
            ClaimCode.id == code.id,
            ClaimCode.closed_at.is_(None),
            ClaimCode.opens_at <= now,
            ClaimCode.closes_at > now,
            or_(ClaimCode.sheet_id.is_(None), ClaimCode.used_count == 0),
        )
        .values(used_count=ClaimCode.used_count + 1)
        .returning(ClaimCode.id)
        .execution_options(synchronize_session=False)
    )
    if taken is None:
        raise UsedError
    made = issue(badge, [Wanted(person_id)], code.made_by)
    if not made:
        raise HeldError
    letters.tell(made[0].id, person_id)
    return made[0].public_id
