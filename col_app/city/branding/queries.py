"""The portal's own facts, read once per version of the city and process."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256

from sqlalchemy import select

import tenancy
from col_app.city.branding.models import Portal, PortalText
from col_app.core import i18n
from col_app.core.db import db, network_session
from col_app.core.web import PortalFacts
from col_app.network.directory.models import Profile
from col_app.ui.theme import theme_css


class NoProfileError(LookupError):
    """The city has no place on the network's map: it was not made by `col city create`."""


def portal_facts(city: tenancy.City) -> PortalFacts:
    """What every page of the city needs. Costs nothing until the city's version moves."""
    return _facts(city.id, city.version, city)


@lru_cache(maxsize=2048)
def _facts(city_id: int, _version: int, city: tenancy.City) -> PortalFacts:
    with network_session() as session:
        profile = session.scalars(select(Profile).where(Profile.city_id == city_id)).one_or_none()
    if profile is None:
        raise NoProfileError(city.slug)
    portal = db.session.get_one(Portal, 1)
    css = theme_css(portal.brand, portal.accent, portal.shape)
    west, south, east, north = profile.bounds
    return PortalFacts(
        slug=city.slug,
        names=profile.names,
        country=profile.country,
        kind=profile.kind.value,
        languages=tuple(portal.languages),
        default_lang=city.default_locale,
        time_zone=city.time_zone,
        theme_css=css,
        theme_hash=sha256(css.encode()).hexdigest()[:16],
        colours=(portal.brand, portal.accent),
        shape=portal.shape,
        scene=portal.scene,
        run_by={row.lang: row.run_by for row in db.session.scalars(select(PortalText))},
        is_demo=portal.is_demo,
        linkedin_id=portal.linkedin_id or "",
        bounds=(west, south, east, north),
        center=(profile.lat, profile.lon),
    )


def texts(order: tuple[str, ...]) -> PortalText:
    """The city's own words in the first language of `order` that it has."""
    by_lang = {row.lang: row for row in db.session.scalars(select(PortalText))}
    return i18n.pick_value(by_lang, order)[1]
