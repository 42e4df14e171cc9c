"""Handing in: saving, submitting, taking back, files.

A submission is locked by its row while it changes, so each verb sees what the last one left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

import tenancy
from col_app.core import clock, files, outbox
from col_app.core.audit import record
from col_app.core.db import db
from col_app.core.ids import public_id
from col_app.recognition.badges.models import BadgeTask, Evidence, Verifier
from col_app.recognition.quests import queries
from col_app.recognition.quests.models import (
    MOST_FILES,
    EvidenceFile,
    Review,
    Submission,
    SubmissionState,
)
from col_app.recognition.quests.pieces import Piece

QUEST_DONE = "quest.done"
PERSON_BYTES = 50 * 1024 * 1024
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


class TooManyFilesError(NotKeptError):
    """A submission has a few files at most."""


class NoSpaceLeftError(NotKeptError):
    """The files of this person are as large as they may be together."""


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


def attach(submission: Submission, pieces: Sequence[Piece]) -> list[str]:
    """Keep files with a locked submission; the names they have in the store.

    Raises TooManyFilesError, NoSpaceLeftError, files.NoRoomError.
    """
    # two uploads at once cannot both be the last that fits
    _one_by_one("evidence", submission.person_id)
    taken = set(_positions(submission.id))
    free = [number for number in range(1, MOST_FILES + 1) if number not in taken]
    if len(pieces) > len(free):
        raise TooManyFilesError
    if _bytes_of(submission.person_id) + sum(len(each.content) for each in pieces) > PERSON_BYTES:
        raise NoSpaceLeftError
    kept: list[str] = []
    try:
        for number, piece in zip(free, pieces, strict=False):
            kept.append(public_id())
            files.keep(kept[-1], piece.content)
            db.session.add(_row(submission.id, number, kept[-1], piece))
        db.session.flush()
    except BaseException:
        detach_kept(kept)
        raise
    return kept


def _one_by_one(what: str, person_id: int) -> None:
    """Wait until nobody else does this for the person, until the end of the transaction."""
    key = f"{what}:{tenancy.current_city().id}:{person_id}"
    db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))


def _row(submission_id: int, number: int, name: str, piece: Piece) -> EvidenceFile:
    return EvidenceFile(
        submission_id=submission_id,
        position=number,
        public_id=name,
        name=piece.name,
        media_type=piece.media_type,
        size=len(piece.content),
    )


def detach_kept(names: Sequence[str]) -> None:
    """Remove files from the store whose rows were never committed."""
    for name in names:
        files.drop(name)


def _positions(submission_id: int) -> Sequence[int]:
    query = select(EvidenceFile.position).where(EvidenceFile.submission_id == submission_id)
    return db.session.scalars(query).all()


def _bytes_of(person_id: int) -> int:
    query = select(func.coalesce(func.sum(EvidenceFile.size), 0)).join(
        Submission, Submission.id == EvidenceFile.submission_id
    )
    return int(db.session.scalar(query.where(Submission.person_id == person_id)) or 0)


def detach(submission: Submission, name: str) -> None:
    """Remove one file of an open submission. Raises MoveNotAllowedError."""
    if submission.state not in OPEN:
        raise MoveNotAllowedError(submission.state)
    gone = delete(EvidenceFile).where(
        EvidenceFile.submission_id == submission.id, EvidenceFile.public_id == name
    )
    if db.session.scalar(gone.returning(EvidenceFile.id)) is not None:
        files.forget(name)


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
    return bool(_positions(submission.id))


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

    The promise of a reviewer is kept when their decision can be undone no more.
    """
    db.session.flush()
    # of two tasks that are accepted at the same moment the later one sees the other
    _one_by_one(f"quest:{task.badge_id}", submission.person_id)
    quest = queries.Quest(task.badge_id, task.version, submission.person_id)
    if not queries.is_complete(quest):
        return False
    key = f"quest:{submission.id}:{submission.round}:{review.id if review else 'self'}"
    due = queries.undone_until(review) if review and not review.is_peer else None
    outbox.promise(
        QUEST_DONE, asdict(quest) | {"review_id": review.id if review else None}, key, due
    )
    return True


def erase(person_id: int) -> None:
    """Forget all that a person handed in, files included, and who wrote their reviews."""
    mine = select(Submission.id).where(Submission.person_id == person_id)
    names = db.session.scalars(
        select(EvidenceFile.public_id).where(EvidenceFile.submission_id.in_(mine))
    ).all()
    for name in names:
        files.forget(name)
    db.session.execute(delete(Submission).where(Submission.person_id == person_id))
    own = update(Review).where(Review.reviewer_id == person_id).values(reviewer_id=None)
    db.session.execute(own)
