"""What is featured, as the home and the console show it: values in the reader's words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from col_app.city.featured import queries
from col_app.city.featured.models import FeaturedKind
from col_app.city.featured.queries import Entry, Key, Row
from col_app.core import formats, i18n
from col_app.core.speech import gettext as _
from col_app.learning import rewards
from col_app.learning.activities.cards import own_tag
from col_app.learning.rewards import Look
from col_app.learning.vocabulary import NO_TOPIC, vocabulary

Order = tuple[str, ...]
MOST = 6
"""How many stand on the home at once."""
PATHS = {
    "activity": "/activities/",
    "playlist": "/playlists/",
    "badge": "/badges/",
    "place": "/places/",
    "organiser": "/organisers/",
    "list": "/lists/",
    "skill": "/skills/",
}
TOPICS = {"skill": "careers", "place": "heritage", "organiser": "volunteering"}
"""Whose colours a thing takes that has no topic of its own."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing in short. `lang` is BCP 47, empty for the reader's. Drawn by `look`, else `topic`."""

    kind: str
    id: int
    kind_label: str
    title: str
    lang: str
    href: str
    line: str
    topic: str
    look: Look | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A thing on the home, and why."""

    thing: Thing
    why: str
    why_lang: str


def kind_labels() -> dict[str, str]:
    """Names of what can be featured."""
    return {
        "activity": _("Activity"),
        "playlist": _("Playlist"),
        "badge": _("Badge"),
        "skill": _("Skill"),
        "place": _("Place"),
        "organiser": _("Organiser"),
        "list": _("List by a learner"),
    }


def on_home(order: Order, at: dt.datetime) -> list[Shown]:
    """What the home shows at a time. One query; none where nothing is featured."""
    return in_force(queries.remembered(), order, at)


def in_force(entries: Iterable[Entry], order: Order, at: dt.datetime) -> list[Shown]:
    """Those whose time it is and whose things can be seen, the first MOST of them."""
    current = [entry for entry in entries if entry.is_in_force(at)]
    found = things([entry.key for entry in current], order, at)
    shown = [_shown(entry, found[entry.key], order) for entry in current if entry.key in found]
    return shown[:MOST]


def things(keys: Iterable[Key], order: Order, at: dt.datetime) -> dict[Key, Thing]:
    """The things that can be seen at a time. One query at the most."""
    asked = list(keys)
    rows, labels = queries.live(asked, at), kind_labels()
    finals = rewards.of("playlist", [number for kind, number in rows if kind == "playlist"])
    looks = {number: final.look for number, final in finals.items()}
    found = {key: _thing(key, row, labels, looks, order) for key, row in rows.items()}
    skills = {term.id for term in vocabulary().offered_skills()}
    for kind, number in asked:
        if kind == FeaturedKind.SKILL and number in skills:
            found[kind, number] = _skill(number, labels, order)
    return found


def _shown(entry: Entry, thing: Thing, order: Order) -> Shown:
    if not entry.why:
        return Shown(thing, "", "")
    lang, why = i18n.pick_value(entry.why, order)
    return Shown(thing, why, own_tag(lang, order))


def _thing(
    key: Key, row: Row, labels: Mapping[str, str], looks: Mapping[int, Look], order: Order
) -> Thing:
    kind, number = key
    lang, title = i18n.pick_value(row["names"], order)
    topic = TOPICS.get(kind, NO_TOPIC)
    return Thing(
        kind=kind,
        id=number,
        kind_label=labels[kind],
        title=title,
        # a list has one language, which nobody has told
        lang=own_tag(lang, order) if lang else "",
        href=PATHS[kind] + row["slug"],
        line=formats.when(row["starts_at"], row["ends_at"]) if kind == "activity" else "",
        topic=vocabulary().face(row["topic_ids"]) if kind == "activity" else topic,
        look=_look(row["art"]) if row["art"] else looks.get(number) if kind == "playlist" else None,
    )


def _look(art: Row) -> Look:
    drawn = (art["shape"], art["palette"], art["icon"], art["pattern"])
    return Look(*drawn, art["id"], art["picture"] or "")


def _skill(number: int, labels: Mapping[str, str], order: Order) -> Thing:
    term = vocabulary().by_skill_id[number]
    return Thing(
        kind="skill",
        id=number,
        kind_label=labels["skill"],
        title=term.label(order),
        lang=own_tag(term.label_lang(order), order),
        href=PATHS["skill"] + term.slug,
        line="",
        topic=TOPICS["skill"],
        look=None,
    )
