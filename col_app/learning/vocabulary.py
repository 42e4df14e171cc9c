"""The city's topics and skills with their labels, kept in memory per version of the city.

Every page needs them, they change rarely, and whatever changes them moves the city's version
(`tenancy.Directory.changed`), so a change shows within a second and costs no query until then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import text

from col_app.core import i18n
from col_app.core.db import db
from col_app.core.remembered import per_version

NO_TOPIC = "democracy"
"""Colours of what stands under no topic."""


@dataclass(frozen=True, slots=True)
class Term:
    """A topic or a skill. `parent` is the slug of what a skill stands under; groups have no `uri`.

    What is hidden is offered to nobody; what names it goes on naming it. `look` is what a city
    chose for a topic: a colour token and an icon (`music.flask`); empty for the look that its slug
    has everywhere. `former`: slugs of topics that were merged into it.
    """

    id: int
    slug: str
    labels: Mapping[str, str]
    uri: str = ""
    parent: str = ""
    is_featured: bool = False
    is_hidden: bool = False
    look: str = ""
    former: Sequence[str] = ()

    @property
    def face(self) -> str:
        """What gives a thing under this topic its colours and icon."""
        return self.look or self.slug

    def label(self, order: tuple[str, ...]) -> str:
        """The label in the first language of `order` that has one."""
        return i18n.pick_value(self.labels, order)[1]

    def label_lang(self, order: tuple[str, ...]) -> str:
        """The language `label` answers in."""
        return i18n.pick_value(self.labels, order)[0]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Topics and skills by slug, in the city's order, and by number.

    Topics that the city hides stand apart. `moved` says which topic a merged one became; `merged`
    are skills by the slugs and URIs of those that became part of them.
    """

    topics: Mapping[str, Term]
    hidden: Mapping[str, Term]
    skills: Mapping[str, Term]
    by_topic_id: Mapping[int, Term]
    by_skill_id: Mapping[int, Term]
    moved: Mapping[str, str]
    merged: Mapping[str, Term]

    @classmethod
    def of(
        cls, topics: Iterable[Term], skills: Iterable[Term], aliases: Iterable[tuple[str, int]] = ()
    ) -> Vocabulary:
        """From the terms in the city's order, and (slug or URI, skill) of what was merged."""
        topics, skills = list(topics), list(skills)
        slugs = {term.slug for term in topics}
        shown = [term for term in topics if not term.is_hidden]
        numbers = {term.id: term for term in skills}
        return cls(
            {term.slug: term for term in shown},
            {term.slug: term for term in topics if term.is_hidden},
            {term.slug: term for term in skills},
            {term.id: term for term in shown},
            numbers,
            {old: term.slug for term in topics for old in term.former if old not in slugs},
            {word: numbers[number] for word, number in aliases if number in numbers},
        )

    @property
    def hidden_ids(self) -> list[int]:
        """The numbers of the topics that nothing shows."""
        return [term.id for term in self.hidden.values()]

    def current(self, slug: str) -> str:
        """The slug of the topic that a slug stands for now."""
        return self.moved.get(slug, slug)

    def look(self, slug: str | None) -> str:
        """What gives a thing under the topic with this slug its colours."""
        return self.topics[slug].face if slug and slug in self.topics else NO_TOPIC

    def topics_of(self, ids: Sequence[int] | None) -> list[Term]:
        """Topics by their numbers; those that the city hides or has just dropped are left out."""
        return [self.by_topic_id[number] for number in ids or () if number in self.by_topic_id]

    def face(self, ids: Sequence[int] | None) -> str:
        """What gives a thing its colours: the face of its first topic."""
        return next((term.face for term in self.topics_of(ids)), NO_TOPIC)

    def skills_of(self, ids: Sequence[int] | None) -> list[Term]:
        """Skills by their numbers."""
        return [self.by_skill_id[number] for number in ids or () if number in self.by_skill_id]

    def groups(self) -> list[Term]:
        """The heads of the spine; what is hidden is left out."""
        return [skill for skill in self.offered_skills(groups=True) if not skill.uri]

    def below(self, slug: str) -> list[Term]:
        """Skills that stand right under a group or a skill; what is hidden is left out."""
        return [skill for skill in self.offered_skills() if skill.parent == slug]

    def offered_skills(self, *, groups: bool = False) -> list[Term]:
        """Skills that can be chosen, in the city's order; with their groups if asked for."""
        return [
            skill for skill in self.skills.values() if not skill.is_hidden and (groups or skill.uri)
        ]

    def current_skill(self, slug: str) -> str:
        """The slug of the skill that a slug stands for now."""
        return self.merged[slug].slug if slug in self.merged else slug

    def skills_named(self, uris: Iterable[str] | None) -> list[Term]:
        """Skills by their URIs, each once; what the city does not know is left out."""
        known = self.skills_by_uri()
        return self.skills_of(
            list(dict.fromkeys(known[uri].id for uri in uris or () if uri in known))
        )

    def skills_by_uri(self) -> dict[str, Term]:
        """Skills by their URI, and by those of what became part of them."""
        return {**self.merged, **{skill.uri: skill for skill in self.skills.values() if skill.uri}}


_TOPICS = text("""
    select t.id, t.slug, t.is_featured, t.is_hidden, t.look,
           jsonb_object_agg(i.lang, i.label) as labels,
           array(select f.slug from topic_former f where f.topic_id = t.id) as former
    from topic t join topic_i18n i on i.topic_id = t.id
    group by t.id order by t.position, t.id
""")
_SKILLS = text("""
    select s.id, s.slug, coalesce(s.uri, '') as uri, coalesce(g.slug, '') as parent, s.is_hidden,
           jsonb_object_agg(i.lang, i.label) as labels
    from skill s join skill_i18n i on i.skill_id = s.id left join skill g on g.id = s.parent_id
    group by s.id, g.slug order by s.position, s.id
""")
_MERGED = text("""
    select slug, skill_id from skill_alias
    union all select uri, skill_id from skill_alias where uri is not null
""")


@per_version
def vocabulary() -> Vocabulary:
    """The current city's topics and skills."""
    topics = db.session.execute(_TOPICS).mappings()
    skills = db.session.execute(_SKILLS).mappings()
    merged = [(word, number) for word, number in db.session.execute(_MERGED)]
    return Vocabulary.of((Term(**row) for row in topics), (Term(**row) for row in skills), merged)
