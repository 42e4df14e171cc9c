"""Open Badges 2.0 hosted objects, made from the same rows as the signed credential."""

from __future__ import annotations

from typing import Any

import orjson

import tenancy
from col_app.core import i18n, web
from col_app.recognition import credentials as ob
from col_app.recognition.awards import documents
from col_app.recognition.awards.models import Award

Row = dict[str, Any]

CITY_ID = "city"


def _url(city: tenancy.City, kind: str, key: str) -> str:
    return web.issuer_url(city, f"/ob2/{kind}/{key}")


def _order(city: tenancy.City) -> tuple[str, ...]:
    return i18n.chain(city.default_locale, city.default_locale)


def city_issuer(city: tenancy.City) -> dict[str, Any]:
    """The city as an Open Badges 2.0 issuer."""
    return ob.ob2_issuer(_url(city, "issuers", CITY_ID), documents.city_issuer(city))


def issuer(city: tenancy.City, organiser: Row) -> dict[str, Any]:
    """An organiser as an Open Badges 2.0 issuer: the one who signs the other form."""
    url = _url(city, "issuers", organiser["organiser_public_id"])
    return ob.ob2_issuer(url, documents.issuer(city, organiser, _order(city)))


def badge(city: tenancy.City, row: Row) -> dict[str, Any]:
    """A badge as an Open Badges 2.0 BadgeClass."""
    return ob.ob2_badge(
        _url(city, "badges", row["public_id"]),
        documents.achievement(city, row, _order(city)),
        _url(city, "issuers", row["organiser_public_id"]),
    )


def assertion(city: tenancy.City, award: Award, badge_public_id: str) -> dict[str, Any] | None:
    """An award as an Open Badges 2.0 assertion; a revoked one is the minimal body (for 410).

    None for an award without a hashed e-mail: Open Badges 2.0 knows no other recipient.
    """
    url = _url(city, "assertions", award.public_id)
    if award.revoked_at is not None:
        return ob.ob2_revoked(url, award.revoked_because or "")
    credential = orjson.loads(award.shown_document)
    if not credential["credentialSubject"].get("identifier"):
        return None
    return ob.ob2_assertion(url, credential, _url(city, "badges", badge_public_id))
