"""Handing in: saving, submitting, taking back, files.

A submission is locked by its row while it changes, so each verb sees what the last one left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert

from col_app.core import clock, outbox
from col_app.core.audit import record
from col_app.core.db import db
from col_app.recognition.badges.models import BadgeTask, Evidence, Verifier
from col_app.recognition.evidence import actions as evidence
from col_app.recognition.evidence import queries as files
from col_app.recognition.evidence.queries import Holder
from col_app.recognition.quests import queries
from col_app.recognition.quests.models import Review, Submission, SubmissionState

QUEST_DONE = "quest.done"
OPEN = frozenset({SubmissionState.DRAFT, SubmissionState.SENT_BACK})
MOVES = {
    SubmissionState.DRAFT: {SubmissionState.SUBMITTED, SubmissionState.ACCEPTED},
    SubmissionState.SUBMITTED: {
        SubmissionState.DRAFT,
        SubmissionState.SENT_BACK,
        SubmissionState.ACCEPTED,
    },
    SubmissionState.SENT_BACK: {SubmissionState.SUBMITTED},
    SubmissionState.ACCEPTED: {SubmissionState.SUBMITTED},
}
"""From where to where; back to `submitted` while a decision is undone."""


class NotKeptError(Exception):
    """Why something was not done; the subclass says it."""


class MoveNotAllowedError(NotKeptError):
    """The submission is not where this could be done any more."""


class StaleVersionError(NotKeptError):
    """Something else was saved since the page was opened; `version` is what is there."""

    def __init__(self, version: int) -> None:
        super().__init__(version)
        self.version = version


class MissingEvidenceError(NotKeptError):
    """What the task asks for is not there."""


@dataclass(frozen=True, slots=True)
class Written:
    """What the form holds besides files."""

    body: str
    link: str
    is_told: bool
    version: int


def move(submission: Submission, to: SubmissionState) -> None:
    """Change the state of a locked submission. Raises MoveNotAllowedError."""
    if to not in MOVES[submission.state]:
        raise MoveNotAllowedError(submission.state, to)
    is_decided = to in (SubmissionState.SENT_BACK, SubmissionState.ACCEPTED)
    submission.state = to
    submission.decided_at = clock.now() if is_decided else None


def save(task_id: int, person_id: int, written: Written) -> Submission:
    """Keep what was written. The same again changes nothing.

    Raises MoveNotAllowedError while somebody reviews it, StaleVersionError.
    """
    made = db.session.scalar(
        insert(Submission)
        .values(badge_task_id=task_id, person_id=person_id, state=SubmissionState.DRAFT, version=0)
        .on_conflict_do_nothing(constraint="uq_submission_once")
        .returning(Submission.id)
    )
    submission = _lock(task_id, person_id)
    if submission.state not in OPEN:
        raise MoveNotAllowedError(submission.state)
    wanted = (written.body, written.link, written.is_told)
    if made is None and (submission.body, submission.link, submission.is_told) == wanted:
        return submission
    if submission.version != written.version:
        raise StaleVersionError(submission.version)
    submission.body, submission.link, submission.is_told = wanted
    submission.version += 1
    submission.saved_at = clock.now()
    db.session.flush()
    return submission


def _lock(task_id: int, person_id: int) -> Submission:
    query = select(Submission).where(
        Submission.badge_task_id == task_id, Submission.person_id == person_id
    )
    return db.session.scalars(
        query.with_for_update().execution_options(populate_existing=True)
    ).one()


def holder(submission: Submission) -> Holder:
    """What the files of a submission belong to."""
    return Holder("submission", submission.id, submission.person_id)


def detach(submission: Submission, name: str) -> None:
    """Remove one file of an open submission. Raises MoveNotAllowedError."""
    if submission.state not in OPEN:
        raise MoveNotAllowedError(submission.state)
    evidence.detach(holder(submission), name)


def submit(task: BadgeTask, person_id: int) -> Submission:
    """Hand in what is saved; who verifies their own work has it accepted at once.

    Raises MissingEvidenceError, MoveNotAllowedError.
    """
    submission = _lock(task.id, person_id)
    if not _is_whole(task, submission):
        raise MissingEvidenceError(task.evidence)
    submission.submitted_at = clock.now()
    submission.round += 1
    if task.verified_by is Verifier.SELF:
        move(submission, SubmissionState.ACCEPTED)
        settle(submission, task)
    else:
        move(submission, SubmissionState.SUBMITTED)
    record("evidence.submitted", person_id, submission=submission.id)
    db.session.flush()
    return submission


def _is_whole(task: BadgeTask, submission: Submission) -> bool:
    if task.evidence is Evidence.TEXT:
        return bool(submission.body)
    if task.evidence is Evidence.LINK:
        return bool(submission.link)
    return bool(files.of(holder(submission)))


def take_back(task_id: int, person_id: int) -> Submission:
    """Change what was handed in before anybody has decided. Raises MoveNotAllowedError."""
    submission = _lock(task_id, person_id)
    if submission.state is not SubmissionState.SUBMITTED:
        raise MoveNotAllowedError(submission.state)
    move(submission, SubmissionState.DRAFT)
    record("evidence.taken_back", person_id, submission=submission.id)
    db.session.flush()
    return submission


def settle(submission: Submission, task: BadgeTask, review: Review | None = None) -> bool:
    """Promise the badge when this was the last task of the quest; whether it was.

    The promise is kept when no decision can be undone any more.
    """
    db.session.flush()
    # of two tasks that are accepted at the same moment the later one sees the other
    evidence.one_by_one(f"quest:{task.badge_id}", submission.person_id)
    quest = queries.Quest(task.badge_id, task.version, submission.person_id)
    if not queries.is_complete(quest):
        return False
    key = f"quest:{submission.id}:{submission.round}:{review.id if review else 'self'}"
    outbox.promise(QUEST_DONE, asdict(quest), key, queries.settled_at(quest))
    return True


def look_again(badge_id: int, people: Sequence[int]) -> None:
    """Another condition of a badge is met by these people: look whether it was the last one."""
    moment = clock.now().isoformat()
    owed = [
        (asdict(quest), f"quest:{quest.badge_id}:{quest.person_id}:{moment}")
        for quest in queries.begun(badge_id, people)
    ]
    outbox.promise_many(QUEST_DONE, owed)


def erase(person_id: int) -> None:
    """Forget all that a person handed in, files included, and who wrote their reviews."""
    evidence.erase("submission", person_id)
    db.session.execute(delete(Submission).where(Submission.person_id == person_id))
    own = update(Review).where(Review.reviewer_id == person_id).values(reviewer_id=None)
    db.session.execute(own)
