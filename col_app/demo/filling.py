"""From the contents of a city to its rows. Runs inside the city, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import tenancy
from col_app.city.branding.models import Portal, PortalText
from col_app.core import clock
from col_app.core.db import db
from col_app.core.ids import slugify
from col_app.demo import contents
from col_app.demo.offering import Offering, own_slug
from col_app.learning.activities import actions as activities
from col_app.learning.index import actions as index
from col_app.learning.organisers.models import Organiser, OrganiserText
from col_app.learning.places.models import Place, PlaceText
from col_app.learning.playlists.models import Playlist, PlaylistItem, PlaylistText
from col_app.learning.skills import esco
from col_app.learning.skills.models import Skill, SkillText
from col_app.learning.topics.models import Topic, TopicText
from col_app.opening import atlas
from col_app.opening.atlas import CityFacts
from col_app.opening.rows import Ids, insert, insert_texts, keep
from col_app.recognition.badges.models import Badge, BadgeSkill, BadgeText
from col_app.recognition.badges.versions import freeze
from col_app.ui.theme import default_theme


class Filling:
    """Fills one city. `ids` remember which row stands for which key of the contents."""

    def __init__(self, facts: CityFacts, city: contents.CityContents) -> None:
        self.facts, self.city = facts, city
        self.now = clock.now()
        self.places: Ids = {}
        self.organisers: Ids = {}
        self.topics: Ids = {}
        self.skills: Ids = {}
        self.activities: Ids = {}
        self.playlists: Ids = {}
        self.badges: list[tuple[Badge, contents.Badge, Sequence[str]]] = []

    def run(self) -> None:
        """Write everything and show it to the network."""
        self._portal()
        self._topics()
        self._skills()
        self._places_and_organisers()
        self._activities()
        self._playlists()
        self._badges()
        ids = list(self.activities.values())
        activities.learn(ids)
        index.write(ids)

    def _portal(self) -> None:
        theme = default_theme(self.facts.slug)
        db.session.add(
            Portal(
                brand=theme.brand.lower(),
                accent=theme.accent.lower(),
                shape=theme.shape,
                scene=theme.scene,
                languages=list(self.facts.languages),
                is_demo=self.facts.standing != "member",
            )
        )
        words, names = self.city.portal, self.facts.names
        for lang in words.tagline:
            db.session.add(
                PortalText(
                    lang=lang,
                    name=names.get(lang, next(iter(names.values()))),
                    tagline=words.tagline[lang],
                    lead=words.lead[lang],
                    focus=words.focus[lang],
                    run_by=words.run_by[lang],
                )
            )

    def _topics(self) -> None:
        featured = self.city.portal.featured_topics
        known = atlas.topics()
        order = sorted(known, key=lambda t: (*featured, t.slug).index(t.slug))
        rows = [
            Topic(slug=topic.slug, position=place, is_featured=topic.slug in featured)
            for place, topic in enumerate(order)
        ]
        self.topics = keep(rows, [topic.slug for topic in order])
        insert(
            TopicText,
            [
                {"topic_id": self.topics[topic.slug], "lang": lang, "label": label}
                for topic in order
                for lang, label in topic.labels.items()
            ],
        )

    def _skills(self) -> None:
        spine = self.city.portal.spine
        heads = [Skill(slug=f"group-{g.key}", position=n) for n, g in enumerate(spine)]
        groups = keep(heads, [group.key for group in spine])
        parents = {label: groups[group.key] for group in spine for label in group.skills}
        uris = esco.uris()
        used = [label for a in self.city.activities for label in a.skills]
        labels = list(dict.fromkeys([*parents, *used]))
        rows = [
            Skill(slug=slugify(label), uri=uris[label], parent_id=parents.get(label), position=n)
            for n, label in enumerate(labels)
        ]
        self.skills = keep(rows, labels)
        texts = [
            {"skill_id": groups[group.key], "lang": lang, "label": name}
            for group in spine
            for lang, name in group.name.items()
        ]
        drafts = esco.drafts()
        core = {s.labels["en"]: {**s.labels, **s.draft_labels} for s in esco.core_skills()}
        for label in labels:
            words = {"en": label, **drafts.get(label, {}), **core.get(label, {})}
            texts += [
                {"skill_id": self.skills[label], "lang": lang, "label": word}
                for lang, word in words.items()
            ]
        insert(SkillText, texts)

    def _places_and_organisers(self) -> None:
        self.places = keep(
            [
                Place(
                    kind=p.kind, slug=self._slug(p.name), address=p.address, lat=p.lat, lon=p.lon,
                    access=list(p.access), website=p.website,
                )
                for p in self.city.places
            ],
            [place.key for place in self.city.places],
        )  # fmt: skip
        insert_texts(
            PlaceText, "place_id", self.places, self.city.places, ("name", "about", "opening")
        )
        self.organisers = keep(
            [
                Organiser(
                    kind=o.kind, slug=self._slug(o.name), website=o.website,
                    verified_at=self.now if o.is_verified else None,
                )
                for o in self.city.organisers
            ],
            [organiser.key for organiser in self.city.organisers],
        )  # fmt: skip
        insert_texts(
            OrganiserText, "organiser_id", self.organisers, self.city.organisers, ("name", "about")
        )

    def _activities(self) -> None:
        offering = Offering(
            self.facts, self.now, self.places, self.organisers, self.topics, self.skills
        )
        self.activities = offering.write(self.city.activities)
        for activity in self.city.activities:
            if activity.badge:
                owner = {"activity_id": self.activities[activity.key]}
                self._badge(activity.badge, activity.organiser, activity.skills, owner)

    def _playlists(self) -> None:
        shown = self.city.playlists
        rows = [
            Playlist(
                organiser_id=self.organisers[p.organiser],
                slug=self._slug(p.title),
                optional_needed=p.optional_needed,
                published_at=self.now,
            )
            for p in shown
        ]
        ids = self.playlists = keep(rows, [playlist.key for playlist in shown])
        insert_texts(PlaylistText, "playlist_id", ids, shown, ("title", "summary", "body"))
        insert(
            PlaylistItem,
            [
                {
                    "playlist_id": ids[p.key],
                    "activity_id": self.activities[item.activity],
                    "position": n,
                    "is_mandatory": item.mandatory,
                    "minutes": item.minutes,
                }
                for p in shown
                for n, item in enumerate(p.items)
                if not item.city
            ],
        )
        for playlist in shown:
            if playlist.badge:
                self._badge(
                    playlist.badge, playlist.organiser, (), {"playlist_id": ids[playlist.key]}
                )

    def _badge(
        self, badge: contents.Badge, organiser: str, skills: Sequence[str], owner: Ids
    ) -> None:
        row = Badge(
            organiser_id=self.organisers[organiser],
            slug=self._slug(badge.name),
            layer=badge.layer,
            workload_minutes=round(badge.hours * 60) or None,
            shape=badge.shape,
            palette=badge.palette,
            icon=badge.icon,
            pattern=badge.pattern,
            published_at=self.now,
            **owner,
        )
        self.badges.append((row, badge, skills))

    def _badges(self) -> None:
        db.session.add_all([row for row, _badge, _skills in self.badges])
        db.session.flush()
        texts: list[dict[str, Any]] = []
        skills: list[dict[str, Any]] = []
        for row, badge, labels in self.badges:
            for lang in badge.name:
                words = {word: getattr(badge, word)[lang] for word in BADGE_WORDS}
                texts.append({"badge_id": row.id, "lang": lang, **words})
            skills += [
                {"badge_id": row.id, "skill_id": self.skills[label]}
                for label in dict.fromkeys(labels)
            ]
        insert(BadgeText, texts)
        insert(BadgeSkill, skills)
        freeze([row.id for row, _badge, _skills in self.badges])

    def _slug(self, words: Mapping[str, str]) -> str:
        return own_slug(self.facts, words)


BADGE_WORDS = ("name", "description", "criteria")


def fill(facts: CityFacts, city: contents.CityContents) -> Filling:
    """Fill the current city. The caller commits."""
    if tenancy.current_city().slug != facts.slug:
        raise ValueError(facts.slug)
    filling = Filling(facts, city)
    filling.run()
    return filling
