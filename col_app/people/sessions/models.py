"""Sessions and hand-over codes. Kept in PostgreSQL: flushing Redis signs nobody out."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, func
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import NETWORK_SCHEMA, NetworkModel


def _person_key() -> Mapped[int]:
    return mapped_column(
        BigInteger, ForeignKey(f"{NETWORK_SCHEMA}.person.id", ondelete="CASCADE"), index=True
    )


class PersonSession(NetworkModel):
    """One browser on one host. All sessions of one sign-in end together."""

    __tablename__ = "person_session"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    person_id: Mapped[int] = _person_key()
    sign_in_id: Mapped[uuid.UUID] = mapped_column(index=True)
    host: Mapped[str]
    created_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[dt.datetime] = mapped_column(index=True)


class Handover(NetworkModel):
    """A one-time code that carries a sign-in from the apex to a city, bound to host and browser."""

    __tablename__ = "handover"

    code_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    person_id: Mapped[int] = _person_key()
    sign_in_id: Mapped[uuid.UUID]
    host: Mapped[str]
    state_hash: Mapped[bytes] = mapped_column(LargeBinary)
    next_path: Mapped[str]
    expires_at: Mapped[dt.datetime] = mapped_column(index=True)
