"""Badges as pages show them: values in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from col_app.core import formats, i18n
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning.activities.cards import own_tag
from col_app.learning.activities.links import capital
from col_app.learning.rewards import Look, Reward
from col_app.learning.saved.faces import Thing
from col_app.learning.saved.models import Kind
from col_app.learning.vocabulary import NO_TOPIC, vocabulary
from col_app.recognition.badges.words import validity


@dataclass(frozen=True, slots=True)
class SkillLink:
    """A skill that a badge shows. `lang` as in Face."""

    label: str
    href: str
    lang: str


@dataclass(frozen=True, slots=True)
class Face:
    """What a badge says of itself. `lang` is BCP 47, empty for the reader's own language.

    A retired badge is given no more; one that is not planned has nothing coming that earns it.
    """

    id: int
    href: str
    png_href: str
    name: str
    description: str
    criteria: str
    lang: str
    lang_name: str
    layer: str
    hours: str
    skills: list[SkillLink]
    organiser: str
    organiser_href: str
    organiser_is_verified: bool
    earned: str
    version: int
    is_latest: bool
    validity: str
    languages: list[str]
    is_retired: bool
    is_planned: bool
    look: Look


@dataclass(frozen=True, slots=True)
class Awarder:
    """An organiser whose badges show a skill. `lang` as in Face."""

    name: str
    href: str
    lang: str
    is_verified: bool


def awarder(row: dict[str, Any], order: tuple[str, ...]) -> Awarder:
    """The values of one row of `queries.awarders`."""
    lang, name = i18n.pick_value(row["names"], order)
    href = f"/organisers/{row['id']}-{row['slug']}"
    return Awarder(name, href, own_tag(lang, order), row["is_verified"])


def layer_labels() -> dict[str, str]:
    """Names of the four layers of the badging standard."""
    return {
        "engage": _("Engage: being there and joining in"),
        "participate": _("Participate: taking an active part"),
        "demonstrate": _("Demonstrate: showing what one can do"),
        "lead": _("Lead: making it happen with others"),
    }


def face(row: dict[str, Any], order: tuple[str, ...]) -> Face:
    """The values of one row of `queries`."""
    lang, texts = i18n.pick_value(row["texts"], order)
    return Face(
        id=row["id"],
        href=_href(row),
        png_href=f"/badges/{row['public_id']}/image.png",
        name=texts["name"],
        description=texts["description"],
        criteria=texts["criteria"],
        lang=own_tag(lang, order),
        lang_name=i18n.name_in(lang, order[0]) if lang != order[0] else "",
        layer=layer_labels()[row["layer"]],
        hours=hours(row["workload_minutes"]),
        skills=skills(row["skills"], order),
        organiser=i18n.pick_value(row["organiser_names"], order)[1],
        organiser_href=f"/organisers/{row['organiser_id']}-{row['organiser_slug']}",
        organiser_is_verified=row["organiser_is_verified"],
        earned=_earned(row["award_count"]),
        version=row["version"],
        is_latest=row["version"] == row.get("latest", row["version"]),
        validity=validity(row["valid_months"]),
        languages=[i18n.name_in(code, order[0]) for code in sorted(row["texts"])],
        is_retired=not row["is_published"],
        is_planned=row["is_planned"],
        look=look(row),
    )


def reward(row: dict[str, Any], order: tuple[str, ...]) -> Reward:
    """The values of one row in short."""
    lang, name = i18n.pick_value(row["names"], order)
    return Reward(name, own_tag(lang, order), _href(row), look(row))


def thing(row: dict[str, Any], order: tuple[str, ...]) -> Thing:
    """The values of one row in short, among what people saved."""
    badge = reward(row, order)
    return Thing(
        Kind.BADGE, row["id"], badge.href, badge.name, badge.lang, _("Badge to earn"), NO_TOPIC,
        badge.look,
    )  # fmt: skip


def _href(row: dict[str, Any]) -> str:
    return f"/badges/{row['id']}-{row['slug']}"


def look(row: dict[str, Any]) -> Look:
    """What a badge is drawn from."""
    drawn = (row["shape"], row["palette"], row["icon"], row["pattern"])
    return Look(*drawn, row["id"], row["picture"] or "")


def skills(uris: list[str] | None, order: tuple[str, ...]) -> list[SkillLink]:
    """The skills of a badge that the city knows."""
    return [
        SkillLink(
            capital(term.label(order)),
            f"/skills/{term.slug}",
            own_tag(term.label_lang(order), order),
        )
        for term in vocabulary().skills_named(uris)
    ]


def hours(minutes: int | None) -> str:
    """How long it takes, empty where nobody said."""
    return formats.duration(minutes or 0)


def skill_ids(row: dict[str, Any]) -> list[int]:
    """The skills of a badge by their numbers in this city."""
    return [term.id for term in vocabulary().skills_named(row["skills"])]


def _earned(count: int) -> str:
    if not count:
        return _("Nobody has earned it yet")
    return ngettext("%(num)d person has earned it", "%(num)d people have earned it", count)
