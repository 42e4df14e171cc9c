"""The city that a journey leads to, as pages of the apex speak of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import tenancy
from col_app.core import security, web
from col_app.core.db import db
from col_app.core.web import PortalFacts
from col_app.people.sessions.journeys import Journey

T = TypeVar("T")


def city_ahead(journey: Journey) -> PortalFacts | None:
    """The city the journey goes to; the form of this answer may lead there."""
    city = tenant_ahead(journey)
    if city is None:
        return None
    security.allow_form_target(web.city_url(city, ""))
    return inside(city, lambda: web.app().load_portal(city))


def tenant_ahead(journey: Journey) -> tenancy.City | None:
    """The same city as the directory knows it."""
    return web.app().directory.by_slug(journey.to) if journey.to else None


def inside(city: tenancy.City, work: Callable[[], T]) -> T:
    """What `work` finds in a city; the rest of the answer is the network's."""
    with tenancy.use_city(city):
        try:
            return work()
        finally:
            db.session.remove()
