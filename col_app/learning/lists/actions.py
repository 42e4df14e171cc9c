"""What can be done with a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, literal, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from col_app.core.db import db
from col_app.learning.lists.models import MOST_ITEMS, ListFollower, ListItem, OwnList, Visibility
from col_app.learning.saved.models import Kind
from col_app.people.members.models import Member

MOST_LISTS = 50


class TooManyListsError(Exception):
    """The person has as many lists as one may have."""


class TooManyItemsError(Exception):
    """More things than a list holds."""


class NothingInItError(Exception):
    """An empty list cannot be shared."""


class TooYoungError(Exception):
    """The person may not share yet."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing as it is to stand in a list."""

    kind: Kind
    thing_id: int
    note: str = ""
    is_mandatory: bool = True


def make(person_id: int, title: str, about: str = "") -> OwnList:
    """A new private list with nothing in it. Raises TooManyListsError."""
    _refuse_too_many(person_id)
    made = OwnList(person_id=person_id, title=title, about=about)
    db.session.add(made)
    db.session.flush()
    return made


def _refuse_too_many(person_id: int) -> None:
    # two lists made at once wait for each other at the person's row, so the count is exact
    db.session.execute(
        select(Member.person_id).where(Member.person_id == person_id).with_for_update()
    )
    mine = select(func.count()).where(OwnList.person_id == person_id)
    if (db.session.scalar(mine) or 0) >= MOST_LISTS:
        raise TooManyListsError


def describe(own: OwnList, title: str, about: str) -> None:
    """Call a list something else."""
    own.title, own.about = title, about
    db.session.flush()


def arrange(own: OwnList, items: Sequence[Item]) -> None:
    """Let a list hold these things in this order, each once. Raises TooManyItemsError."""
    each = {(item.kind, item.thing_id): item for item in reversed(items)}
    kept = [item for item in items if each[item.kind, item.thing_id] is item]
    if len(kept) > MOST_ITEMS:
        raise TooManyItemsError
    db.session.execute(delete(ListItem).where(ListItem.list_id == own.id))
    rows = [
        {
            "list_id": own.id,
            "kind": item.kind,
            "thing_id": item.thing_id,
            "position": position,
            "note": item.note,
            "is_mandatory": item.is_mandatory,
        }
        for position, item in enumerate(kept, 1)
    ]
    if rows:
        db.session.execute(insert(ListItem), rows)


def show_to(own: OwnList, visibility: Visibility, *, may_share: bool) -> None:
    """Share a list or close it. Raises TooYoungError, NothingInItError."""
    if visibility is not Visibility.PRIVATE:
        if not may_share:
            raise TooYoungError
        if not db.session.scalar(select(func.count()).where(ListItem.list_id == own.id)):
            raise NothingInItError
    own.visibility = visibility
    db.session.flush()


def copy(list_id: int, person_id: int) -> OwnList:
    """A private copy of a list for somebody. Raises TooManyListsError."""
    _refuse_too_many(person_id)
    original = db.session.get_one(OwnList, list_id)
    made = OwnList(
        person_id=person_id, title=original.title, about=original.about, based_on_id=original.id
    )
    db.session.add(made)
    db.session.flush()
    columns = [ListItem.kind, ListItem.thing_id, ListItem.position, ListItem.is_mandatory]
    db.session.execute(
        insert(ListItem).from_select(
            ["list_id", *columns, "note"],
            select(literal(made.id), *columns, ListItem.note).where(ListItem.list_id == list_id),
        )
    )
    return made


def follow(list_id: int, person_id: int) -> None:
    """Follow a list. Twice is once."""
    db.session.execute(
        upsert(ListFollower).values(list_id=list_id, person_id=person_id).on_conflict_do_nothing()
    )


def unfollow(list_id: int, person_id: int) -> None:
    """Follow a list no more. What was done stays done."""
    db.session.execute(
        delete(ListFollower).where(
            ListFollower.list_id == list_id, ListFollower.person_id == person_id
        )
    )


def remove(own: OwnList) -> None:
    """Delete a list; copies of it stay, and are based on what it was based on itself."""
    db.session.execute(
        update(OwnList).where(OwnList.based_on_id == own.id).values(based_on_id=own.based_on_id)
    )
    db.session.delete(own)
    db.session.flush()
