"""What somebody has told so far on their way to an account."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import NetworkModel


class Draft(NetworkModel):
    """An account in the making. The browser holds the token, we its hash; gone within the hour.

    Without `password_hash` the person signs in by links.
    """

    __tablename__ = "sign_up"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    email: Mapped[str]
    password_hash: Mapped[str | None]
    name: Mapped[str | None]
    birth_year: Mapped[int | None]
    lang: Mapped[str | None]
    expires_at: Mapped[dt.datetime] = mapped_column(index=True)
