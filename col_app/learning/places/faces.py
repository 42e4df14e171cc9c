"""Places as pages show them: values in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from col_app.core import i18n
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning.activities.cards import own_tag
from col_app.learning.activities.details import access_labels

CLOSE_UP = 17
"""How near the street map starts: single houses."""


@dataclass(frozen=True, slots=True)
class Face:
    """What a page says of a place. `lang` is BCP 47, empty for the reader's own language."""

    id: int
    href: str
    name: str
    about: str
    lang: str
    lang_name: str
    kind: str
    address: str
    lat: float
    lon: float
    topic: str
    map_href: str
    access: list[str]
    offer: str


def kind_labels() -> dict[str, str]:
    """Names of the kinds of place."""
    return {
        "club": _("Club"),
        "gallery": _("Gallery"),
        "library": _("Library"),
        "market": _("Market"),
        "museum": _("Museum"),
        "park": _("Park"),
        "school": _("School"),
        "sport": _("Sports ground"),
        "street": _("Street or square"),
        "theatre": _("Theatre"),
        "university": _("University"),
        "workshop": _("Makers' workshop"),
    }


TOPICS = {
    "gallery": "arts-crafts",
    "library": "reading-writing",
    "market": "food",
    "park": "nature-climate",
    "sport": "sport",
    "theatre": "theatre-dance",
    "university": "science",
    "workshop": "design-making",
}
"""The topic whose colours a place of this kind takes on maps."""


def face(row: Mapping[str, Any], order: tuple[str, ...]) -> Face:
    """The values of one row of `queries`."""
    lang, texts = i18n.pick_value(row["texts"], order)
    lat, lon, labels = row["lat"], row["lon"], access_labels()
    return Face(
        id=row["id"],
        href=f"/places/{row['id']}-{row['slug']}",
        name=texts["name"],
        about=texts["about"],
        lang=own_tag(lang, order),
        lang_name=i18n.name_in(lang, order[0]) if lang != order[0] else "",
        kind=kind_labels().get(row["kind"], _("Place")),
        address=row["address"],
        lat=lat,
        lon=lon,
        topic=TOPICS.get(row["kind"], "heritage"),
        map_href=f"https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map={CLOSE_UP}/{lat}/{lon}",
        access=[labels[fact] for fact in row["access"] if fact in labels],
        offer=_offer(row["activity_count"]),
    )


def _offer(count: int) -> str:
    if not count:
        return _("Nothing planned at the moment")
    return ngettext("%(num)d activity", "%(num)d activities", count)
