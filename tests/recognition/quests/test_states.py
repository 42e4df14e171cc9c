"""From a draft to an accepted piece of work, and who may do what on the way."""

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import IntegrityError

from col_app.core import clock
from col_app.core.db import db
from col_app.recognition.quests import actions, queries, reviews
from col_app.recognition.quests.actions import Written
from col_app.recognition.quests.models import Review, Submission
from tests.recognition.awarding import at_once


def test_the_organiser_sends_back_and_then_accepts(workshop, quest):
    ona, rasa = workshop.person(), workshop.organiser()
    number = workshop.hand_in(quest[0], ona)
    workshop.decide(number, rasa, "sent_back", "What happened then?")
    seen = [workshop.state(number)]
    workshop.hand_in(quest[0], ona, "And then they danced.")
    seen.append(workshop.state(number))
    workshop.decide(number, rasa, turn=2)

    assert [*seen, workshop.state(number)] == ["sent_back", "submitted", "accepted"]


def test_ones_own_check_accepts_at_once(workshop, quest):
    assert workshop.state(workshop.hand_in(quest[1], workshop.person())) == "accepted"


def test_nothing_is_handed_in_without_evidence(workshop, quest):
    with pytest.raises(actions.MissingEvidenceError):
        workshop.hand_in(quest[0], workshop.person(), body="")


def test_as_many_peers_as_needed_accept(workshop, quest):
    ona, *peers = [workshop.person(name) for name in ("Ona", "Jonas", "Ieva")]
    for peer in peers:
        workshop.hand_in(quest[1], peer)
    number = workshop.hand_in(quest[2], ona)
    seen = []
    for peer in peers:
        workshop.decide(number, peer, is_peer=True)
        seen.append(workshop.state(number))

    assert seen == ["submitted", "accepted"]


def test_nobody_reviews_their_own_work(workshop, quest):
    rasa = workshop.organiser()
    number = workshop.hand_in(quest[0], rasa)
    with pytest.raises(reviews.OwnWorkError):
        workshop.decide(number, rasa)


def test_the_database_knows_whose_work_is_reviewed(workshop, quest):
    ona = workshop.person()
    number = workshop.hand_in(quest[2], ona)
    row = {
        "submission_id": number, "reviewer_id": ona, "is_peer": True, "round": 1,
        "decision": "accepted", "submitted_at": clock.now(), "decided_at": clock.now(),
    }  # fmt: skip
    for learner, constraint in ((ona, "ck_review_not_own"), (ona + 1, "fk_review_submission_id")):
        with pytest.raises(IntegrityError, match=constraint):
            workshop.do(lambda learner=learner: _add(Review(**row, learner_id=learner)))


def _add(row):
    db.session.add(row)
    db.session.flush()


def test_nobody_reviews_twice(workshop, quest):
    ona, jonas = workshop.person(), workshop.person()
    workshop.hand_in(quest[1], jonas)
    number = workshop.hand_in(quest[2], ona)
    workshop.decide(number, jonas, is_peer=True)
    with pytest.raises(reviews.AlreadyDecidedError):
        workshop.decide(number, jonas, is_peer=True)


def test_who_sends_back_says_why(workshop, quest):
    number = workshop.hand_in(quest[0], workshop.person())
    with pytest.raises(reviews.MissingWordsError):
        workshop.decide(number, workshop.organiser(), "sent_back")


def test_what_is_handed_in_cannot_be_changed_until_it_is_taken_back(workshop, quest):
    ona = workshop.person()
    workshop.hand_in(quest[0], ona)
    with pytest.raises(actions.MoveNotAllowedError):
        workshop.do(lambda: actions.save(quest[0], ona, Written("Other.", "", False, 1)))
    workshop.do(lambda: actions.take_back(quest[0], ona))
    workshop.do(lambda: actions.save(quest[0], ona, Written("Other.", "", False, 1)))

    assert workshop.do(lambda: queries.task_of(quest[0], ona)["body"]) == "Other."


def test_two_reviewers_at_once_decide_once(workshop, quest):
    number = workshop.hand_in(quest[0], workshop.person())

    def decide(by):
        try:
            return workshop.decide(number, by) > 0
        except reviews.AlreadyDecidedError:
            return False

    answers = at_once(decide, [workshop.organiser() for _ in range(4)])
    assert sorted(answers) == [False, False, False, True]


def test_two_windows_do_not_overwrite_each_other(workshop, quest):
    ona = workshop.person()
    workshop.do(lambda: actions.save(quest[0], ona, Written("First.", "", False, 0)))

    def save(words):
        try:
            workshop.do(lambda: actions.save(quest[0], ona, Written(words, "", False, 1)))
        except actions.StaleVersionError:
            return False
        return True

    assert sorted(at_once(save, ["a", "b", "c"])) == [False, False, True]


def test_a_first_save_in_two_windows_makes_one_row(workshop, quest):
    ona = workshop.person()

    def save(_number):
        return workshop.do(lambda: actions.save(quest[0], ona, Written("Same.", "", False, 0)).id)

    assert len(set(at_once(save, range(4)))) == 1


def test_the_last_two_tasks_accepted_at_the_same_moment_give_the_badge(workshop, keep_promises):
    tasks = workshop.quest(*[{"evidence": "text", "verified_by": "organiser"}] * 4)
    ona, rasa = workshop.person(), workshop.organiser()
    numbers = [workshop.hand_in(task, ona) for task in tasks]
    at_once(lambda number: workshop.decide(number, rasa), numbers)
    workshop.later()
    keep_promises()

    assert workshop.holds(ona) == 1


def test_the_badge_waits_until_nothing_can_be_undone(workshop, keep_promises):
    (task,) = workshop.quest({"evidence": "text", "verified_by": "organiser"})
    ona, rasa = workshop.person(), workshop.organiser()
    number = workshop.hand_in(task, ona)
    workshop.decide(number, rasa)
    workshop.do(lambda: reviews.undo(number, rasa))
    seen = [workshop.state(number)]
    workshop.later()
    keep_promises()

    assert ([*seen, workshop.state(number)], workshop.holds(ona)) == (["submitted"] * 2, 0)


def test_ten_minutes_later_nothing_is_undone(workshop, quest):
    number, rasa = workshop.hand_in(quest[0], workshop.person()), workshop.organiser()
    review = workshop.decide(number, rasa)
    earlier = {"decided_at": clock.now() - queries.UNDO}
    workshop.do(
        lambda: db.session.execute(update(Review).where(Review.id == review).values(**earlier))
    )
    with pytest.raises(reviews.TooLateError):
        workshop.do(lambda: reviews.undo(number, rasa))


def test_ones_own_checks_give_the_badge_with_the_words_that_may_be_told(workshop, keep_promises):
    (task,) = workshop.quest({"evidence": "text", "verified_by": "self"})
    ona = workshop.person()

    def work():
        actions.save(task, ona, Written("I sang.", "", True, 0))
        actions.submit(queries.task(task), ona)

    workshop.do(work)
    keep_promises()

    document = workshop.do(
        lambda: db.session.scalar(
            text("select document from award where person_id = :id"), {"id": ona}
        )
    )
    assert (workshop.holds(ona), "I sang." in document) == (1, True)


def test_words_stay_out_of_the_badge_unless_they_may_be_told(workshop, keep_promises):
    (task,) = workshop.quest({"evidence": "text", "verified_by": "self"})
    ona = workshop.person()
    workshop.hand_in(task, ona, "A secret.")
    keep_promises()

    document = workshop.do(
        lambda: db.session.scalar(
            text("select document from award where person_id = :id"), {"id": ona}
        )
    )
    assert "A secret." not in document


def test_states_agree_with_their_times(workshop, quest):
    number = workshop.hand_in(quest[0], workshop.person())
    for values, constraint in (
        ({"state": "accepted"}, "ck_submission_decided_at"),
        ({"state": "submitted", "submitted_at": None}, "ck_submission_submitted_at"),
        ({"link": "javascript:alert(1)"}, "ck_submission_link_form"),
    ):
        wrong = update(Submission).where(Submission.id == number).values(**values)
        with pytest.raises(IntegrityError, match=constraint):
            workshop.do(lambda wrong=wrong: db.session.execute(wrong))
