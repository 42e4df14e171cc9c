"""Reviewing: accepting, sending back, undoing, saved phrases.

Peers are the learners who hold the badge or have handed something in for it. One who sends back
sends back for all; whoever acts for the organiser decides alone, also where peers are asked.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, exists, func, select
from sqlalchemy.dialects.postgresql import insert

from col_app.core import clock
from col_app.core.audit import record
from col_app.core.db import db
from col_app.recognition.awards.models import Award
from col_app.recognition.badges.models import BadgeTask
from col_app.recognition.quests import actions, letters, queries
from col_app.recognition.quests.models import (
    MOST_PHRASES,
    Decision,
    Review,
    ReviewPhrase,
    Submission,
    SubmissionState,
)


class AlreadyDecidedError(Exception):
    """Somebody else was faster, or the learner has taken it back."""


class OwnWorkError(Exception):
    """Nobody reviews what they handed in themselves."""


class MissingWordsError(Exception):
    """Whoever sends back says why."""


class TooLateError(Exception):
    """The decision can be undone no more."""


class TooManyPhrasesError(Exception):
    """An organiser keeps a few phrases at most."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reviewer decides about one round of a submission."""

    by: int
    is_peer: bool
    round: int
    decision: Decision
    words: str


def decide(submission_id: int, verdict: Verdict) -> Review:
    """Accept or send back, once for each reviewer and round.

    Raises OwnWorkError, MissingWordsError, AlreadyDecidedError.
    """
    submission = _lock(submission_id)
    if submission.person_id == verdict.by:
        raise OwnWorkError
    if verdict.decision is Decision.SENT_BACK and not verdict.words:
        raise MissingWordsError
    is_open = submission.state is SubmissionState.SUBMITTED and submission.round == verdict.round
    if not is_open or _has_said(submission, verdict.by):
        raise AlreadyDecidedError
    review = _write(submission, verdict)
    _follow(submission, review)
    record(f"evidence.{review.decision}", verdict.by, submission=submission.id, review=review.id)
    return review


def _lock(submission_id: int) -> Submission:
    query = select(Submission).where(Submission.id == submission_id).with_for_update()
    return db.session.scalars(query.execution_options(populate_existing=True)).one()


def _has_said(submission: Submission, reviewer_id: int) -> bool:
    query = select(Review.id).where(
        Review.submission_id == submission.id,
        Review.round == submission.round,
        Review.reviewer_id == reviewer_id,
    )
    return db.session.scalar(query) is not None


def _write(submission: Submission, verdict: Verdict) -> Review:
    review = Review(
        submission_id=submission.id,
        learner_id=submission.person_id,
        reviewer_id=verdict.by,
        is_peer=verdict.is_peer,
        round=submission.round,
        decision=verdict.decision,
        words=verdict.words,
        submitted_at=submission.submitted_at,
        decided_at=clock.now(),
    )
    db.session.add(review)
    db.session.flush()
    return review


def _follow(submission: Submission, review: Review) -> None:
    """What the decision does to the submission, and who is told."""
    task = db.session.get_one(BadgeTask, submission.badge_task_id)
    if review.decision is Decision.SENT_BACK:
        actions.move(submission, SubmissionState.SENT_BACK)
        letters.tell(review)
    elif not review.is_peer or _accepted(submission) >= (task.peers or 1):
        actions.move(submission, SubmissionState.ACCEPTED)
        if not actions.settle(submission, task, review):
            letters.tell(review)
    db.session.flush()


def _accepted(submission: Submission) -> int:
    query = select(func.count(Review.id)).where(
        Review.submission_id == submission.id,
        Review.round == submission.round,
        Review.decision == Decision.ACCEPTED,
    )
    return int(db.session.scalar(query) or 0)


def undo(submission_id: int, by: int) -> None:
    """Take one's own last decision back while nothing followed from it.

    What others said about this round stays: the submission stands where that leaves it.
    Raises TooLateError.
    """
    submission = _lock(submission_id)
    review = _mine(submission, by)
    if review is None or not _can_undo(submission, review):
        raise TooLateError
    db.session.delete(review)
    db.session.flush()
    left = _left_by_others(submission)
    if left is not submission.state:
        actions.move(submission, left)
    record("evidence.undone", by, submission=submission.id)
    db.session.flush()


def can_undo(submission_id: int, by: int) -> bool:
    """Whether somebody's last decision can still be taken back."""
    submission = db.session.get(Submission, submission_id)
    review = _mine(submission, by) if submission else None
    return bool(submission and review and _can_undo(submission, review))


def _mine(submission: Submission, by: int) -> Review | None:
    return db.session.scalars(
        select(Review).where(
            Review.submission_id == submission.id,
            Review.round == submission.round,
            Review.reviewer_id == by,
        )
    ).one_or_none()


def _can_undo(submission: Submission, review: Review) -> bool:
    is_taken_back = submission.state is SubmissionState.DRAFT
    if is_taken_back or submission.saved_at > review.decided_at:
        return False
    if clock.now() >= queries.undone_until(review):
        return False
    task = db.session.get_one(BadgeTask, submission.badge_task_id)
    held = exists().where(Award.badge_id == task.badge_id, Award.person_id == submission.person_id)
    return not db.session.scalar(select(held))


def _left_by_others(submission: Submission) -> SubmissionState:
    """The state that follows from what is said about this round."""
    said = db.session.scalars(
        select(Review).where(
            Review.submission_id == submission.id, Review.round == submission.round
        )
    ).all()
    if any(each.decision is Decision.SENT_BACK for each in said):
        return SubmissionState.SENT_BACK
    task = db.session.get_one(BadgeTask, submission.badge_task_id)
    enough = len(said) >= (task.peers or 1) or any(not each.is_peer for each in said)
    return SubmissionState.ACCEPTED if said and enough else SubmissionState.SUBMITTED


def add_phrase(organiser_id: int, words: str) -> None:
    """Save a phrase; saving it again changes nothing. Raises TooManyPhrasesError."""
    if len(queries.phrases(organiser_id)) >= MOST_PHRASES:
        raise TooManyPhrasesError
    db.session.execute(
        insert(ReviewPhrase)
        .values(organiser_id=organiser_id, words=words)
        .on_conflict_do_nothing(constraint="uq_review_phrase_once")
    )


def remove_phrase(organiser_id: int, phrase_id: int) -> None:
    """Forget a phrase."""
    db.session.execute(
        delete(ReviewPhrase).where(
            ReviewPhrase.id == phrase_id, ReviewPhrase.organiser_id == organiser_id
        )
    )
