"""Making requirements, and awarding those who meet them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from col_app.core import outbox
from col_app.core.audit import record
from col_app.core.db import db
from col_app.recognition.awards.models import Award
from col_app.recognition.badges import queries as badges
from col_app.recognition.batches import actions as batches
from col_app.recognition.batches.models import Way
from col_app.recognition.quests import actions as quests
from col_app.recognition.quests import queries as tasks
from col_app.recognition.requirements import queries
from col_app.recognition.requirements.models import RequiredBadge, Requirement

MADE = "requirement.made"


class TooFewError(ValueError):
    """Fewer badges count than are needed."""


def require(badge_id: int, needed: int, of: Sequence[int], by: int) -> Requirement:
    """Ask for `needed` of these badges; whoever meets everything already is awarded soon.

    Raises TooFewError.
    """
    counted = sorted(set(of) - {badge_id})
    if not 0 < needed <= len(counted):
        raise TooFewError
    made = Requirement(badge_id=badge_id, needed=needed)
    db.session.add(made)
    db.session.flush()
    db.session.add_all(RequiredBadge(requirement_id=made.id, badge_id=each) for each in counted)
    record(MADE, by, requirement=made.id, badge=badge_id)
    outbox.promise(MADE, {"badge_id": badge_id}, f"{MADE}:{made.id}")
    return made


def remove(requirement: Requirement, by: int) -> None:
    """Ask for it no more. Nobody loses a badge, and nobody is awarded by what is left."""
    record("requirement.removed", by, requirement=requirement.id, badge=requirement.badge_id)
    db.session.delete(requirement)


def award_all(badge_id: int) -> None:
    """Award everybody who meets the requirements of a badge."""
    _award(badge_id, queries.meeting(badge_id))


def award_after(badge_id: int, first: int, last: int) -> None:
    """Award what is complete by these awards (a range of numbers) of a badge."""
    holders = db.session.scalars(
        select(Award.person_id).where(Award.badge_id == badge_id, Award.id.between(first, last))
    ).all()
    for other in queries.asking_for(badge_id):
        _award(other, queries.meeting(other, holders))


def _award(badge_id: int, people: Sequence[int]) -> None:
    badge = badges.by_id(badge_id)
    if not people or badge is None or not badge["is_published"]:
        return
    if tasks.count_of(badge_id):
        quests.look_again(badge_id, people)
        return
    entries = [batches.Entry(person_id=each) for each in people]
    batches.start(batches.make(badge_id, Way.RULE, None, entries))
