"""An organiser as search engines read it: schema.org in JSON-LD."""

from __future__ import annotations

from typing import Any

from col_app.core import web
from col_app.learning.activities.structured import SCHEMA
from col_app.learning.organisers.faces import Face


def structured(organiser: Face) -> dict[str, Any]:
    """An Organization; what is not known is left out."""
    known = {"description": organiser.about, "sameAs": organiser.website}
    return {
        "@context": SCHEMA,
        "@type": "Organization",
        "name": organiser.name,
        "url": web.own_url(organiser.href),
    } | {name: value for name, value in known.items() if value}
