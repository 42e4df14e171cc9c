"""An account in three steps: what was told waits here until the last one is taken."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete

from col_app.core import clock
from col_app.core.db import network_session
from col_app.people.accounts import actions as accounts
from col_app.people.accounts import addresses, passwords
from col_app.people.accounts.models import Person
from col_app.people.sessions.tokens import digest, new_token
from col_app.people.sign_up.models import Draft

DRAFT_LIFE = dt.timedelta(hours=1)


class UnfinishedError(Exception):
    """A step before this one is missing."""


def begin(email: str, password: str | None) -> str:
    """Keep address and password (none: sign-in by link) for an hour; the token to go on with.

    Raises AddressError or passwords.PasswordError.
    """
    address, token = addresses.normal_form(email), new_token()
    if password is not None:
        passwords.check_choice(password, address)
    hashed = None if password is None else accounts.hash_password(password)
    with network_session() as session:
        session.execute(delete(Draft).where(Draft.expires_at <= clock.now()))
        session.add(
            Draft(
                token_hash=digest(token),
                email=address,
                password_hash=hashed,
                expires_at=clock.now() + DRAFT_LIFE,
            )
        )
    return token


def tell(draft: Draft, name: str, birth_year: int, lang: str) -> None:
    """Keep what the second step asks."""
    with network_session() as session:
        kept = session.merge(draft)
        kept.name, kept.birth_year, kept.lang = accounts.clean_name(name), birth_year, lang


def drop(draft: Draft) -> None:
    """Forget what was told."""
    with network_session() as session:
        session.execute(delete(Draft).where(Draft.token_hash == draft.token_hash))


def finish(draft: Draft) -> Person:
    """Open the account that was described. Raises UnfinishedError, accounts.EmailTakenError."""
    if draft.name is None or draft.lang is None:
        raise UnfinishedError
    drop(draft)
    return accounts.register(
        draft.email, draft.name, draft.password_hash, draft.lang, draft.birth_year
    )
