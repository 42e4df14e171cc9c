"""A place as search engines read it: schema.org in JSON-LD."""

from __future__ import annotations

from typing import Any

from col_app.core import web
from col_app.learning.activities.structured import SCHEMA
from col_app.learning.places.faces import Face


def structured(place: Face) -> dict[str, Any]:
    """A Place; what is not known is left out."""
    known = {"description": place.about, "address": place.address, "sameAs": place.website}
    return {
        "@context": SCHEMA,
        "@type": "Place",
        "name": place.name,
        "url": web.own_url(place.href),
        "geo": {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon},
        "amenityFeature": [
            {"@type": "LocationFeatureSpecification", "name": fact, "value": True}
            for fact in place.access
        ],
    } | {name: value for name, value in known.items() if value}
