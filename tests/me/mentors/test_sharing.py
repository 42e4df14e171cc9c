"""A mentor sees only what the learner shares."""

import pytest

from col_app.core import clock
from col_app.core.db import db
from col_app.me.mentors.models import Piece
from col_app.recognition.quests.models import Submission, SubmissionState
from tests.me.mentors.pair import main_of

PIECES = [piece.value for piece in Piece]
HEADINGS = {
    "coming": "h-coming", "progress": "h-progress", "badges": "h-badges",
    "interests": "h-interests", "evidence": "h-evidence",
}  # fmt: skip


@pytest.fixture
def life(town, ona):
    return town.fill_life(ona)


def seen(town, ruta, number):
    return main_of(town.visitor(ruta).get(f"/mentoring/{number}"))


def found(page, life):
    """The pieces of which anything at all stands in a page."""
    by_words = {piece for piece, words in life.words.items() if any(w in page for w in words)}
    return by_words | {piece for piece, mark in HEADINGS.items() if mark in page}


@pytest.mark.parametrize("piece", PIECES)
def test_one_piece_is_shown_and_nothing_of_the_others(town, ona, ruta, life, piece):
    page = seen(town, ruta, town.accepted(ona, ruta, piece))

    assert found(page, life) == {piece}
    assert all(words in page for words in life.words[piece])


@pytest.mark.parametrize("piece", PIECES)
def test_all_but_one_piece_leave_no_trace_of_it(town, ona, ruta, life, piece):
    others = set(PIECES) - {piece}
    page = seen(town, ruta, town.accepted(ona, ruta, *others, tasks=[life.shown]))

    assert found(page, life) == others | {"evidence"}


def test_evidence_is_shown_task_by_task(town, ona, ruta, life):
    page = seen(town, ruta, town.accepted(ona, ruta, tasks=[life.shown]))

    assert found(page, life) == {"evidence"}
    assert all(words in page for words in life.words["evidence"])


def test_who_shares_nothing_shows_nothing(town, ona, ruta, life):
    page = seen(town, ruta, town.accepted(ona, ruta))

    assert (found(page, life), "shares nothing with you" in page) == (set(), True)


def test_a_badge_leads_to_the_catalogue_and_a_credential_is_not_named(town, ona, ruta, life):
    page = seen(town, ruta, town.accepted(ona, ruta, *PIECES))

    assert ("/credentials/" in page, "/tasks" in page) == (False, False)


def test_a_file_of_shared_evidence_opens_and_the_other_does_not(town, ona, ruta, life):
    number = town.accepted(ona, ruta, tasks=[life.shown])
    visitor = town.visitor(ruta)
    here = f"/mentoring/{number}/evidence"
    opened = visitor.get(f"{here}/{life.file}")

    assert (opened.status_code, opened.data) == (200, b"What the miller said.")
    assert opened.headers["Cache-Control"] == "private, no-store"
    assert visitor.get(f"{here}/{life.other_file}").status_code == 404
    assert visitor.get(f"/evidence/{life.file}").status_code == 404


def test_what_is_unshared_is_gone_at_the_next_request(town, ona, ruta, life):
    number = town.accepted(ona, ruta, *PIECES, tasks=[life.shown])
    page, visitor = f"/passport/mentors/{number}", town.visitor(ona)
    visitor.fill(page, page, piece="badges", ends=_last_day(visitor, page))
    mentor = town.visitor(ruta)

    assert found(main_of(mentor.get(f"/mentoring/{number}")), life) == {"badges"}
    assert mentor.get(f"/mentoring/{number}/evidence/{life.file}").status_code == 404


def _last_day(visitor, page):
    return visitor.get(page).text.partition('name="ends"')[2].partition('value="')[2][:10]


@pytest.mark.parametrize("state", [SubmissionState.DRAFT, SubmissionState.SENT_BACK])
def test_what_is_written_anew_is_not_shown_until_it_is_handed_in(town, ona, ruta, life, state):
    number = town.accepted(ona, ruta, tasks=[life.shown])

    def change():
        submission = db.session.get_one(Submission, life.shown)
        submission.state = state
        submission.decided_at = None if state is SubmissionState.DRAFT else clock.now()

    town.do(change)

    assert found(seen(town, ruta, number), life) == set()
    file = town.visitor(ruta).get(f"/mentoring/{number}/evidence/{life.file}")
    assert file.status_code == 404
    ticked = town.visitor(ona).get(f"/passport/mentors/{number}").text
    assert "checked" in ticked.partition('name="evidence"')[2].partition(">")[0]


def test_evidence_of_others_cannot_be_shared(town, ona, ruta, life):
    tomas = town.person("Tomas")
    number = town.accepted(tomas, ruta, tasks=[life.shown])

    assert found(seen(town, ruta, number), life) == set()
    assert town.visitor(ruta).get(f"/mentoring/{number}/evidence/{life.file}").status_code == 404


def test_the_learner_sees_what_the_mentor_sees(town, ona, ruta, life):
    number = town.accepted(ona, ruta, "badges", tasks=[life.shown])
    page = main_of(town.visitor(ona).get(f"/passport/mentors/{number}/preview"))

    assert found(page, life) == {"badges", "evidence"}


def test_nothing_is_ticked_by_itself(town, ona, life):
    page = town.visitor(ona).get("/passport/mentors/new").text
    choices = page.partition("<fieldset")[2].partition('name="ends"')[0]

    assert choices.count('name="piece"') == len(PIECES)
    assert choices.count('name="evidence"') == 2
    assert "checked" not in choices.partition('name="piece"')[2]


@pytest.mark.parametrize("path", ["", "/evidence/{file}"])
def test_strangers_former_mentors_organisers_and_the_team_see_nothing(town, ona, ruta, life, path):
    number = town.accepted(ona, ruta, *PIECES, tasks=[life.shown])
    people = [town.person("Tomas"), town.organiser(), town.person("Team", "city"), ona]
    here = f"/mentoring/{number}{path.format(file=life.file)}"
    answers = [town.visitor(person).get(here).status_code for person in people]
    town.end(number, ona)

    assert answers == [404] * 4
    assert town.visitor(ruta).get(here).status_code == 404
    assert town.visitor().get(here).status_code == 302


def test_only_the_learner_reads_and_changes_their_own(town, ona, ruta):
    number = town.accepted(ona, ruta)
    page = f"/passport/mentors/{number}"
    for person in (ruta, town.person("Tomas"), town.organiser(), town.person("Team", "city")):
        visitor = town.visitor(person)
        ways = [visitor.get(page), visitor.get(f"{page}/preview")]
        ways += [visitor.fill("/passport/mentors/new", page, _method="DELETE")]
        assert [way.status_code for way in ways] == [404] * 3

    assert town.row(number).state.value == "accepted"


def test_pages_cost_the_same_for_one_and_for_three(town, ona, ruta, queries):
    def count(visitor, path):
        visitor.get(path)
        with queries() as statements:
            assert visitor.get(path).status_code == 200
        return len(statements)

    first = town.accepted(ona, ruta, *PIECES)
    mentor, learner = town.visitor(ruta), town.visitor(ona)
    paths = [
        (mentor, "/mentoring"), (learner, "/passport/mentors"), (mentor, f"/mentoring/{first}"),
    ]  # fmt: skip
    before = [count(*each) for each in paths]
    for name in ("Jonas", "Petras"):
        town.accepted(ona, town.person(name))
        town.accepted(town.person(name), ruta)
    town.fill_life(ona)
    town.fill_life(ona)

    assert [count(*each) for each in paths[:2]] == before[:2]
    three = count(*paths[2])
    town.fill_life(ona)
    assert count(*paths[2]) == three
