"""Publishing writes a version, and what is written stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, MetaData, Table, event, text
from sqlalchemy.schema import DDL

from col_app.core.db import Base, db
from col_app.learning.skills.models import SpineVersion
from col_app.recognition.badges.models import BadgeTask, BadgeTaskText, BadgeVersion

CONTENTS = """jsonb_build_object(
    'layer', b.layer, 'workload_minutes', b.workload_minutes, 'valid_months', b.valid_months,
    'shape', b.shape, 'palette', b.palette, 'icon', b.icon, 'pattern', b.pattern,
    'picture', b.picture,
    'texts', (select jsonb_object_agg(i.lang, jsonb_build_object('name', i.name,
      'description', i.description, 'criteria', i.criteria))
      from badge_i18n i where i.badge_id = b.id),
    'skills', (select jsonb_agg(s.uri order by s.position) from badge_skill x
      join skill s on s.id = x.skill_id where x.badge_id = b.id))"""
"""What a badge says, as one value; drafts have the same shape."""
ALIGNMENTS = """jsonb_build_object('alignments', (
    select jsonb_agg(jsonb_build_object('url', a.url, 'framework', a.framework, 'names', a.names)
      order by s.position, s.id, a.nth)
    from badge_skill x join skill s on s.id = x.skill_id and s.uri is not null
    cross join lateral (select jsonb_object_agg(i.lang, i.label) as labels
      from skill_i18n i where i.skill_id = s.id) as own
    cross join lateral (select s.uri as url, '' as framework, 0 as nth, own.labels as names
      union all select l.url, l.framework, l.position, case l.name when '' then own.labels
        else jsonb_build_object('und', l.name) end from skill_link l where l.skill_id = s.id) as a
    where x.badge_id = b.id and own.labels is not null))"""
"""What credentials say of the skills: their own addresses, and those in other frameworks.

It stands in versions alone: a skill that is renamed, linked or merged changes no credential.
"""
_FREEZE = text(f"""
insert into badge_version (badge_id, number, public_id, contents)
select b.id, b.version, b.public_id, {CONTENTS} || {ALIGNMENTS} from badge b
where b.published_at is not null and b.id = any(:ids)
""")  # noqa: S608 - built from constants of this file alone

STANDING = tuple(
    model.__tablename__ for model in (BadgeVersion, BadgeTask, BadgeTaskText, SpineVersion)
)
"""Tables whose rows are never changed."""
FUNCTION = """
create function versions_stand() returns trigger language plpgsql as $$
begin raise exception 'what was published is never changed'
  using errcode = 'integrity_constraint_violation', constraint = 'versions_stand'; end $$
"""
TRIGGER = """
create trigger versions_stand before update on "{table}"
for each row execute function versions_stand()
"""


@event.listens_for(Base.metadata, "after_create")
def _guard(_metadata: MetaData, connection: Connection, tables: list[Table], **_: Any) -> None:
    """A new city's script ends with the triggers that hold its versions."""
    names = [table.name for table in tables if table.schema is None and table.name in STANDING]
    if names:
        connection.execute(DDL(FUNCTION))
    for name in names:
        connection.execute(DDL(TRIGGER.format(table=name)))


def freeze(badge_ids: Sequence[int]) -> None:
    """Write down these badges, texts and skills included, as the version that they say they are."""
    db.session.execute(_FREEZE, {"ids": list(badge_ids)})
