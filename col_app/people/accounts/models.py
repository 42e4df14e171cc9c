"""The one account a person has in the whole network."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, LargeBinary, func
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import NETWORK_SCHEMA, NetworkModel, Numbered


class Person(Numbered, NetworkModel):
    """Somebody with an account. `email` is stored trimmed, NFKC and lower case.

    Without `password_hash` they sign in by links alone.
    """

    __tablename__ = "person"
    __table_args__: Any = (
        CheckConstraint("email = lower(email) and position('@' in email) > 1", name="email_form"),
        CheckConstraint("length(name) between 1 and 80", name="name_length"),
        {"schema": NETWORK_SCHEMA},
    )

    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str | None]
    lang: Mapped[str] = mapped_column(server_default="en")
    birth_year: Mapped[int | None]
    confirmed_at: Mapped[dt.datetime | None]
    created_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())


class SignInTries(NetworkModel):
    """How often a password was tried for one address since `since`. The key is a hash of it."""

    __tablename__ = "sign_in_tries"
    __table_args__: Any = (
        CheckConstraint("tries > 0", name="tries_positive"),
        {"schema": NETWORK_SCHEMA},
    )

    address_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    tries: Mapped[int]
    since: Mapped[dt.datetime] = mapped_column(server_default=func.now(), index=True)
