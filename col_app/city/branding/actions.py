"""Changing how a city looks and speaks."""

from __future__ import annotations

import re

from col_app.city.branding.models import Portal
from col_app.core.audit import record
from col_app.core.db import db

HEX = re.compile(r"#[0-9a-f]{6}")


class NotAColourError(ValueError):
    """A colour is not written as `#rrggbb`."""


def repaint(brand: str, accent: str, shape: str, by: int | None = None) -> None:
    """Give the portal other colours and corners. The caller tells the directory (`changed`)."""
    for colour in (brand, accent):
        if not HEX.fullmatch(colour.lower()):
            raise NotAColourError(colour)
    portal = db.session.get_one(Portal, 1)
    portal.brand, portal.accent, portal.shape = brand.lower(), accent.lower(), shape
    record("portal.repainted", by, brand=brand, accent=accent, shape=shape)
