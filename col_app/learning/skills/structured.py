"""A skill as search engines read it: schema.org in JSON-LD."""

from __future__ import annotations

from typing import Any

from col_app.core import web
from col_app.learning.activities.structured import SCHEMA
from col_app.learning.skills.spine import SkillFace


def structured(skill: SkillFace) -> dict[str, Any]:
    """A DefinedTerm of the city's spine, the same as those of other frameworks."""
    shape = {
        "@context": SCHEMA,
        "@type": "DefinedTerm",
        "name": skill.label,
        "url": web.own_url(skill.href),
        "description": skill.about.text,
        "sameAs": [each.href for each in skill.elsewhere],
        "inDefinedTermSet": web.own_url("/skills"),
    }
    return {name: value for name, value in shape.items() if value}
