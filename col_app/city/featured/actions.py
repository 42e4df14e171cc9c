"""Putting things on the home, ordering them, taking them off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from col_app.city.featured.models import Featured, FeaturedKind, FeaturedText
from col_app.core.audit import record
from col_app.core.db import db
from col_app.core.ordering import put


class AlreadyFeaturedError(Exception):
    """The thing is featured already."""


class EndsTooEarlyError(Exception):
    """It would end before it begins."""


@dataclass(frozen=True, slots=True)
class Content:
    """From when until when, and why by language."""

    starts_at: dt.datetime | None = None
    ends_at: dt.datetime | None = None
    why: Mapping[str, str] = field(default_factory=dict)


def add(kind: FeaturedKind, thing_id: int, content: Content, by: int) -> Featured:
    """Feature a thing, after all others. Raises AlreadyFeaturedError, EndsTooEarlyError."""
    last = db.session.scalar(select(func.coalesce(func.max(Featured.position), -1))) or 0
    made = Featured(kind=kind, thing_id=thing_id, position=last + 1)
    made.starts_at, made.ends_at = content.starts_at, content.ends_at
    db.session.add(made)
    _flush()
    _say(made.id, content.why)
    record("featured.added", by, featured=made.id, kind=kind, thing=thing_id)
    return made


def change(featured: Featured, content: Content, by: int) -> None:
    """Other times, other words. Raises EndsTooEarlyError."""
    featured.starts_at, featured.ends_at = content.starts_at, content.ends_at
    _flush()
    _say(featured.id, content.why)
    record("featured.changed", by, featured=featured.id)


def move(featured: Featured, place: int, by: int) -> None:
    """Put it at a place (from 1) in the order of the home."""
    everything = db.session.scalars(
        select(Featured).order_by(Featured.position, Featured.id).with_for_update()
    ).all()
    place = put(everything, featured, place)
    db.session.flush()
    record("featured.moved", by, featured=featured.id, place=place)


def remove(featured: Featured, by: int) -> None:
    """Feature it no more."""
    record("featured.removed", by, kind=featured.kind, thing=featured.thing_id)
    db.session.delete(featured)
    db.session.flush()


def _say(featured_id: int, why: Mapping[str, str]) -> None:
    db.session.execute(delete(FeaturedText).where(FeaturedText.featured_id == featured_id))
    db.session.add_all(
        FeaturedText(featured_id=featured_id, lang=lang, why=words) for lang, words in why.items()
    )
    db.session.flush()


def _flush() -> None:
    """Write, and tell by the name of the constraint what the database refuses."""
    try:
        db.session.flush()
    except IntegrityError as refused:
        db.session.rollback()
        if "uq_featured_thing" in str(refused.orig):
            raise AlreadyFeaturedError from refused
        if "ck_featured_ends_after_it_starts" in str(refused.orig):
            raise EndsTooEarlyError from refused
        raise
