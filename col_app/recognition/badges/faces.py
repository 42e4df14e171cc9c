"""Badges as pages show them: values in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from col_app.core import formats, i18n
from col_app.learning.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Face:
    """What a badge says of itself. `lang` is BCP 47."""

    id: int
    href: str
    image_href: str
    name: str
    description: str
    criteria: str
    lang: str
    lang_name: str
    layer: str
    hours: str
    skills: list[tuple[str, str]]
    organiser: str
    organiser_href: str
    award_count: int
    look: tuple[str, str, str, str, int]


def layer_labels() -> dict[str, str]:
    """Names of the four layers of the badging standard."""
    return {
        "engage": _("Engage"),
        "participate": _("Participate"),
        "demonstrate": _("Demonstrate"),
        "lead": _("Lead"),
    }


def face(row: dict[str, Any], order: tuple[str, ...]) -> Face:
    """The values of one row of `queries`."""
    lang, texts = i18n.pick_value(row["texts"], order)
    known = vocabulary().skills_by_uri()
    return Face(
        id=row["id"],
        href=f"/badges/{row['id']}-{row['slug']}",
        image_href=f"/badges/{row['public_id']}/image.svg",
        name=texts["name"],
        description=texts["description"],
        criteria=texts["criteria"],
        lang=i18n.tag(lang),
        lang_name=i18n.name_in(lang, order[0]) if lang != order[0] else "",
        layer=layer_labels()[row["layer"]],
        hours=formats.duration(row["workload_minutes"] or 0),
        skills=[
            (known[uri].label(order), f"/skills/{known[uri].slug}")
            for uri in row["skills"] or ()
            if uri in known
        ],
        organiser=i18n.pick_value(row["organiser_names"], order)[1],
        organiser_href=f"/organisers/{row['organiser_id']}-{row['organiser_slug']}",
        award_count=row["award_count"],
        look=(row["shape"], row["palette"], row["icon"], row["pattern"], row["id"]),
    )
