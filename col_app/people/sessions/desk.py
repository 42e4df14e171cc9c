"""Flask-Login's door: from the cookie of a request to the person."""

from __future__ import annotations

from flask import Request, g

import tenancy
from col_app.core import web
from col_app.core.access import SESSION_COOKIE, Identity
from col_app.extensions import login
from col_app.people.sessions import queries
from col_app.people.sessions.queries import Desk


def this_desk() -> Desk:
    """The host of this request as sessions know it."""
    city = tenancy.current_city_or_none()
    if city is None:
        return Desk(web.settings().base_domain, None)
    return Desk(web.city_host(city), city.id)


@login.request_loader
def load_identity(request: Request) -> Identity | None:
    """The signed-in person of this request, read once; None without a session."""
    token = request.cookies.get(SESSION_COOKIE)
    if not token:
        return None
    g.person_read = True
    identity = queries.identity_of(token, this_desk())
    if identity is not None:
        g.actor_id = identity.id
    return identity
