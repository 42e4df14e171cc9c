"""A badge as search engines read it: schema.org in JSON-LD."""

from __future__ import annotations

from typing import Any

from col_app.core import i18n, web
from col_app.core.page import current_city_name
from col_app.learning.activities.structured import SCHEMA
from col_app.recognition.badges.faces import Face


def structured(badge: Face, reader: str) -> dict[str, Any]:
    """An EducationalOccupationalCredential; `reader` is the language of what is not marked."""
    return {
        "@context": SCHEMA,
        "@type": "EducationalOccupationalCredential",
        "credentialCategory": "badge",
        "name": badge.name,
        "description": badge.description,
        "inLanguage": badge.lang or i18n.tag(reader),
        "url": web.own_url(badge.href),
        "image": web.own_url(badge.png_href),
        "competencyRequired": [
            {"@type": "DefinedTerm", "name": skill.label, "url": web.own_url(skill.href)}
            for skill in badge.skills
        ],
        "creator": {
            "@type": "Organization",
            "name": badge.organiser,
            "url": web.own_url(badge.organiser_href),
        },
        "recognizedBy": {
            "@type": "Organization",
            "name": current_city_name(),
            "url": web.own_url("/"),
        },
    }
