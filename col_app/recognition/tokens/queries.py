"""Reads of tokens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, text

from col_app.core.db import db
from col_app.recognition.tokens.models import ApiToken

_ORGANISERS = text("""
    select o.id, (select jsonb_object_agg(i.lang, i.name) from organiser_i18n i
      where i.organiser_id = o.id) as names
    from organiser o where :whole_city or exists (select from organiser_member m
      where m.organiser_id = o.id and m.person_id = :by) order by o.id
""")


def open_with(digest: bytes) -> ApiToken | None:
    """The token with this hash, unless it was revoked."""
    return db.session.scalars(
        select(ApiToken).where(ApiToken.digest == digest, ApiToken.revoked_at.is_(None))
    ).one_or_none()


def organisers(by: int, whole_city: bool) -> Sequence[dict[str, Any]]:
    """The organisers a person acts for; all of them for the city team."""
    values = {"by": by, "whole_city": whole_city}
    return [dict(row) for row in db.session.execute(_ORGANISERS, values).mappings()]


def of_organisers(ids: Sequence[int]) -> Sequence[ApiToken]:
    """The tokens of these organisers, the latest first."""
    return db.session.scalars(
        select(ApiToken).where(ApiToken.organiser_id.in_(ids)).order_by(ApiToken.id.desc())
    ).all()
