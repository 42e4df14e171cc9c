"""What can be done with a badge definition."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, literal, select, update
from sqlalchemy.dialects.postgresql import insert

from col_app.core import clock
from col_app.core.audit import record
from col_app.core.db import db
from col_app.core.ids import public_id, slugify
from col_app.learning.skills.models import Skill, SkillAlias
from col_app.recognition.badges.models import (
    Badge,
    BadgeDraft,
    BadgePicture,
    BadgeSkill,
    BadgeTask,
    BadgeTaskText,
    BadgeText,
    Layer,
)
from col_app.recognition.badges.versions import freeze
from col_app.recognition.definitions import queries
from col_app.recognition.definitions.readiness import missing

Contents = dict[str, Any]
COLUMNS = (
    "layer", "workload_minutes", "valid_months", "shape", "palette", "icon", "pattern", "picture",
)  # fmt: skip
FIRST_LOOK = {"shape": "hex", "palette": "ember", "icon": "star", "pattern": "rays"}


class ConflictError(Exception):
    """Somebody else saved in between."""


class IncompleteError(Exception):
    """Something is missing; its argument lists the codes of `readiness`."""


class NothingNewError(Exception):
    """There is no draft to publish or to withdraw."""


class NotPublishedError(Exception):
    """Only a badge that is given can be retired."""


def start(organiser_id: int, lang: str, name: str, by: int) -> Badge:
    """A new badge, as a draft with a name and nothing else."""
    made = Badge(organiser_id=organiser_id, slug="badge", layer=Layer.ENGAGE, **FIRST_LOOK)
    db.session.add(made)
    db.session.flush()
    texts = {lang: {"name": name, "description": "", "criteria": ""}}
    look = FIRST_LOOK | {"picture": None}
    rest = {"layer": Layer.ENGAGE, "workload_minutes": None, "valid_months": None}
    contents = {**look, **rest, "texts": texts, "skills": [], "tasks": []}
    db.session.add(BadgeDraft(badge_id=made.id, contents=contents, saved_by=by))
    db.session.flush()
    record("badge.drafted", by, badge=made.id)
    return made


def save(badge: Badge, contents: Contents, seen: int, by: int) -> int:
    """Keep a draft that was made upon the revision `seen`; its new one. Raises ConflictError."""
    values = {"contents": contents, "saved_at": clock.now(), "saved_by": by}
    if seen:
        mine = (BadgeDraft.badge_id == badge.id, BadgeDraft.revision == seen)
        change = update(BadgeDraft).where(*mine).values(**values, revision=seen + 1)
        kept = db.session.scalar(change.returning(BadgeDraft.revision))
    else:
        first = insert(BadgeDraft).values(badge_id=badge.id, **values).on_conflict_do_nothing()
        kept = db.session.scalar(first.returning(BadgeDraft.revision))
    if kept is None:
        raise ConflictError
    return kept


def keep_picture(digest: str, png: bytes) -> None:
    """Keep a picture that was drawn anew; the same one is kept once."""
    db.session.execute(insert(BadgePicture).values(digest=digest, png=png).on_conflict_do_nothing())


def publish(badge: Badge, seen: int, lang: str, by: int) -> int:
    """Make the draft the next version; those who hold an older one keep it. Its number.

    Raises NothingNewError, IncompleteError, and ConflictError when the draft is no longer the
    revision `seen`.
    """
    db.session.execute(select(Badge.id).where(Badge.id == badge.id).with_for_update())
    draft = db.session.get(BadgeDraft, badge.id, populate_existing=True)
    if draft is None:
        raise NothingNewError
    if draft.revision != seen:
        raise ConflictError
    lacking = [point.code for point in missing(draft.contents, lang) if point.is_needed]
    if lacking:
        raise IncompleteError(lacking)
    _take_over(badge, draft.contents, lang)
    freeze([badge.id])
    _add_tasks(badge, draft.contents["tasks"])
    db.session.delete(draft)
    db.session.flush()
    record("badge.published", by, badge=badge.id, version=badge.version)
    return badge.version


def _take_over(badge: Badge, contents: Contents, lang: str) -> None:
    """Bring the badge's own rows to what the draft says."""
    is_first = badge.published_at is None and badge.retired_at is None
    if not is_first:
        badge.version, badge.public_id = badge.version + 1, public_id()
    for column in COLUMNS:
        setattr(badge, column, contents[column])
    texts = {code: words for code, words in contents["texts"].items() if all(words.values())}
    badge.slug = slugify(texts[lang]["name"]) or "badge"
    badge.published_at, badge.retired_at = clock.now(), None
    for table in (BadgeText, BadgeSkill):
        db.session.execute(delete(table).where(table.badge_id == badge.id))
    rows = [{"badge_id": badge.id, "lang": code, **words} for code, words in texts.items()]
    db.session.execute(insert(BadgeText), rows)
    named = Skill.uri.in_(contents["skills"]) | Skill.id.in_(
        select(SkillAlias.skill_id).where(SkillAlias.uri.in_(contents["skills"]))
    )
    skills = select(literal(badge.id), Skill.id).where(named)
    db.session.execute(insert(BadgeSkill).from_select(["badge_id", "skill_id"], skills))
    db.session.flush()


def _add_tasks(badge: Badge, tasks: list[Contents]) -> None:
    for position, task in enumerate(tasks, 1):
        facts = {key: task[key] for key in ("evidence", "verified_by", "peers")}
        made = BadgeTask(badge_id=badge.id, version=badge.version, position=position, **facts)
        db.session.add(made)
        db.session.flush()
        words = [(lang, text) for lang, text in task["texts"].items() if text]
        db.session.add_all(
            BadgeTaskText(task_id=made.id, lang=lang, text=text) for lang, text in words
        )


def withdraw(badge: Badge, by: int) -> bool:
    """Forget the draft; whether the badge itself is gone, since it was never published.

    Raises NothingNewError.
    """
    draft = db.session.get(BadgeDraft, badge.id)
    if draft is None:
        raise NothingNewError
    is_gone = badge.published_at is None and badge.retired_at is None
    record("badge.draft_withdrawn", by, badge=badge.id)
    db.session.delete(draft)
    if is_gone:
        db.session.flush()
        db.session.delete(badge)
    db.session.flush()
    return is_gone


def retire(badge: Badge, by: int) -> None:
    """Give a badge no more; those who hold it keep it. Raises NotPublishedError."""
    if badge.published_at is None:
        raise NotPublishedError
    badge.published_at, badge.retired_at = None, clock.now()
    record("badge.retired", by, badge=badge.id, held=queries.holder_count(badge.id))
    db.session.flush()
