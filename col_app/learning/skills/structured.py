"""A skill as search engines read it: schema.org in JSON-LD."""

from __future__ import annotations

from typing import Any

from col_app.core import web
from col_app.learning.activities.structured import SCHEMA
from col_app.learning.skills.spine import SkillFace


def structured(skill: SkillFace) -> dict[str, Any]:
    """A DefinedTerm of ESCO."""
    return {
        "@context": SCHEMA,
        "@type": "DefinedTerm",
        "name": skill.label,
        "url": web.own_url(skill.href),
        "sameAs": skill.esco_href,
        "inDefinedTermSet": "http://data.europa.eu/esco/concept-scheme/skills",
    }
