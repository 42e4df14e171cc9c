"""What two accounts both have, once they are one."""

import pytest
from sqlalchemy import select

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.applications.models import Application, ApplicationState
from col_app.learning.participation import actions as participation
from col_app.learning.seats import actions as seats
from col_app.learning.seats.models import Waiting
from col_app.recognition.badges.models import Badge
from col_app.recognition.evidence.models import EvidenceFile
from col_app.recognition.quests.models import Decision, Review, Submission, SubmissionState
from col_app.recognition.recognise.models import Experience, State
from tests.recognition.quests.quest import Workshop


@pytest.fixture
def workshop(app):
    made = Workshop(app, "vilnius")
    yield made
    made.clear()


def test_in_a_line_the_better_place_stays(town, way, moved):
    activity = town.activity(capacity=1)
    town.do(lambda: participation.join(activity, town.person("Rasa")) and None)
    for person in (way.gone, town.person("Tomas"), way.kept):
        town.do(lambda p=person: seats.enlist(activity, p))
    first = town.do(lambda: db.session.scalars(select(Waiting.id).order_by(Waiting.id)).first())
    moved()

    line = select(Waiting.id, Waiting.person_id).order_by(Waiting.id)
    found = town.do(lambda: [tuple(row) for row in db.session.execute(line)])
    assert (len(found), found[0]) == (2, (first, way.kept))


def test_who_has_a_seat_does_not_wait_for_one(town, way, moved):
    activity = town.activity(capacity=1)
    town.do(lambda: participation.join(activity, way.gone) and None)
    town.do(lambda: seats.enlist(activity, way.kept))
    moved()

    assert town.do(lambda: db.session.scalars(select(Waiting.person_id)).all()) == []


def test_of_two_works_the_one_that_got_further_stays_without_its_own_review(
    town, workshop, way, moved
):
    task, *_others = workshop.quest({"evidence": "text", "verified_by": "peers", "peers": 1})
    now = clock.now()

    def hand_in():
        done = Submission(
            badge_task_id=task, person_id=way.gone, body="Ready", state=SubmissionState.ACCEPTED,
            submitted_at=now, decided_at=now, round=1,
        )  # fmt: skip
        draft = Submission(badge_task_id=task, person_id=way.kept, body="Begun")
        db.session.add_all([done, draft])
        db.session.flush()
        review = Review(
            submission_id=done.id, learner_id=way.gone, reviewer_id=way.kept, is_peer=True,
            round=1, decision=Decision.ACCEPTED, submitted_at=now, decided_at=now,
        )  # fmt: skip
        db.session.add(review)

    town.do(hand_in)
    moved()

    works = select(Submission.person_id, Submission.body).where(Submission.badge_task_id == task)
    said = select(Review.learner_id, Review.reviewer_id).join(
        Submission, Submission.id == Review.submission_id
    )
    found = town.do(lambda: [tuple(row) for row in db.session.execute(works)])
    assert found == [(way.kept, "Ready")]
    rows = town.do(
        lambda: [
            tuple(row) for row in db.session.execute(said.where(Submission.badge_task_id == task))
        ]
    )
    assert rows == [(way.kept, None)]


def test_what_both_asked_to_be_recognised_is_asked_once(town, way, moved):
    def tell():
        badge = db.session.scalars(select(Badge.id).order_by(Badge.id)).first()
        for person in (way.gone, way.kept):
            told = Experience(person_id=person, title="Coached", story="A year.", badge_id=badge)
            told.state, told.sent_at = State.SENT, clock.now()
            db.session.add(told)
            db.session.flush()

    town.do(tell)
    moved()

    told = select(Experience.state).where(Experience.person_id == way.kept)
    states = town.do(lambda: db.session.scalars(told.order_by(Experience.id)).all())
    assert states == [State.SENT, State.DRAFT]


def test_a_place_that_was_granted_counts_more_than_one_that_was_asked_for(town, way, moved):
    activity, now = town.activity(), clock.now()

    def ask():
        granted = Application(
            activity_id=activity, person_id=way.gone, state=ApplicationState.ACCEPTED,
            decided_at=now, decided_by=way.kept,
        )  # fmt: skip
        db.session.add_all([granted, Application(activity_id=activity, person_id=way.kept)])

    town.do(ask)
    moved()

    asked = select(Application.person_id, Application.state, Application.decided_by)
    found = asked.where(Application.activity_id == activity)
    rows = town.do(lambda: [tuple(row) for row in db.session.execute(found)])
    assert rows == [(way.kept, ApplicationState.ACCEPTED, None)]


def test_files_follow_their_work(town, workshop, way, moved):
    task, *_others = workshop.quest({"evidence": "file", "verified_by": "organiser"})

    def hand_in():
        begun = Submission(badge_task_id=task, person_id=way.gone, body="Begun")
        db.session.add(begun)
        db.session.flush()
        db.session.add(
            EvidenceFile(
                submission_id=begun.id,
                person_id=way.gone,
                position=1,
                name="a.pdf",
                media_type="application/pdf",
                size=3,
            )  # fmt: skip
        )
        return begun.id

    number = town.do(hand_in)
    moved()

    owner = select(EvidenceFile.person_id).where(EvidenceFile.submission_id == number)
    assert town.do(lambda: db.session.scalars(owner).all()) == [way.kept]
