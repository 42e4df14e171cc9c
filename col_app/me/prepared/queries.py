"""Reads of prepared accounts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, text

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.organisers.models import OrganiserText
from col_app.me.prepared.models import PreparedAccount, PreparedList
from col_app.recognition.groups.models import GroupMember

_LISTS = text("""
    select l.id, l.name, l.closes_at, l.made_at, count(*) as total,
      count(*) filter (where a.claimed_at is not null) as claimed
    from prepared_list l join prepared_account a on a.list_id = l.id
    where l.organiser_id = any(:organisers) group by l.id order by l.id desc
""")
_ACTIVITIES = text("""
    select a.id, (select jsonb_object_agg(i.lang, i.title) from activity_i18n i
      where i.activity_id = a.id) as titles
    from activity a where a.organiser_id = :organiser_id and a.state = 'published'
      and (a.ends_at is null or a.ends_at > now()) order by a.starts_at nulls last, a.id limit 100
""")


def lists(organisers: Sequence[int]) -> Sequence[dict[str, Any]]:
    """The lists of these organisers, latest first, with how many accounts were claimed."""
    rows = db.session.execute(_LISTS, {"organisers": list(organisers)}).mappings()
    return [dict(row) for row in rows]


def one(number: int, organisers: Sequence[int]) -> PreparedList | None:
    """A list of one of these organisers."""
    return db.session.scalars(
        select(PreparedList).where(
            PreparedList.id == number, PreparedList.organiser_id.in_(organisers)
        )
    ).one_or_none()


def accounts(list_id: int) -> Sequence[PreparedAccount]:
    """The accounts of a list in the order they were typed."""
    return db.session.scalars(
        select(PreparedAccount)
        .where(PreparedAccount.list_id == list_id)
        .order_by(PreparedAccount.id)
    ).all()


def people(made: PreparedList) -> Sequence[int]:
    """Everybody of a list, as the group has them now; without it, those nobody claimed."""
    in_group = select(GroupMember.person_id).where(GroupMember.group_id == made.group_id)
    waiting = select(PreparedAccount.account_id).where(
        PreparedAccount.list_id == made.id, PreparedAccount.claimed_at.is_(None)
    )
    query = waiting if made.group_id is None else in_group
    return db.session.scalars(query).all()


def activities(organiser_id: int) -> Sequence[dict[str, Any]]:
    """The organiser's activities that still take people: number and titles."""
    rows = db.session.execute(_ACTIVITIES, {"organiser_id": organiser_id}).mappings()
    return [dict(row) for row in rows]


def organiser_names(organiser_id: int) -> dict[str, str]:
    """How an organiser is called, by language."""
    query = select(OrganiserText.lang, OrganiserText.name)
    rows = db.session.execute(query.where(OrganiserText.organiser_id == organiser_id))
    return {row.lang: row.name for row in rows}


def of_account(account: PreparedAccount) -> PreparedList:
    """The list an account was prepared in."""
    return db.session.get_one(PreparedList, account.list_id)


def is_open(account: PreparedAccount) -> bool:
    """Whether the code of an account still works."""
    if account.claimed_at is not None or account.withdrawn_at is not None:
        return False
    return of_account(account).closes_at > clock.now()
