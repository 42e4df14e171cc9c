"""A code for the door."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import insert

from col_app.core import clock
from col_app.core.db import db
from col_app.core.ids import short_code
from col_app.learning.passes.models import LIFE, PassCode


def show(person_id: int) -> PassCode:
    """A new code of a person; the one before is worth nothing any more."""
    fresh = {"code": short_code(), "expires_at": clock.now() + LIFE}
    return db.session.scalars(
        insert(PassCode)
        .values(person_id=person_id, **fresh)
        .on_conflict_do_update(index_elements=["person_id"], set_=fresh)
        .returning(PassCode)
        .execution_options(populate_existing=True)
    ).one()
