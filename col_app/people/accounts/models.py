"""The one account a person has in the whole network."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import NETWORK_SCHEMA, NetworkModel, Numbered

NOBODY = "–"
"""What an account is called that is no more."""


class Person(Numbered, NetworkModel):
    """Somebody with an account. `email` is their main address: trimmed, NFKC and lower case.

    It is confirmed at `confirmed_at`, and always is when any other address of theirs is. Without
    one no mail reaches them. Without `password_hash` they sign in by links alone.
    """

    __tablename__ = "person"
    __table_args__: Any = (
        CheckConstraint("email = lower(email) and position('@' in email) > 1", name="email_form"),
        CheckConstraint("length(name) between 1 and 80", name="name_length"),
        CheckConstraint(
            "merged_into_id is null or (email is null and password_hash is null)",
            name="merged_is_empty",
        ),
        CheckConstraint(
            "erased_at is null or (email is null and password_hash is null and birth_year is null)",
            name="erased_is_empty",
        ),
        {"schema": NETWORK_SCHEMA},
    )

    uid: Mapped[UUID] = mapped_column(server_default=func.gen_random_uuid(), unique=True)
    """The same wherever the account goes; numbers mean somebody in one database alone."""
    email: Mapped[str | None] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str | None]
    lang: Mapped[str] = mapped_column(server_default="en")
    birth_year: Mapped[int | None]
    confirmed_at: Mapped[dt.datetime | None]
    created_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    merged_into_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey(f"{NETWORK_SCHEMA}.person.id", ondelete="SET NULL"), index=True
    )
    """The account that this one has become a part of; nothing is left here but its number."""
    erased_at: Mapped[dt.datetime | None]
    """When its person deleted it; nothing is left here either."""


class Address(Numbered, NetworkModel):
    """An e-mail address of a person; a trigger on `person` keeps the main one here too.

    Unconfirmed it is a claim: several people may have the same one, and it is worth nothing.
    Removed ones stay for a few days, so that the mail about it finds its way.
    """

    __tablename__ = "address"
    __table_args__: Any = (
        UniqueConstraint("person_id", "email", name="uq_address_once"),
        Index(
            "uq_address_confirmed",
            "email",
            unique=True,
            postgresql_where=text("confirmed_at is not null and removed_at is null"),
        ),
        CheckConstraint("email = lower(email) and position('@' in email) > 1", name="email_form"),
        {"schema": NETWORK_SCHEMA},
    )

    person_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey(f"{NETWORK_SCHEMA}.person.id", ondelete="CASCADE")
    )
    email: Mapped[str] = mapped_column(index=True)
    confirmed_at: Mapped[dt.datetime | None]
    added_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    removed_at: Mapped[dt.datetime | None]


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
