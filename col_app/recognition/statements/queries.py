"""Reads of recognition statements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, text

from col_app.core.db import db
from col_app.learning.organisers.models import OrganiserMember
from col_app.recognition.statements.models import Statement, StatementBadge

Row = dict[str, Any]
MOST_BADGES = 12

LIVE = """s.state = 'published' and (s.until_on is null or s.until_on >= current_date)"""
# what counts is said once; `b` is the badge
COUNTS = """(s.layer is null or b.layer = s.layer) and (
  exists (select from statement_badge x where x.statement_id = s.id and x.badge_id = b.id)
  or exists (select from statement_skill x join badge_skill k using (skill_id)
    where x.statement_id = s.id and k.badge_id = b.id)
  or not exists (select from statement_badge x where x.statement_id = s.id)
    and not exists (select from statement_skill x where x.statement_id = s.id))"""
HELD = """exists (select from award w where w.badge_id = b.id and w.person_id = :person_id
    and w.revoked_at is null)"""
_STATEMENT = f"""
select s.id, s.slug, s.state, s.needed, s.layer, s.from_on, s.until_on, s.organiser_id,
  s.published_at, s.ended_at, (s.until_on < current_date) as is_over,
  (select jsonb_object_agg(i.lang, jsonb_build_object('title', i.title, 'body', i.body))
    from statement_i18n i where i.statement_id = s.id) as texts,
  o.slug as organiser_slug, o.kind as organiser_kind,
  o.verified_at is not null as organiser_is_verified,
  (select jsonb_object_agg(i.lang, i.name) from organiser_i18n i where i.organiser_id = o.id)
    as organiser_names,
  (select jsonb_agg(x.skill_id order by x.skill_id) from statement_skill x
    where x.statement_id = s.id) as skills,
  (select count(*) from badge b where b.published_at is not null and {COUNTS}) as badge_count,
  (select count(*) from badge b where {HELD} and {COUNTS}) as held_count,
  (select jsonb_agg(q order by q.is_held desc, q.is_named desc, q.id) from (
    select b.id, b.slug, b.shape, b.palette, b.icon, b.pattern, b.picture,
      (select jsonb_object_agg(i.lang, i.name) from badge_i18n i where i.badge_id = b.id) as names,
      {HELD} as is_held,
      exists (select from statement_badge x where x.statement_id = s.id and x.badge_id = b.id)
        as is_named
    from badge b where (b.published_at is not null or {HELD}) and {COUNTS}
    order by is_held desc, is_named desc, b.id limit {MOST_BADGES}) q) as badges
from statement s join organiser o on o.id = s.organiser_id
where"""  # noqa: S608 - built from constants of this file alone
_ORDER = "order by s.published_at desc nulls first, s.id desc"
_BY_ID = text(f"{_STATEMENT} s.id = :id")
_ALL = text(f"{_STATEMENT} {LIVE} {_ORDER} limit :limit")
_OWN = text(f"""{_STATEMENT} s.organiser_id in (
  select organiser_id from organiser_member where person_id = :by) {_ORDER}""")  # noqa: S608 - built from constants of this file alone
_FOR_BADGE = text(f"""{_STATEMENT} {LIVE} and exists (
  select from badge b where b.id = :id and {COUNTS}) {_ORDER} limit :limit""")
# that any badge counts, or any of a layer, says nothing about a skill
_NAMING = """(select jsonb_agg(jsonb_build_object('id', b.id, 'slug', b.slug, 'names', (
    select jsonb_object_agg(i.lang, i.name) from badge_i18n i where i.badge_id = b.id))
    order by b.id) from statement_badge x join badge b on b.id = x.badge_id
  join badge_skill k on k.badge_id = b.id where x.statement_id = s.id and k.skill_id = :id
    and b.published_at is not null and (s.layer is null or b.layer = s.layer))"""
_FOR_SKILL = text(f"""{_STATEMENT} {LIVE} and (exists (select from statement_skill x
  where x.statement_id = s.id and x.skill_id = :id) or {_NAMING} is not null)
  {_ORDER} limit :limit""")
_SHOWING = text(f"select s.id, {_NAMING} as badges from statement s where s.id = any(:ids)")  # noqa: S608 - built from constants of this file alone
_OF_ORGANISER = text(f"{_STATEMENT} {LIVE} and s.organiser_id = :id {_ORDER} limit :limit")
_ORGANISERS = text("""
select o.id, o.verified_at is not null as is_verified,
  (select jsonb_object_agg(i.lang, i.name) from organiser_i18n i where i.organiser_id = o.id)
    as names
from organiser_member m join organiser o on o.id = m.organiser_id
where m.person_id = :by order by o.id
""")
NOBODY = 0


def _many(statement: Any, **values: Any) -> list[Row]:
    values.setdefault("person_id", NOBODY)
    return [dict(row) for row in db.session.execute(statement, values).mappings()]


def by_id(statement_id: int, person_id: int = NOBODY) -> Row | None:
    """One statement in any state, with what of it the person holds."""
    return next(iter(_many(_BY_ID, id=statement_id, person_id=person_id)), None)


def live(limit: int, person_id: int = NOBODY) -> Sequence[Row]:
    """What is granted now, latest first, with what of it the person holds."""
    return _many(_ALL, limit=limit, person_id=person_id)


def named_badges(statement_id: int) -> Sequence[int]:
    """The badges that a statement names."""
    named = select(StatementBadge.badge_id).where(StatementBadge.statement_id == statement_id)
    return db.session.scalars(named.order_by(StatementBadge.badge_id)).all()


def all_owned(by: int) -> Sequence[Row]:
    """Statements of the organisers a person acts for, drafts first."""
    return _many(_OWN, by=by)


def owned(statement_id: int, by: int) -> Statement | None:
    """A statement of an organiser that the person acts for."""
    return db.session.scalars(
        select(Statement)
        .join(OrganiserMember, OrganiserMember.organiser_id == Statement.organiser_id)
        .where(Statement.id == statement_id, OrganiserMember.person_id == by)
    ).one_or_none()


def organisers(by: int) -> Sequence[Row]:
    """The organisers a person acts for."""
    return [dict(row) for row in db.session.execute(_ORGANISERS, {"by": by}).mappings()]


def for_badge(badge_id: int, limit: int) -> Sequence[Row]:
    """What is granted now for a badge."""
    return _many(_FOR_BADGE, id=badge_id, limit=limit)


def for_skill(skill_id: int, limit: int) -> Sequence[Row]:
    """What is granted now for a skill, or for a badge by its name that shows it."""
    return _many(_FOR_SKILL, id=skill_id, limit=limit)


def showing(skill_id: int, ids: Sequence[int]) -> dict[int, Sequence[Row]]:
    """The badges that show a skill, of those that these statements name."""
    rows = _many(_SHOWING, id=skill_id, ids=list(ids))
    return {row["id"]: row["badges"] or [] for row in rows}


def of_organiser(organiser_id: int, limit: int) -> Sequence[Row]:
    """What an organiser grants now."""
    return _many(_OF_ORGANISER, id=organiser_id, limit=limit)
