"""Publishing writes a version, and what is written stays."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text

from col_app.core.db import db

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
_FREEZE = text(f"""
insert into badge_version (badge_id, number, public_id, contents)
select b.id, b.version, b.public_id, {CONTENTS} from badge b
where b.published_at is not null and b.id = any(:ids)
""")  # noqa: S608 - built from constants of this file alone


def freeze(badge_ids: Sequence[int]) -> None:
    """Write down these badges, texts and skills included, as the version that they say they are."""
    db.session.execute(_FREEZE, {"ids": list(badge_ids)})
