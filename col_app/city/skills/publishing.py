"""Publishing the spine: the draft becomes rows, and a version that stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, insert, select, text, update

from col_app.city.skills import actions
from col_app.city.skills.actions import ConflictError, NoDraftError
from col_app.core import outbox
from col_app.core.audit import record
from col_app.core.db import Base, db
from col_app.learning.skills import queries
from col_app.learning.skills.models import (
    Skill,
    SkillAlias,
    SkillLevel,
    SkillLevelText,
    SkillLink,
    SkillText,
    SpineVersion,
)
from col_app.learning.skills.tree import Node, Tree

CHANGED = "spine.changed"
ACTIVITIES_AT_ONCE = 500
# What names a skill, and what else such a row is about: it stays one row when both were named.
NAMING = (
    ("activity_skill", "skill_id", ("activity_id",), ""),
    ("badge_skill", "skill_id", ("badge_id",), ""),
    ("statement_skill", "skill_id", ("statement_id",), ""),
    ("saved", "thing_id", ("person_id", "kind"), "and m.kind = 'skill'"),
    ("featured", "thing_id", ("kind",), "and m.kind = 'skill'"),
    ("own_list_item", "thing_id", ("list_id", "kind"), "and m.kind = 'skill'"),
)
_BUILDING = text("""
    select distinct activity_id from activity_skill where skill_id = any(:ids) order by 1
""")


class NamelessError(Exception):
    """A skill has no name; its argument is the key."""


def publish(seen: int, by: int) -> int:
    """Make the draft what everybody sees; the number of the version.

    Whoever was awarded a badge keeps what it says of its skills. Raises NoDraftError,
    ConflictError, NamelessError.
    """
    last = queries.latest()
    if last is None or last.contents is None:
        raise NoDraftError
    if last.number != seen:
        raise ConflictError
    tree = Tree.of(last.contents)
    _check(tree)
    actions.close(seen, by)
    changed = _write(tree)
    changed |= _merge(tree)
    number = queries.last_version() + 1
    contents = queries.published().contents()
    db.session.add(SpineVersion(number=number, contents=contents, published_by=by))
    db.session.flush()
    record("spine.published", by, version=number)
    _promise_to_learn(sorted(changed), number)
    return number


def _check(tree: Tree) -> None:
    nameless = [node.key for node in tree.nodes.values() if not node.names]
    if nameless:
        raise NamelessError(nameless[0])


def _write(tree: Tree) -> set[int]:
    """Bring the rows to what the tree says; the numbers of skills that say something new."""
    rows = {row.slug: row for row in db.session.scalars(select(Skill))}
    for node in tree.nodes.values():
        if node.key not in rows and not node.merged_into and node.id is None:
            rows[node.key] = Skill(slug=node.key, uri=node.uri or None, position=0, revision=-1)
            db.session.add(rows[node.key])
    db.session.flush()
    shown = [node for node in tree.nodes.values() if node.key in rows]
    changed = {rows[node.key].id: node for node in shown if rows[node.key].revision != node.changed}
    for position, node in enumerate(shown):
        row, above = rows[node.key], rows.get(node.parent)
        row.parent_id, row.position = above.id if above else None, position
        row.is_hidden, row.revision = node.is_hidden, node.changed
    db.session.flush()
    _write_texts(changed)
    return set(changed)


def _write_texts(changed: dict[int, Node]) -> None:
    for table in (SkillText, SkillLevel, SkillLink):
        db.session.execute(delete(table).where(table.skill_id.in_(list(changed))))
    _insert(SkillText, (
        {"skill_id": number, "lang": lang, "label": label,
         "description": node.descriptions.get(lang, "")}
        for number, node in changed.items() for lang, label in node.names.items()
    ))  # fmt: skip
    _insert(SkillLink, (
        {"skill_id": number, "url": link.url, "framework": link.framework, "name": link.name,
         "position": position}
        for number, node in changed.items() for position, link in enumerate(node.links, 1)
    ))  # fmt: skip
    levels = [
        (SkillLevel(skill_id=number, position=position), level)
        for number, node in changed.items()
        for position, level in enumerate((each for each in node.levels if each.names), 1)
    ]
    db.session.add_all(row for row, _level in levels)
    db.session.flush()
    _insert(SkillLevelText, (
        {"skill_level_id": row.id, "lang": lang, "label": label,
         "description": level.descriptions.get(lang, "")}
        for row, level in levels for lang, label in level.names.items()
    ))  # fmt: skip


def _insert(table: type[Base], rows: Iterable[dict[str, Any]]) -> None:
    found = list(rows)
    if found:
        db.session.execute(insert(table), found)


def _merge(tree: Tree) -> set[int]:
    """Let what named a skill name the one that it becomes part of; the numbers of these."""
    ends = {node.key: _end(tree, node) for node in tree.nodes.values() if node.merged_into}
    rows = {
        row.slug: row
        for row in db.session.scalars(select(Skill).where(Skill.slug.in_({*ends, *ends.values()})))
    }
    merged = [(rows[key], rows[end]) for key, end in ends.items() if key in rows and end in rows]
    for old, new in merged:
        for table, column, rest, only in NAMING:
            _rename(table, column, rest, only, old.id, new.id)
        below = update(Skill).where(Skill.parent_id == old.id)
        db.session.execute(below.values(parent_id=new.id))
        earlier = update(SkillAlias).where(SkillAlias.skill_id == old.id)
        db.session.execute(earlier.values(skill_id=new.id))
        # the URI is unique among skills, so its row goes before the alias comes
        known = update(SkillAlias).where(SkillAlias.uri == old.uri)
        db.session.execute(known.values(uri=None))
        alias = {"slug": old.slug, "uri": old.uri, "skill_id": new.id}
        db.session.delete(old)
        db.session.flush()
        db.session.execute(insert(SkillAlias).values(alias))
    return {new.id for _old, new in merged}


def _end(tree: Tree, node: Node) -> str:
    """The key of what is left in the end: what a skill is merged into may be merged itself."""
    while node.merged_into and node.merged_into in tree.nodes:
        node = tree.nodes[node.merged_into]
    return node.key


def _rename(table: str, column: str, rest: tuple[str, ...], only: str, old: int, new: int) -> None:
    same = " and ".join(f"n.{name} = m.{name}" for name in rest)
    values = {"old": old, "new": new}
    db.session.execute(text(f"""
        delete from {table} m where m.{column} = :old {only}
          and exists (select from {table} n where n.{column} = :new and {same})
    """), values)  # fmt: skip  # noqa: S608 - built from constants of this file alone
    db.session.execute(
        text(f"update {table} m set {column} = :new where {column} = :old {only}"),  # noqa: S608 - as above
        values,
    )


def _promise_to_learn(skill_ids: Sequence[int], version: int) -> None:
    """Search and facets are told by the worker: a skill may be built by thousands of activities."""
    ids = list(db.session.scalars(_BUILDING, {"ids": list(skill_ids)}))
    for start in range(0, len(ids), ACTIVITIES_AT_ONCE):
        some = ids[start : start + ACTIVITIES_AT_ONCE]
        outbox.promise(CHANGED, {"activity_ids": some}, f"{CHANGED}:{version}:{start}")
