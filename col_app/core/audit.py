"""Who did what. The application may add rows and read them, never change or delete them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, Numbered, db


class AuditEntry(Numbered, CityModel):
    """One named action in this city. `detail` holds ids and words, never personal data."""

    __tablename__ = "audit"

    at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    actor_id: Mapped[int | None]
    action: Mapped[str]
    detail: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")


def record(action: str, actor_id: int | None, **detail: str | int | None) -> None:
    """Write down an action in the transaction of the change itself."""
    db.session.add(entry(action, actor_id, **detail))


def entry(action: str, actor_id: int | None, **detail: str | int | None) -> AuditEntry:
    """An action to be written down by a session other than the request's."""
    return AuditEntry(action=action, actor_id=actor_id, detail=detail)
