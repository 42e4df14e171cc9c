"""Counts that the city home shows."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import text

from col_app.core import clock
from col_app.core.db import db

WEEK = dt.timedelta(days=7)
_NUMBERS = text("""
    select
      (select count(*) from activity where state = 'published'
        and (ends_at is null or ends_at > :now)) as activities,
      (select count(*) from activity where state = 'published'
        and starts_at < :week_end and ends_at > :now) as this_week,
      (select count(*) from place) as places,
      (select count(*) from playlist where published_at is not null) as playlists,
      (select count(*) from award where revoked_at is null and awarded_at >= :month)
        as badges_this_month
""")


def numbers(month: dt.datetime) -> dict[str, int]:
    """The city in numbers; `month` is the moment this month began there."""
    now = clock.now()
    values = {"now": now, "week_end": now + WEEK, "month": month}
    return dict(db.session.execute(_NUMBERS, values).mappings().one())
