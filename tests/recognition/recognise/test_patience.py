"""Waiting for an answer: one reminder, and asking somebody else."""

import pytest
from sqlalchemy import text

from col_app.core.db import db
from col_app.recognition.recognise import actions, answers, queries
from col_app.recognition.recognise.answers import Answer
from col_app.recognition.recognise.models import Experience, State
from tests.learning.postbox import text_of
from tests.recognition.awarding import at_once
from tests.recognition.recognise.asking import STORY, decide, experience, told

OTHER = text("""
    select b.id from badge b join recogniser using (organiser_id) where b.layer <> 'engage'
    and b.published_at is not null and b.organiser_id <> :organiser_id order by b.id limit 1
""")


def reminders(town):
    return [each for each in town.promises() if each.kind == actions.REMIND]


def wait_a_week(town, number):
    late = text("update experience set sent_at = sent_at - interval '7 days' where id = :id")
    town.do(lambda: db.session.execute(late, {"id": number}))


def turn(town, number):
    town.do(lambda: actions.turn(db.session.get_one(Experience, number)))


def test_a_week_later_those_who_decide_are_reminded_once(town, postbox, ona, rasa, badge):
    number = told(town, ona, badge)
    postbox.keep(reminders(town))
    postbox.keep(reminders(town))
    sent = postbox.keep(
        [p for p in town.letters("experience_waits") if p.payload["person_id"] == rasa]
    )

    assert [each["Subject"] for each in sent] == ["Somebody still waits for your answer"]
    assert (f"/studio/recognise/{number}" in text_of(sent[0]), STORY in text_of(sent[0])) == (
        True, False,
    )  # fmt: skip


@pytest.mark.parametrize("form", [{"decision": "decline"}, {"decision": "ask"}])
def test_who_has_answered_is_not_reminded(town, postbox, ona, rasa, badge, form):
    number = told(town, ona, badge)
    due = reminders(town)
    decide(town, rasa, number, words="Hm.", **form)
    postbox.keep(due)

    assert town.letters("experience_waits") == []


def test_what_is_sent_again_is_reminded_of_by_its_own_week(town, postbox, ona, rasa, badge):
    number = told(town, ona, badge)
    (first,) = reminders(town)
    decide(town, rasa, number, decision="ask", words="Since when?")
    town.visitor(ona).fill(f"/recognise/{number}", f"/recognise/{number}/sending")
    postbox.keep([first])
    assert town.letters("experience_waits") == []
    postbox.keep(reminders(town)[1:])

    assert town.letters("experience_waits") != []


def test_after_a_refusal_somebody_else_is_asked(town, ona, rasa, badge):
    number = told(town, ona, badge)
    decide(town, rasa, number, decision="decline", words="We saw nothing of it.")
    me, page = town.visitor(ona), f"/recognise/{number}"
    me.fill(page, f"{page}/turning")
    told_so = me.get(page).text

    assert experience(town, number).state is State.DRAFT
    assert ("We saw nothing of it." in told_so, "Declined on " in told_so) == (True, True)
    assert town.visitor(rasa).get(f"/studio/recognise/{number}").status_code == 404
    with pytest.raises(actions.AskedBeforeError):
        town.do(lambda: actions.send(db.session.get_one(Experience, number), badge.id))
    other = town.do(lambda: db.session.scalar(OTHER, {"organiser_id": badge.organiser_id}))
    me.fill(page, f"{page}/sending", badge=str(other))
    assert experience(town, number).badge_id == other


def test_the_badge_that_was_refused_is_proposed_no_more(town, ona, rasa, badge):
    number = told(town, ona, badge, title=badge.name)

    def proposed():
        found = town.do(
            lambda: queries.proposed(badge.name, db.session.get_one(Experience, number))
        )
        return badge.id in [row["id"] for row in found]

    before = proposed()
    decide(town, rasa, number, decision="decline", words="No.")
    turn(town, number)

    assert (before, proposed()) == (True, False)


def test_silence_has_to_last_a_week(town, ona, rasa, badge):
    number, me = told(town, ona, badge), town.visitor(ona)
    page = f"/recognise/{number}"
    early = me.fill(page, f"{page}/turning")
    assert "They still have time to answer" in me.get(early.location).text
    wait_a_week(town, number)
    assert "There was no answer for a week." in me.get(page).text
    me.fill(page, f"{page}/turning")

    assert experience(town, number).state is State.DRAFT
    assert "without an answer" in me.get(page).text


def test_an_answer_and_a_turn_at_once_never_both_happen(town, ona, rasa, badge):
    number = told(town, ona, badge)
    wait_a_week(town, number)

    def act(who):
        def work():
            found = db.session.get_one(Experience, number)
            try:
                if who == "ona":
                    actions.turn(found)
                else:
                    answers.ask_more(found, Answer(rasa, 1, "Since when?"))
            except actions.MoveNotAllowedError:
                db.session.rollback()
                return False
            return True

        return town.do(work)

    done = at_once(act, ["ona", "rasa"])
    found = experience(town, number)
    # a question may be followed by a turn, a turn by no question
    assert (any(done), found.state is State.DRAFT and found.words == "") == (True, True)


def test_an_answer_to_what_was_sent_before_does_not_count(town, ona, rasa, badge):
    number = told(town, ona, badge)
    wait_a_week(town, number)
    turn(town, number)
    other = town.do(lambda: db.session.scalar(OTHER, {"organiser_id": badge.organiser_id}))
    town.do(lambda: actions.send(db.session.get_one(Experience, number), other))

    def decline():
        answers.decline(db.session.get_one(Experience, number), Answer(rasa, 1, "No."))

    with pytest.raises(actions.MoveNotAllowedError):
        town.do(decline)


def test_a_stranger_turns_nothing(town, ona, rasa, badge):
    number = told(town, ona, badge)
    wait_a_week(town, number)
    stranger = town.visitor(town.person("Jonas"))

    assert stranger.fill("/recognise/new", f"/recognise/{number}/turning").status_code == 404


def test_earlier_askings_cost_one_query_however_many(town, ona, rasa, badge, queries):
    number, counts = told(town, ona), []
    me, page = town.visitor(ona), f"/recognise/{number}"
    add = text("""
        insert into earlier_asking (experience_id, badge_id, sent_at) select :id, b.id, now()
        from badge b where not exists (select from earlier_asking a
          where a.experience_id = :id and a.badge_id = b.id) order by b.id desc limit :more
    """)
    for more in (1, 2):
        town.do(lambda more=more: db.session.execute(add, {"id": number, "more": more}))
        me.get(page)
        with queries() as seen:
            me.get(page)
        counts.append(len(seen))

    assert counts[0] == counts[1]
