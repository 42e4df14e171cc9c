"""A new, empty portal that works at once: keys, colours, words, topics, a skills spine."""

from __future__ import annotations

from sqlalchemy import select

import tenancy
from col_app.city.branding.models import Portal, PortalText
from col_app.core.db import db
from col_app.core.ids import slugify
from col_app.core.web import PortalApp
from col_app.learning.skills import esco
from col_app.learning.skills.models import Skill, SkillText
from col_app.learning.topics.models import Topic, TopicText
from col_app.network.directory import actions as directory
from col_app.opening import atlas
from col_app.opening.rows import insert, keep
from col_app.recognition.awards import keys
from col_app.ui.theme import default_theme

FEATURED = 8
GROUPS = {
    "think": {"en": "Think", "lt": "Mąstau", "sl": "Razmišljam", "it": "Pensare", "nl": "Denken"},
    "connect": {"en": "Connect", "lt": "Bendrauju", "sl": "Povezujem", "it": "Incontrare",
                "nl": "Verbinden"},
    "make": {"en": "Make", "lt": "Kuriu", "sl": "Ustvarjam", "it": "Creare", "nl": "Maken"},
    "act": {"en": "Act", "lt": "Veikiu", "sl": "Delujem", "it": "Agire", "nl": "Doen"},
    "care": {"en": "Care", "lt": "Rūpinuosi", "sl": "Skrbim", "it": "Curare", "nl": "Zorgen"},
}  # fmt: skip


def open_city(app: PortalApp, place: directory.Place, name: str) -> tenancy.City:
    """Make a portal that answers at its address. Raises tenancy.CityExistsError."""
    with directory.administration(app.settings) as admin:
        city = directory.provision(app, admin, place, name)
    with tenancy.use_city(city):
        keys.rotate(city)
        _portal(place, name)
        _topics()
        _spine()
        db.session.commit()
        db.session.remove()
    app.directory.changed(city.slug)
    return city


def settle(city: tenancy.City) -> None:
    """Give a restored city what stands outside its schema: a place on the map, and keys
    for all who signed there and whose keys could not be opened."""
    if not directory.is_on_map(city.id):
        with tenancy.use_city(city):
            portal = db.session.get_one(Portal, 1)
            languages = tuple(portal.languages)
            names = {row.lang: row.name for row in db.session.scalars(select(PortalText))}
            db.session.remove()
        directory.put_on_map(directory.unplaced(city, names, languages), city.id)
    known = keys.of_city(city)
    signing = {key.did for key in known if key.retired_at is None}
    with tenancy.use_city(city):
        for did in sorted({keys.city_did(city), *(key.did for key in known)} - signing):
            keys.rotate(city, did)
        db.session.commit()
        db.session.remove()


def _portal(place: directory.Place, name: str) -> None:
    theme = default_theme(place.slug)
    db.session.add(
        Portal(
            brand=theme.brand.lower(),
            accent=theme.accent.lower(),
            shape=theme.shape,
            scene=theme.scene,
            languages=list(place.languages),
        )
    )
    tagline = f"Learn something new in {name}"
    lead = "Workshops, walks, clubs and courses near you, and badges that employers can check."
    db.session.add(PortalText(lang="en", name=name, tagline=tagline, lead=lead))


def _topics() -> None:
    known = atlas.topics()
    rows = [
        Topic(slug=topic.slug, position=place, is_featured=place < FEATURED)
        for place, topic in enumerate(known)
    ]
    ids = keep(rows, [topic.slug for topic in known])
    texts = [
        {"topic_id": ids[topic.slug], "lang": lang, "label": label}
        for topic in known
        for lang, label in topic.labels.items()
    ]
    insert(TopicText, texts)


def _spine() -> None:
    heads = [Skill(slug=f"group-{key}", position=n) for n, key in enumerate(GROUPS)]
    groups = keep(heads, list(GROUPS))
    skills = esco.core_skills()
    rows = [
        Skill(slug=slugify(s.labels["en"]), uri=s.uri, parent_id=groups[s.group], position=n)
        for n, s in enumerate(skills)
    ]
    ids = keep(rows, [skill.uri for skill in skills])
    texts = [
        {"skill_id": groups[key], "lang": lang, "label": label}
        for key, names in GROUPS.items()
        for lang, label in names.items()
    ]
    texts += [
        {"skill_id": ids[skill.uri], "lang": lang, "label": label}
        for skill in skills
        for lang, label in {**skill.labels, **skill.draft_labels}.items()
    ]
    insert(SkillText, texts)
