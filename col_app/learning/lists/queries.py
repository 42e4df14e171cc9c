"""Reads of learners' lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, text

from col_app.core.db import db
from col_app.learning.lists.models import OwnList, Visibility

Row = dict[str, Any]
ON_A_CARD = 4
"""How many things of a list its card names."""

_LIST = """
select l.id, l.public_id, l.person_id, l.title, l.about, l.visibility,
  coalesce(m.name, '') as name, o.title as original_title, o.visibility as original_visibility,
  o.public_id as original_public_id, coalesce(n.name, '') as original_name,
  (select jsonb_agg(jsonb_build_object('kind', i.kind, 'thing_id', i.thing_id, 'note', i.note,
    'is_mandatory', i.is_mandatory) order by i.position) from own_list_item i
    where i.list_id = l.id and i.position <= :items) as items
from own_list l left join member m on m.person_id = l.person_id
left join own_list o on o.id = l.based_on_id left join member n on n.person_id = o.person_id
where
"""
_ORIGIN = text("""
    with recursive up as (
      select id, based_on_id, person_id, 1 as height from own_list where id = :id
      union all select o.id, o.based_on_id, o.person_id, up.height + 1
        from up join own_list o on o.id = up.based_on_id where up.height < 50
    )
    select coalesce(m.name, '') from up left join member m on m.person_id = up.person_id
    where up.height > 2 order by up.height desc limit 1
""")
_FOLLOWED = text(f"""{_LIST} l.id in (select f.list_id from own_list_follower f
    where f.person_id = :person_id) and (l.visibility <> 'private' or l.person_id = :person_id)
  order by l.id desc""")  # noqa: S608 - built from constants of this file alone
_FOLLOWS = text("""
    select exists (select from own_list_follower
      where list_id = :list_id and person_id = :person_id)
""")
_BY_PUBLIC_ID = text(f"{_LIST} l.public_id = :public_id")
_PUBLIC = text(f"{_LIST} l.visibility = 'public' order by l.id desc limit :limit offset :offset")
_PUBLIC_COUNT = text("select count(*) from own_list where visibility = 'public'")
_OF_PERSON = text("""
    select l.public_id, l.title, l.visibility,
      (select count(*) from own_list_item i where i.list_id = l.id) as item_count
    from own_list l where l.person_id = :person_id order by l.id desc
""")
EVERY_ITEM = 10**6


def _rows(statement: Any, **values: Any) -> list[Row]:
    return [dict(row) for row in db.session.execute(statement, values).mappings()]


def visible(public_id: str, person_id: int | None) -> Row | None:
    """A list with its items, unless it is private and somebody else's."""
    row = next(iter(_rows(_BY_PUBLIC_ID, public_id=public_id, items=EVERY_ITEM)), None)
    if row is None or (row["visibility"] == Visibility.PRIVATE and row["person_id"] != person_id):
        return None
    return row


def owned(public_id: str, by: int) -> OwnList | None:
    """A person's own list, locked for a change."""
    return db.session.scalars(
        select(OwnList)
        .where(OwnList.public_id == public_id, OwnList.person_id == by)
        .with_for_update()
    ).one_or_none()


def public(limit: int, offset: int) -> Sequence[Row]:
    """Public lists with their first items, latest first."""
    return _rows(_PUBLIC, limit=limit, offset=offset, items=ON_A_CARD)


def public_count() -> int:
    """How many lists are public."""
    return db.session.scalar(_PUBLIC_COUNT) or 0


def of_person(person_id: int) -> Sequence[Row]:
    """A person's lists in short, latest first."""
    return _rows(_OF_PERSON, person_id=person_id)


def origin(list_id: int) -> str | None:
    """Who made the first list of a row of copies; None unless it is a copy of a copy."""
    return db.session.scalar(_ORIGIN, {"id": list_id})


def followed_by(person_id: int) -> Sequence[Row]:
    """The lists that a person follows and may see, latest first."""
    return _rows(_FOLLOWED, person_id=person_id, items=EVERY_ITEM)


def is_followed(list_id: int, person_id: int) -> bool:
    """Whether a person follows a list."""
    return bool(db.session.scalar(_FOLLOWS, {"list_id": list_id, "person_id": person_id}))
