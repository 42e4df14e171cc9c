"""What the worker does for mentors."""

from __future__ import annotations

from typing import Any

import tenancy
from col_app.core import daily, web
from col_app.core.db import db
from col_app.me.mentors import actions

SWEEP = "mentors.sweep"


@daily.once(SWEEP)
def sweep_all(_payload: dict[str, Any]) -> None:
    """End what is over and forget what is old, city by city."""
    for city in web.app().directory.all():
        with tenancy.use_city(city):
            try:
                actions.sweep()
                db.session.commit()
            finally:
                db.session.remove()
