"""Reads of claim codes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, text

from col_app.core.db import db
from col_app.recognition.claims.models import ClaimCode, Sheet

_SHEETS = text("""
    select s.id, s.made_at, count(*) as total, sum(c.used_count) as used, max(c.closes_at) as
      closes_at, count(*) filter (where c.used_count = 0 and c.closed_at is null
      and c.closes_at > now()) as open
    from claim_sheet s join claim_code c on c.sheet_id = s.id where s.badge_id = :id
    group by s.id order by s.id desc
""")


def links(badge_id: int) -> Sequence[ClaimCode]:
    """The links of a badge, latest first."""
    return db.session.scalars(
        select(ClaimCode)
        .where(ClaimCode.badge_id == badge_id, ClaimCode.sheet_id.is_(None))
        .order_by(ClaimCode.id.desc())
    ).all()


def sheets(badge_id: int) -> Sequence[dict[str, Any]]:
    """The sheets of a badge with how many slips they have, used and open."""
    return [dict(row) for row in db.session.execute(_SHEETS, {"id": badge_id}).mappings()]


def slips(sheet_id: int, badge_id: int) -> Sequence[ClaimCode]:
    """The slips of a sheet that can still be used, in the order of printing."""
    return db.session.scalars(
        select(ClaimCode)
        .join(Sheet, Sheet.id == ClaimCode.sheet_id)
        .where(
            Sheet.id == sheet_id,
            Sheet.badge_id == badge_id,
            ClaimCode.used_count == 0,
            ClaimCode.closed_at.is_(None),
        )
        .order_by(ClaimCode.id)
    ).all()
