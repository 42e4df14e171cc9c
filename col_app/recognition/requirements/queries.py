"""Reads of requirements: what a badge asks for, and who meets it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import exists, select, text

from col_app.core.db import db
from col_app.recognition.badges.queries import AWARDED
from col_app.recognition.requirements.models import RequiredBadge, Requirement

_MEETING = text("""
    select p.person_id from (select distinct w.person_id from award w
        join required_badge q on q.badge_id = w.badge_id
        join badge_requirement r on r.id = q.requirement_id
        where r.badge_id = :badge_id and w.revoked_at is null
          and (cast(:within as bigint[]) is null or w.person_id = any(:within))) p
    where not exists (select from badge_requirement r where r.badge_id = :badge_id and r.needed > (
        select count(distinct w.badge_id) from required_badge q
          join award w on w.badge_id = q.badge_id
        where q.requirement_id = r.id and w.person_id = p.person_id and w.revoked_at is null))
      and not exists (select from award w
        where w.badge_id = :badge_id and w.person_id = p.person_id)
    order by p.person_id
""")
_OF_BADGE = text("""
    select r.id, r.needed, jsonb_agg(jsonb_build_object('id', b.id, 'names',
      (select jsonb_object_agg(i.lang, i.name) from badge_i18n i where i.badge_id = b.id))
      order by b.id) as badges
    from badge_requirement r join required_badge q on q.requirement_id = r.id
    join badge b on b.id = q.badge_id where r.badge_id = :badge_id group by r.id order by r.id
""")
_COUNTABLE = text(f"""
    select b.id, (select jsonb_object_agg(i.lang, i.name) from badge_i18n i where i.badge_id = b.id)
        as names,
      (select jsonb_object_agg(i.lang, i.name) from organiser_i18n i
        where i.organiser_id = b.organiser_id) as organiser_names, count(*) over () as total
    from badge b where b.published_at is not null and b.id <> :badge_id and (b.id = any(:chosen)
      or exists (select from badge_i18n i where i.badge_id = b.id
        and position(network.plain(:find) in network.plain(i.name)) > 0))
    order by b.id = any(:chosen) desc, {AWARDED} desc, b.id limit :limit
""")  # noqa: S608 - built from a constant of badges.queries


def countable(
    badge_id: int, find: str, chosen: Sequence[int], limit: int
) -> Sequence[dict[str, Any]]:
    """Published badges that may count for this one: those chosen, then those that `find` names.

    Most awarded ones first; `total` counts all that match.
    """
    values = {"badge_id": badge_id, "find": find, "chosen": list(chosen), "limit": limit}
    return [dict(row) for row in db.session.execute(_COUNTABLE, values).mappings()]


def are_about(badge_id: int) -> bool:
    """Whether holding this badge counts for another one."""
    return bool(db.session.scalar(select(exists().where(RequiredBadge.badge_id == badge_id))))


def asking_for(badge_id: int) -> Sequence[int]:
    """The badges whose requirements name this one."""
    return db.session.scalars(
        select(Requirement.badge_id)
        .join(RequiredBadge, RequiredBadge.requirement_id == Requirement.id)
        .where(RequiredBadge.badge_id == badge_id)
        .distinct()
        .order_by(Requirement.badge_id)
    ).all()


def meeting(badge_id: int, within: Sequence[int] | None = None) -> Sequence[int]:
    """Who meets all requirements of a badge and never held it; `within` asks for some alone."""
    values = {"badge_id": badge_id, "within": list(within) if within is not None else None}
    return db.session.scalars(_MEETING, values).all()


def of_badge(badge_id: int) -> list[dict[str, Any]]:
    """What a badge asks for: `needed` of the named `badges`, for each requirement."""
    return [dict(row) for row in db.session.execute(_OF_BADGE, {"badge_id": badge_id}).mappings()]
