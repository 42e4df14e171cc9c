"""Who did what. The application may add rows and read them, never change or delete them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column

from col_app.core.db import NETWORK_SCHEMA, CityModel, NetworkModel, Numbered, db


class _Entry(Numbered):
    """One named action. `detail` holds ids and words, never personal data."""

    at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    actor_id: Mapped[int | None]
    action: Mapped[str]
    detail: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")


class AuditEntry(_Entry, CityModel):
    """An action in this city."""

    __tablename__ = "audit"


class NetworkAuditEntry(_Entry, NetworkModel):
    """An action of a person that belongs to no city, such as in their wallet."""

    __tablename__ = "audit"
    __table_args__: Any = {"schema": NETWORK_SCHEMA}


def record(action: str, actor_id: int | None, **detail: str | int | None) -> None:
    """Write down an action in the transaction of the change itself."""
    db.session.add(entry(action, actor_id, **detail))


def record_in_network(
    session: Session, action: str, actor_id: int | None, **detail: str | int | None
) -> None:
    """Write down an action at the apex, in the transaction of the change itself."""
    session.add(NetworkAuditEntry(action=action, actor_id=actor_id, detail=detail))


def entry(action: str, actor_id: int | None, **detail: str | int | None) -> AuditEntry:
    """An action to be written down by a session other than the request's."""
    return AuditEntry(action=action, actor_id=actor_id, detail=detail)
