"""Recognise me: telling, proposing, asking and deciding, and what the badge says of it."""

import orjson
import pytest
from sqlalchemy import select, text

from col_app.core import clock
from col_app.core.db import db
from col_app.recognition.awards.models import Award
from col_app.recognition.recognise import actions, answers, queries
from col_app.recognition.recognise.answers import Answer
from col_app.recognition.recognise.models import Experience, Method, State
from tests.learning.postbox import text_of
from tests.recognition.awarding import at_once
from tests.recognition.recognise.asking import ACCEPT, STORY, decide, experience, told


def test_a_learner_tells_finds_a_badge_and_asks_for_it(town, ona, badge):
    me = town.visitor(ona)
    answer = me.fill("/recognise/new", "/recognise", title=badge.name, story=STORY)
    page = answer.location.partition("#")[0]
    assert f'name="badge" value="{badge.id}"' in me.get(page).text
    assert "Because you wrote:" in me.get(page).text

    me.fill(page, f"{page}/sending", badge=str(badge.id))
    assert experience(town, int(page.rpartition("/")[2])).state is State.SENT
    assert "With the organiser" in me.get("/recognise").text


def test_acceptance_gives_a_badge_that_says_how_it_was_recognised(town, ona, rasa, badge):
    number = told(town, ona, badge)
    assert decide(town, rasa, number, **ACCEPT).status_code == 303
    row = town.do(lambda: queries.by_id(number))
    document = orjson.loads(
        town.do(lambda: db.session.scalar(select(Award.document).where(Award.person_id == ona)))
    )
    page = town.visitor().get(f"/credentials/{row['award']}").text

    narrative = document["credentialSubject"]["narrative"]
    assert "from experience gained elsewhere. How: Conversation." in narrative
    assert narrative.endswith("She taught us a trick.")
    assert "Recognised from experience gained elsewhere" in page
    assert STORY not in page + str(document)


@pytest.mark.parametrize(
    ("form", "state", "subject"),
    [
        (ACCEPT, State.ACCEPTED, "Recognised: "),
        ({"decision": "ask", "words": "Since when?"}, State.ASKED, "One more question about "),
        ({"decision": "decline", "words": "Not yet."}, State.DECLINED, "An answer about "),
    ],
)
def test_every_answer_is_kept_and_written(town, postbox, ona, rasa, badge, form, state, subject):
    number = told(town, ona, badge)
    decide(town, rasa, number, **form)
    sent = postbox.keep(town.letters("experience_answered"))

    assert experience(town, number).state is state
    assert sent[0]["Subject"].startswith(subject)
    assert form["words"] in text_of(sent[0])


def test_the_organiser_is_written_to_without_the_story(town, postbox, ona, rasa, badge):
    number = told(town, ona, badge)
    sent = postbox.keep(town.letters("experience_sent"))
    body = "".join(text_of(each) for each in sent)

    assert (f"/studio/recognise/{number}" in body, STORY in body) == (True, False)


def test_what_was_asked_is_answered_and_sent_again(town, ona, rasa, badge):
    number = told(town, ona, badge)
    decide(town, rasa, number, decision="ask", words="Since when?")
    me, page = town.visitor(ona), f"/recognise/{number}"
    assert "Since when?" in me.get(page).text
    me.fill(page, page, title="Coaching", story="Since 2019.")
    me.fill(page, f"{page}/sending", badge=str(badge.id))

    found = experience(town, number)
    assert (found.state, found.story) == (State.SENT, "Since 2019.")


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({}, "Choose one of these."),
        ({"decision": "accept"}, "Say how you assessed it."),
        ({"decision": "decline"}, "Write why: the learner reads it."),
        ({"decision": "ask", "words": "x" * 1001}, "Use at most 1000 characters."),
    ],
)
def test_an_answer_without_reasons_is_refused(town, ona, rasa, badge, form, sentence):
    number = told(town, ona, badge)
    answer = decide(town, rasa, number, **form)

    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert experience(town, number).state is State.SENT


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"title": ""}, "Give it a name"),
        ({"story": " "}, "Tell what you did."),
        ({"link": "javascript:alert(1)"}, "Give a whole address that begins with https://."),
        ({"link": "https://[oops"}, "Give a whole address that begins with https://."),
    ],
)
def test_a_story_with_faults_is_kept_in_the_form(town, ona, form, sentence):
    asked = {"title": "Coach", "story": STORY, "proof": "A trophy", **form}
    answer = town.visitor(ona).fill("/recognise/new", "/recognise", **asked)

    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert "A trophy" in answer.text


def test_owner_and_colleague_decide_others_find_nothing(town, ona, rasa, badge):
    number = told(town, ona, badge)
    lina, jonas = town.person("Lina", "recogniser"), town.person("Jonas")
    path = f"/studio/recognise/{number}"
    studio = [town.visitor(each).get(path).status_code for each in (rasa, lina, jonas, ona)]
    own = [town.visitor(p).get(f"/recognise/{number}").status_code for p in (ona, rasa, jonas)]

    assert studio == [200, 404, 403, 403]
    assert own == [200, 404, 404]
    assert decide(town, lina, number, **ACCEPT).status_code == 404


def test_nobody_decides_about_themselves(town, rasa, badge):
    number = told(town, rasa, badge)

    assert decide(town, rasa, number, **ACCEPT).status_code == 404


def test_of_eight_who_accept_at_once_one_does(town, ona, rasa, badge):
    number = told(town, ona, badge)

    def accept(_):
        def work():
            try:
                found = db.session.get_one(Experience, number)
                answers.accept(found, [Method.TEST], "How.", Answer(rasa, 1, ""))
            except actions.MoveNotAllowedError:
                db.session.rollback()
                return False
            return True

        return town.do(work)

    assert sorted(at_once(accept, range(8))) == [False] * 7 + [True]


def test_a_badge_is_asked_for_once_at_a_time_and_never_when_held(town, ona, rasa, badge):
    first = told(town, ona, badge)
    with pytest.raises(actions.AlreadyAskedError):
        told(town, ona, badge)
    decide(town, rasa, first, **ACCEPT)
    with pytest.raises(actions.AlreadyHeldError):
        told(town, ona, badge)


def test_who_is_closed_is_asked_no_more(town, ona, rasa, badge):
    town.do(lambda: actions.offer(badge.organiser_id, is_open=False))
    try:
        with pytest.raises(actions.NotTakenError):
            told(town, ona, badge)
        draft = town.do(lambda: actions.tell(ona, actions.Told(badge.name, STORY)).id)
        found = town.do(lambda: queries.proposed(badge.name, db.session.get_one(Experience, draft)))
        assert badge.id not in [row["id"] for row in found]
    finally:
        path = f"/studio/recognise/offers/{badge.organiser_id}"
        assert town.visitor(rasa).fill("/studio/recognise", path).status_code == 303
    assert town.do(lambda: queries.takes(badge.id))


def test_a_stranger_does_not_open_somebody_elses_organiser(town, rasa, badge):
    lina = town.visitor(town.person("Lina", "recogniser"))

    offers = f"/studio/recognise/offers/{badge.organiser_id}"
    assert lina.fill("/studio/recognise", offers).status_code == 404


def test_what_is_taken_back_is_gone_what_is_recognised_stays(town, ona, rasa, badge):
    numbers = [told(town, ona, badge), told(town, ona)]
    decide(town, rasa, numbers[0], **ACCEPT)
    me = town.visitor(ona)
    for number in numbers:
        me.fill("/recognise/new", f"/recognise/{number}", _method="DELETE")

    assert [row["id"] for row in town.do(lambda: queries.of_person(ona))] == numbers[:1]


def test_the_usual_wait_is_that_of_answers_so_far(town, ona, rasa, badge):
    late = text("update experience set sent_at = decided_at - interval '70 hours' where id = :id")
    said = []
    for _ in range(3):
        again = told(town, ona, badge)
        said.append("no experience yet" in town.visitor(ona).get(f"/recognise/{again}").text)
        decide(town, rasa, again, decision="decline", words="No.")
        town.do(lambda number=again: db.session.execute(late, {"id": number}))
    again = told(town, ona, badge)

    page = town.visitor(ona).get(f"/recognise/{again}")
    assert (said, "An answer usually takes 3 days." in page.text) == ([True] * 3, True)


def test_one_person_has_ten_under_way(town, ona):
    for _ in range(actions.MOST_OPEN):
        told(town, ona)
    answer = town.visitor(ona).fill("/recognise/new", "/recognise", title="One more", story=STORY)

    assert answer.status_code == 409


@pytest.mark.parametrize("path", ["/recognise", "/studio/recognise"])
def test_one_experience_costs_as_many_queries_as_three(town, rasa, badge, queries, path):
    me, counts = town.visitor(rasa), []
    for more in (1, 2):
        for _ in range(more):
            told(town, rasa)
            told(town, town.person(), badge)
        me.get(path)
        with queries() as seen:
            me.get(path)
        counts.append(len(seen))

    assert counts[0] == counts[1]


def test_the_database_wants_a_method(town, ona, badge):
    number = told(town, ona, badge)
    wrong = text("update experience set state = 'accepted', decided_at = :now where id = :id")
    with pytest.raises(Exception, match="accepted_with_a_method"):
        town.do(lambda: db.session.execute(wrong, {"id": number, "now": clock.now()}))


def test_small_words_find_no_badge(town, ona):
    def found(story):
        def work():
            made = actions.tell(ona, actions.Told("Something", story))
            return [row["words"] for row in queries.proposed(story, made)]

        return town.do(work)

    assert found("With this about them, della quale, voor deze, apie kuriuos, čeprav lahko.") == []
