"""Writing, publishing and ending recognition statements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete, insert, select

from col_app.core import clock, i18n
from col_app.core.audit import record
from col_app.core.db import db
from col_app.core.ids import slugify
from col_app.learning.organisers.models import Organiser
from col_app.recognition.badges.models import Layer
from col_app.recognition.statements.models import (
    Statement,
    StatementBadge,
    StatementSkill,
    StatementState,
    StatementText,
)

Texts = Mapping[str, tuple[str, str]]


class NotADraftError(Exception):
    """What is published stands as it is."""


class NotVerifiedError(Exception):
    """The city has not checked the organiser yet: it may write, not publish."""


class NotPublishedError(Exception):
    """Only what is published can end."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a statement says. `texts` holds (title, body) by language, at least one."""

    texts: Texts
    needed: int = 1
    layer: Layer | None = None
    badge_ids: Sequence[int] = ()
    skill_ids: Sequence[int] = ()
    from_on: dt.date | None = None
    until_on: dt.date | None = None
    order: Sequence[str] = field(default=(i18n.FALLBACK,))


def write(organiser_id: int, content: Content, by: int) -> Statement:
    """A new draft."""
    made = Statement(organiser_id=organiser_id, slug="x")
    db.session.add(made)
    _fill(made, content)
    record("statement.written", by, statement=made.id)
    return made


def change(statement: Statement, content: Content, by: int) -> None:
    """Write a draft anew. Raises NotADraftError."""
    _lock(statement)
    if statement.state is not StatementState.DRAFT:
        raise NotADraftError
    _fill(statement, content)
    record("statement.written", by, statement=statement.id)


def publish(statement: Statement, by: int) -> None:
    """Stand by a draft in public. Raises NotADraftError, NotVerifiedError."""
    _lock(statement)
    if statement.state is not StatementState.DRAFT:
        raise NotADraftError
    if db.session.get_one(Organiser, statement.organiser_id).verified_at is None:
        raise NotVerifiedError
    statement.state, statement.published_at = StatementState.PUBLISHED, clock.now()
    record("statement.published", by, statement=statement.id)
    db.session.flush()


def end(statement: Statement, by: int) -> None:
    """Grant it no more; the page stays and says so. Raises NotPublishedError."""
    _lock(statement)
    if statement.state is not StatementState.PUBLISHED:
        raise NotPublishedError
    statement.state, statement.ended_at = StatementState.ENDED, clock.now()
    record("statement.ended", by, statement=statement.id)
    db.session.flush()


def discard(statement: Statement) -> None:
    """Delete a draft. Raises NotADraftError."""
    _lock(statement)
    if statement.state is not StatementState.DRAFT:
        raise NotADraftError
    db.session.delete(statement)
    db.session.flush()


def _lock(statement: Statement) -> None:
    # two who act at once see each other's state
    db.session.execute(select(Statement.id).where(Statement.id == statement.id).with_for_update())
    db.session.refresh(statement)


def _fill(statement: Statement, content: Content) -> None:
    statement.slug = slugify(i18n.pick_value(content.texts, content.order)[1][0])
    statement.needed, statement.layer = content.needed, content.layer
    statement.from_on, statement.until_on = content.from_on, content.until_on
    db.session.flush()
    number = statement.id
    for table in (StatementText, StatementBadge, StatementSkill):
        db.session.execute(delete(table).where(table.statement_id == number))
    texts = [
        {"statement_id": number, "lang": lang, "title": title, "body": body}
        for lang, (title, body) in content.texts.items()
    ]
    badges = [{"statement_id": number, "badge_id": each} for each in set(content.badge_ids)]
    skills = [{"statement_id": number, "skill_id": each} for each in set(content.skill_ids)]
    rows = ((StatementText, texts), (StatementBadge, badges), (StatementSkill, skills))
    for model, values in rows:
        if values:
            db.session.execute(insert(model), values)
