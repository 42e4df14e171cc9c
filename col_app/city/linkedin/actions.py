"""Naming the page at LinkedIn that badges are shown under."""

from __future__ import annotations

from sqlalchemy import update

from col_app.city.branding.models import Portal
from col_app.core.audit import record
from col_app.core.db import db
from col_app.learning.organisers.models import Organiser


def name_of_city(number: str, by: int) -> None:
    """The city's own page; "" for none. The caller tells the directory (`changed`)."""
    db.session.execute(update(Portal).values(linkedin_id=number or None))
    record("linkedin.named", by, issuer="city")


def name_of_organiser(public_id: str, number: str, by: int) -> None:
    """An organiser's page; "" for none."""
    named = update(Organiser).where(Organiser.public_id == public_id)
    db.session.execute(named.values(linkedin_id=number or None))
    record("linkedin.named", by, issuer=public_id)
