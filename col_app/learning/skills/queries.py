"""Reads of skills."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select, text

from col_app.core.db import db
from col_app.learning.skills.models import SpineRevision, SpineVersion
from col_app.learning.skills.tree import Node, Tree

Row = dict[str, Any]
_COUNTS = text("""
    select s.slug, count(*) as number from activity_skill x join skill s on s.id = x.skill_id
    join activity a on a.id = x.activity_id and a.state = 'published'
      and (a.ends_at is null or a.ends_at > now())
    group by s.slug
""")
_PLAYLISTS = text("""
    select distinct i.playlist_id from playlist_item i
    join activity_skill x on x.activity_id = i.activity_id where x.skill_id = :id
""")


def _texts(column: str, owner: str) -> str:
    """SQL: a column of the texts of `owner` by language; empty ones are left out."""
    return f"""coalesce((select jsonb_object_agg(i.lang, i.{column}) from {owner}_i18n i
      where i.{owner}_id = {owner}.id and i.{column} <> ''), '{{}}')"""  # noqa: S608 - constants of this file


_NODES = f"""
    select skill.id, skill.slug as key, coalesce(above.slug, '') as parent,
      coalesce(skill.uri, '') as uri, skill.is_hidden, skill.revision as changed,
      {_texts("label", "skill")} as names, {_texts("description", "skill")} as descriptions,
      (select jsonb_agg(jsonb_build_object('names', {_texts("label", "skill_level")},
        'descriptions', {_texts("description", "skill_level")}) order by skill_level.position)
        from skill_level where skill_level.skill_id = skill.id) as levels,
      (select jsonb_agg(jsonb_build_object('framework', l.framework, 'url', l.url, 'name', l.name)
        order by l.position) from skill_link l where l.skill_id = skill.id) as links
    from skill left join skill above on above.id = skill.parent_id
"""  # noqa: S608 - built from constants of this file alone
_ALL = text(f"{_NODES} order by skill.position, skill.id")
_ONE = text(f"{_NODES} where skill.id = :id")


def counts() -> dict[str, int]:
    """How many coming activities build each skill, by slug."""
    return {row.slug: row.number for row in db.session.execute(_COUNTS)}


def playlists_with(skill_id: int) -> set[int]:
    """The numbers of playlists with an activity that builds a skill."""
    return set(db.session.scalars(_PLAYLISTS, {"id": skill_id}))


def published() -> Tree:
    """The spine as everybody sees it, what is hidden included."""
    rows = [dict(row) for row in db.session.execute(_ALL).mappings()]
    return Tree.of({"nodes": rows})


def described(skill_id: int) -> Node | None:
    """One skill with all that is said of it."""
    row = db.session.execute(_ONE, {"id": skill_id}).mappings().one_or_none()
    return Node.of(dict(row)) if row else None


def latest() -> SpineRevision | None:
    """What was done last to the draft, publishing and withdrawing included."""
    newest = select(SpineRevision).order_by(SpineRevision.number.desc()).limit(1)
    return db.session.scalars(newest).one_or_none()


def draft() -> tuple[Tree, int, bool]:
    """The spine as it is to become, its revision, and whether that differs from what is published.

    Without a draft it is the published one.
    """
    last = latest()
    if last is None or last.contents is None:
        return published(), last.number if last else 0, False
    return Tree.of(last.contents), last.number, True


def versions() -> Sequence[SpineVersion]:
    """Everything that was ever published, newest first."""
    return db.session.scalars(select(SpineVersion).order_by(SpineVersion.number.desc())).all()


def version(number: int) -> SpineVersion | None:
    """The spine as it was published then."""
    return db.session.get(SpineVersion, number)


def last_version() -> int:
    """The number of what is published now; 0 for a spine as the portal began with."""
    return db.session.scalar(select(func.coalesce(func.max(SpineVersion.number), 0))) or 0


def taken_words() -> set[str]:
    """Words of addresses that skills have, or had before they were merged."""
    known = text("select slug from skill union select slug from skill_alias")
    return set(db.session.scalars(known))
