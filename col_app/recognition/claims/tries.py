"""How often somebody may type a code that is none: codes cannot be guessed."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import case, delete, select
from sqlalchemy.dialects.postgresql import insert

from col_app.core import clock
from col_app.core.db import db
from col_app.recognition.claims.models import WrongCodes

TRIES = 20
TRIES_WITHIN = dt.timedelta(minutes=15)


class TooManyTriesError(Exception):
    """More wrong codes from one place than people mistype."""


def refuse_too_many(who: bytes) -> None:
    """Raise TooManyTriesError once `who` has tried TRIES codes that are none."""
    since = clock.now() - TRIES_WITHIN
    tries = select(WrongCodes.tries).where(WrongCodes.who == who, WrongCodes.since > since)
    if (db.session.scalar(tries) or 0) >= TRIES:
        raise TooManyTriesError


def count(who: bytes) -> None:
    """One more code that is none. The caller commits in any case, or the count is lost."""
    now, since = clock.now(), clock.now() - TRIES_WITHIN
    is_over = WrongCodes.since <= since
    db.session.execute(delete(WrongCodes).where(is_over, WrongCodes.who != who))
    db.session.execute(
        insert(WrongCodes)
        .values(who=who, tries=1, since=now)
        .on_conflict_do_update(
            index_elements=["who"],
            set_={
                "tries": case((is_over, 1), else_=WrongCodes.tries + 1),
                "since": case((is_over, now), else_=WrongCodes.since),
            },
        )
    )
