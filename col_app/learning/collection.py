"""A page of several things as search engines read it: schema.org in JSON-LD."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from col_app.core import web
from col_app.learning.activities.structured import SCHEMA


def structured(name: str, href: str, things: Iterable[str]) -> dict[str, Any]:
    """A CollectionPage that lists things by their paths (or addresses elsewhere), in the order of
    the page.
    """
    listed = [
        {
            "@type": "ListItem",
            "position": position,
            "url": path if "://" in path else web.own_url(path),
        }
        for position, path in enumerate(things, 1)
    ]
    return {
        "@context": SCHEMA,
        "@type": "CollectionPage",
        "name": name,
        "url": web.own_url(href),
        "mainEntity": {"@type": "ItemList", "itemListElement": listed},
    }
