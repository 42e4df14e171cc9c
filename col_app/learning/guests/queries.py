"""Reads of guests."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from col_app.core.db import db
from col_app.core.mail import Recipient
from col_app.learning.guests.models import Guest


def by_number(number: int) -> Guest | None:
    """One guest."""
    return db.session.get(Guest, number)


def recipient(number: int) -> Recipient | None:
    """Where mails to a guest go; None when they are gone."""
    guest = by_number(number)
    return Recipient(None, guest.email, guest.name, guest.lang) if guest else None


def coming(activity_id: int) -> Sequence[Guest]:
    """The guests who hold a seat."""
    return db.session.scalars(
        select(Guest)
        .where(Guest.activity_id == activity_id, Guest.confirmed_at.is_not(None))
        .order_by(Guest.name, Guest.id)
    ).all()
