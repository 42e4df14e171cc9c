"""The one clock: aware, UTC."""

from __future__ import annotations

import datetime as dt


def now() -> dt.datetime:
    """This moment in UTC, whole microseconds."""
    return dt.datetime.now(dt.UTC)
