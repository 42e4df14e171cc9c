"""A playlist as search engines read it: schema.org in JSON-LD."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from col_app.core import web
from col_app.learning.activities.structured import SCHEMA
from col_app.learning.playlists.paths import Outline
from col_app.learning.playlists.steps import Step
from col_app.learning.rewards import Reward


def structured(playlist: Outline, steps: Sequence[Step], final: Reward | None) -> dict[str, Any]:
    """A Course made of its steps."""
    shape: dict[str, Any] = {
        "@context": SCHEMA,
        "@type": "Course",
        "name": playlist.title,
        "description": playlist.summary,
        "url": web.own_url(playlist.href),
        "timeRequired": f"PT{playlist.minutes}M",
        "provider": {
            "@type": "Organization",
            "name": playlist.organiser,
            "url": web.own_url(playlist.organiser_href),
        },
        "hasPart": [
            {"@type": "LearningResource", "name": step.title, "url": _url(step)}
            for step in steps
            if step.href
        ],
    }
    return shape | ({"educationalCredentialAwarded": final.name} if final else {})


def _url(step: Step) -> str:
    return step.href if step.city else web.own_url(step.href)
