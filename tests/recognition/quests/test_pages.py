"""The pages of tasks and of both queues."""

import io

import pytest
from sqlalchemy import text, update
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from col_app.core import clock
from col_app.core.db import db
from col_app.recognition.evidence.models import EvidenceFile
from col_app.recognition.quests import actions, queries
from col_app.recognition.quests.actions import Written
from col_app.recognition.quests.models import Review
from tests.people.browsers import token_of
from tests.recognition.evidence.test_pieces import with_gps


@pytest.fixture
def kept(settings, workshop):
    """The files in the store of this city."""
    folder = settings.data_dir / "files" / str(workshop.city.id)
    return lambda: sorted(each for each in folder.glob("*/*") if each.is_file())


@pytest.fixture
def statements(queries):
    """As `queries`, whose name the room's own has here."""
    return queries


def upload(visitor, task, *files, do="save", **fields):
    page = f"/tasks/{task}"
    data = {
        "csrf_token": token_of(visitor.get(page)), "do": do, "version": "0",
        "files": [FileStorage(io.BytesIO(content), name) for name, content in files], **fields,
    }  # fmt: skip
    boundary, body = encode_multipart(data)
    return visitor.post(page, body, content_type=f"multipart/form-data; boundary={boundary}")


def test_the_whole_way_without_javascript(workshop, quest, keep_promises):
    ona, rasa = workshop.person(), workshop.organiser()
    learner, studio = workshop.visitor(ona), workshop.visitor(rasa)
    page = f"/tasks/{quest[0]}"
    assert learner.fill(page, page, do="save", body="I told it.", version="0").location == page
    assert "I told it." in learner.get(page).text
    answer = learner.fill(page, page, do="submit", body="I told it.", version="1")
    assert "Handed in" in learner.get(answer.location).text

    queue = studio.get("/studio/review").text
    number = workshop.do(lambda: queries.queue(rasa, is_peer=False)[0]["id"])
    review = f"/studio/review/{number}"
    assert f'href="{review}"' in queue
    assert all(words in studio.get(review).text for words in ("Tell one story.", "I told it."))
    answer = studio.fill(review, review, round="1", decision="sent_back", words="And then?")
    assert answer.location == f"/studio/review?done={number}"

    assert all(words in learner.get(page).text for words in ("Sent back to you", "And then?"))
    assert f'href="{page}"' in learner.get("/passport").text
    learner.fill(page, page, do="submit", body="They danced.", version="1")
    learner.fill(page, page, do="submit", body="They danced.", version="2")
    studio.fill(review, review, round="2", decision="accepted", words="")
    assert "Accepted" in learner.get(page).text


def test_a_second_window_is_told_and_loses_nothing(workshop, quest):
    ona = workshop.person()
    learner, page = workshop.visitor(ona), f"/tasks/{quest[0]}"
    learner.fill(page, page, body="One window.", version="0")
    late = learner.fill(page, page, body="Other window.", version="0")
    assert (late.status_code, "Other window." in late.text, "another window" in late.text) == (
        409, True, True,
    )  # fmt: skip
    assert learner.fill(page, page, body="Other window.", version="1").status_code == 303


def test_autosave_answers_with_the_version_and_says_so(workshop, quest):
    learner, page = workshop.visitor(workshop.person()), f"/tasks/{quest[0]}"
    data = {"csrf_token": token_of(learner.get(page)), "body": "I", "version": "0"}
    saved = learner.post(page, data, headers={"Accept": "application/json"})
    late = learner.post(page, data | {"body": "x"}, headers={"Accept": "application/json"})

    assert saved.json == {"version": 1, "said": "Saved a moment ago"}
    assert (late.status_code, late.mimetype) == (409, "application/problem+json")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "https://", "ftp://a.b/c", "https://["])
def test_a_link_that_is_none_is_explained_and_kept_in_the_form(workshop, quest, link):
    learner, page = workshop.visitor(workshop.person()), f"/tasks/{quest[1]}"
    answer = learner.fill(page, page, link=link, version="0")
    assert (answer.status_code, 'id="f-link-error"' in answer.text) == (422, True)
    assert f'value="{link}"' in answer.text


def test_a_photo_is_kept_without_its_place_and_goes_with_its_owner(workshop, kept, keep_promises):
    (task,) = workshop.quest({"evidence": "photo", "verified_by": "organiser"})
    ona = workshop.person()
    assert upload(workshop.visitor(ona), task, ("me.jpg", with_gps())).status_code == 303
    name = workshop.do(lambda: db.session.query(EvidenceFile.public_id).all()[-1][0])
    (path,) = [each for each in kept() if each.name == name]
    assert b"SECRET" not in path.read_bytes()

    workshop.do(lambda: actions.erase(ona))
    keep_promises()
    left = workshop.do(lambda: queries.personal_data(ona))
    assert (path.exists(), left) == (False, {"submissions": [], "reviews": []})


def test_only_the_owner_and_reviewers_read_a_file(workshop, quest):
    (task,) = workshop.quest({"evidence": "file", "verified_by": "organiser"})
    ona, rasa = workshop.person(), workshop.organiser()
    learner = workshop.visitor(ona)
    upload(learner, task, ("story.html", b"<script>alert(1)</script>"))
    name = workshop.do(lambda: db.session.query(EvidenceFile.public_id).all()[-1][0])

    def seen():
        strangers = [workshop.person(), workshop.person("Lina", "organiser")]
        readers = [ona, rasa, *strangers]
        return [workshop.visitor(each).get(f"/evidence/{name}").status_code for each in readers]

    before = seen()
    upload(learner, task, do="submit")
    answer = workshop.visitor(rasa).get(f"/evidence/{name}")
    assert (before, seen()) == ([200, 404, 404, 404], [200, 200, 404, 404])
    assert answer.headers["Content-Disposition"] == "attachment; filename=story.txt"
    assert (answer.mimetype, answer.headers["X-Content-Type-Options"]) == ("text/plain", "nosniff")
    assert workshop.visitor().get(f"/evidence/{name}").status_code == 302


def test_a_sixth_file_and_a_wrong_one_are_refused_kindly(workshop, kept):
    (task,) = workshop.quest({"evidence": "file", "verified_by": "self"})
    learner = workshop.visitor(workshop.person())
    many = [(f"{n}.txt", b"x") for n in range(5)]
    before = len(kept())
    faults = [
        upload(learner, task, ("a.exe", b"MZ\x00\xff"), body="Kept in the form."),
        upload(learner, task, ("a.txt", b"x" * (5 * 1024 * 1024 + 1)), body="Kept in the form."),
        upload(learner, task, *many, ("6.txt", b"x"), body="Kept in the form."),
    ]
    assert [(f.status_code, "Kept in the form." in f.text) for f in faults] == [(422, True)] * 3
    assert upload(learner, task, *many).status_code == 303
    assert upload(learner, task, ("6.txt", b"x"), version="1").status_code == 422
    assert len(kept()) - before == 5


def test_a_file_is_removed_by_its_button(workshop, kept, keep_promises):
    (task,) = workshop.quest({"evidence": "file", "verified_by": "self"})
    learner = workshop.visitor(workshop.person())
    before = kept()
    upload(learner, task, ("a.txt", b"x"))
    name = next(each.name for each in kept() if each not in before)
    upload(learner, task, do=f"remove-{name}", version="1")
    keep_promises()

    assert kept() == before


def test_the_queue_asks_as_much_for_three_as_for_one(workshop, quest, statements):
    studio = workshop.visitor(workshop.organiser())
    counts = []
    for more in (1, 2):
        for _each in range(more):
            workshop.hand_in(quest[0], workshop.person())
        studio.get("/studio/review")
        with statements() as seen:
            studio.get("/studio/review")
        counts.append(len(seen))

    assert counts[0] == counts[1]


def test_the_tasks_ask_as_much_for_three_as_for_one(workshop, statements):
    learner = workshop.visitor(workshop.person())
    counts = []
    for number in (1, 3):
        workshop.quest(*[{"evidence": "text", "verified_by": "organiser"}] * number)
        page = f"/badges/{workshop.badges[-1]}-storyteller/tasks"
        learner.get(page)
        with statements() as seen:
            assert learner.get(page).status_code == 200
        counts.append(len(seen))

    assert counts[0] == counts[1]


def test_the_second_reviewer_is_told_what_happened(workshop, quest):
    number = workshop.hand_in(quest[0], workshop.person())
    first, second = workshop.organiser("Rasa Rasaitė"), workshop.organiser("Jonas")
    page = f"/studio/review/{number}"
    visitor = workshop.visitor(second)
    token = token_of(visitor.get(page))
    workshop.decide(number, first, words="Lovely.")
    data = {"csrf_token": token, "round": "1", "decision": "sent_back", "words": "Not yet."}
    late = visitor.post(page, data)

    assert (late.status_code, workshop.state(number)) == (409, "accepted")
    assert all(words in late.text for words in ("Somebody was faster", "Rasa R.", "Lovely."))


def test_peers_see_no_names_and_organisers_do(workshop, quest):
    ona, jonas = workshop.person("Ona Petraitė"), workshop.person("Jonas")
    workshop.hand_in(quest[1], jonas)
    number = workshop.hand_in(quest[2], ona)
    peer, stranger = workshop.visitor(jonas), workshop.visitor(workshop.person("Lina"))
    studio = workshop.visitor(workshop.organiser())

    assert "Ona" not in peer.get("/reviews").text + peer.get(f"/reviews/{number}").text
    assert "Ona P." in studio.get(f"/studio/review/{number}").text
    refused = [stranger, workshop.visitor(ona)]
    assert [each.get(f"/reviews/{number}").status_code for each in refused] == [404, 404]


def test_saved_phrases_are_inserted_without_javascript(workshop, quest):
    number = workshop.hand_in(quest[0], workshop.person())
    studio, page = workshop.visitor(workshop.organiser()), f"/studio/review/{number}"
    studio.fill(page, f"{page}/phrases", phrase="  Tell us   more. ")
    phrase = workshop.do(lambda: db.session.scalar(text("select max(id) from review_phrase")))
    answer = studio.fill(page, page, insert=str(phrase), words="Good!", round="1")
    assert ">Good!\nTell us more.</textarea>" in answer.text
    studio.fill(page, f"{page}/phrases", remove=str(phrase))
    assert "Tell us more." not in studio.get(page).text


def test_the_usual_wait_is_said_once_there_is_experience(workshop, quest):
    rasa, ona = workshop.organiser(), workshop.person()
    page, said = f"/tasks/{quest[0]}", []
    workshop.hand_in(quest[0], ona)
    said.append("no experience yet" in workshop.visitor(ona).get(page).text)
    for _each in range(3):
        review = workshop.decide(workshop.hand_in(quest[0], workshop.person()), rasa)
        late = clock.now() - queries.UNDO * 6 * 24 * 2
        workshop.do(
            lambda review=review, late=late: db.session.execute(
                update(Review).where(Review.id == review).values(submitted_at=late)
            )
        )
    said.append("An answer usually takes 2 days." in workshop.visitor(ona).get(page).text)

    assert said == [True, True]


def test_another_organiser_and_another_city_see_nothing(workshop, quest, client):
    number = workshop.hand_in(quest[0], workshop.person())
    lina = workshop.visitor(workshop.person("Lina", "organiser"))
    learner = workshop.visitor(workshop.person())
    page = f"/studio/review/{number}"
    seen = [each.get(page).status_code for each in (lina, learner)]

    assert seen == [404, 403]
    assert client("cagliari").get(f"/tasks/{quest[0]}").status_code == 302


def test_minors_are_not_asked_to_tell_the_world(workshop, quest):
    ona = workshop.person()
    workshop.do(lambda: actions.save(quest[0], ona, Written("x", "", False, 0)))
    assert 'name="is_told"' in workshop.visitor(ona).get(f"/tasks/{quest[0]}").text
    young = workshop.person(birth_year=clock.now().year - 16)
    visitor, page = workshop.visitor(young), f"/tasks/{quest[0]}"
    assert 'name="is_told"' not in visitor.get(page).text
    visitor.fill(page, page, body="x", is_told="1", version="0")
    assert not workshop.do(lambda: queries.task_of(quest[0], young)["is_told"])


def test_somebody_sent_back_and_accepted_reads_it_in_a_mail(workshop, quest):
    ona, rasa = workshop.person(), workshop.organiser()
    number = workshop.hand_in(quest[0], ona)
    workshop.decide(number, rasa, "sent_back", "And then?")
    workshop.hand_in(quest[0], ona, "They danced.")
    workshop.decide(number, rasa, turn=2)

    assert len(workshop.letters("evidence_decided")) == 2
