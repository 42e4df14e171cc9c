"""Reads of who has a page at LinkedIn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, text

from col_app.city.branding.models import Portal
from col_app.core.db import db

_ORGANISERS = text("""
    select o.public_id, o.linkedin_id,
      (select jsonb_object_agg(i.lang, i.name) from organiser_i18n i where i.organiser_id = o.id)
        as names
    from organiser o where :whole_city or exists (select from organiser_member m
      where m.organiser_id = o.id and m.person_id = :by)
""")


def organisers(by: int, *, whole_city: bool) -> Sequence[dict[str, Any]]:
    """The organisers whose page a person may name: those they act for, or all."""
    found = db.session.execute(_ORGANISERS, {"by": by, "whole_city": whole_city})
    return [dict(row) for row in found.mappings()]


def of_city() -> str | None:
    """The number of the city's own page."""
    return db.session.scalars(select(Portal.linkedin_id).where(Portal.id == 1)).one()
