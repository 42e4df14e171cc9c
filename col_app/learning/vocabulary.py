"""The city's topics and skills with their labels, kept in memory per version of the city.

Every page needs them, they change rarely, and whatever changes them moves the city's version
(`tenancy.Directory.changed`), so a change shows within a second and costs no query until then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import text

from col_app.core import i18n
from col_app.core.db import db
from col_app.core.remembered import per_version


@dataclass(frozen=True, slots=True)
class Term:
    """A topic or a skill. `parent` is the slug of a skill's group; groups have no `uri`."""

    id: int
    slug: str
    labels: Mapping[str, str]
    uri: str = ""
    parent: str = ""
    is_featured: bool = False

    def label(self, order: tuple[str, ...]) -> str:
        """The label in the first language of `order` that has one."""
        return i18n.pick_value(self.labels, order)[1]

    def label_lang(self, order: tuple[str, ...]) -> str:
        """The language `label` answers in."""
        return i18n.pick_value(self.labels, order)[0]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Topics and skills by slug, in the city's order."""

    topics: Mapping[str, Term]
    skills: Mapping[str, Term]

    def groups(self) -> list[tuple[Term, list[Term]]]:
        """The spine: each group with its skills."""
        heads = [skill for skill in self.skills.values() if not skill.uri]
        return [
            (head, [skill for skill in self.skills.values() if skill.parent == head.slug])
            for head in heads
        ]

    def skills_by_uri(self) -> dict[str, Term]:
        """Skills by their ESCO URI."""
        return {skill.uri: skill for skill in self.skills.values() if skill.uri}


_TOPICS = text("""
    select t.id, t.slug, t.is_featured, jsonb_object_agg(i.lang, i.label) as labels
    from topic t join topic_i18n i on i.topic_id = t.id
    group by t.id order by t.position, t.id
""")
_SKILLS = text("""
    select s.id, s.slug, coalesce(s.uri, '') as uri, coalesce(g.slug, '') as parent,
           jsonb_object_agg(i.lang, i.label) as labels
    from skill s join skill_i18n i on i.skill_id = s.id left join skill g on g.id = s.parent_id
    group by s.id, g.slug order by s.position, s.id
""")


@per_version
def vocabulary() -> Vocabulary:
    """The current city's topics and skills."""
    topics = db.session.execute(_TOPICS).mappings()
    skills = db.session.execute(_SKILLS).mappings()
    return Vocabulary(
        {row["slug"]: Term(**row) for row in topics}, {row["slug"]: Term(**row) for row in skills}
    )
