"""Mentorships end: by either side, by time; and what is left of them."""

import datetime as dt

import pytest

from col_app.core.db import db
from col_app.me.mentors import actions, jobs, queries
from col_app.me.mentors.models import MentorNote, SharedTask, State
from col_app.me.merging import actions as merging
from col_app.me.merging.moving import Move
from tests.me.mentors.pair import AUNT, STORY, main_of


def test_the_learner_ends_it_and_the_mentor_sees_a_kind_404(town, ona, ruta):
    number = town.accepted(ona, ruta, "badges")
    page = f"/passport/mentors/{number}"
    answer = town.visitor(ona).fill(page, page, _method="DELETE")
    mentor = town.visitor(ruta)
    gone = mentor.get(f"/mentoring/{number}")

    assert (answer.status_code, gone.status_code) == (303, 404)
    assert "If you were somebody’s mentor, it is over" in gone.text
    assert "Ona" not in main_of(mentor.get("/mentoring"))
    assert "You ended it on" in town.visitor(ona).get("/passport/mentors").text


def test_a_mentor_withdraws_and_the_learner_reads_it(town, ona, ruta):
    number = town.accepted(ona, ruta)
    page = f"/mentoring/{number}"
    answer = town.visitor(ruta).fill(page, page, _method="DELETE")

    assert (answer.location, town.row(number).ended_by) == ("/mentoring", ruta)
    assert "Your mentor ended it on" in town.visitor(ona).get("/passport/mentors").text


def test_after_the_last_day_nothing_is_seen(town, ona, ruta):
    number = town.accepted(ona, ruta, "badges")
    town.past(number, invited_at=200, accepted_at=200, ends_at=101)

    assert town.visitor(ruta).get(f"/mentoring/{number}").status_code == 404
    assert "The time is over" in town.visitor(ona).get("/passport/mentors").text


def test_the_last_day_is_a_whole_day(town, ona, ruta):
    number = town.accepted(ona, ruta)
    page, visitor = f"/passport/mentors/{number}", town.visitor(ona)
    today = visitor.get(page).text.partition('name="ends"')[2].partition('min="')[2][:10]
    visitor.fill(page, page, ends=today)
    end = town.row(number).ends_at

    assert end - dt.datetime.now(dt.UTC) > dt.timedelta(0)
    assert visitor.get(page).text.partition('name="ends"')[2].partition('value="')[2][:10] == today


def test_what_has_ended_is_not_changed_any_more(town, ona, ruta):
    number = town.accepted(ona, ruta)
    town.end(number, ona)
    page = f"/passport/mentors/{number}"
    answers = [
        town.visitor(ona).fill("/passport/mentors/new", page, ends="2027-01-01", **more).location
        for more in ({}, {"_method": "DELETE"})
    ]

    assert answers == ["/passport/mentors"] * 2
    assert town.visitor(ona).get(f"{page}/preview").status_code == 404


def test_ending_forgets_what_was_shared(town, ona, ruta):
    life = town.fill_life(ona)
    number = town.accepted(ona, ruta, "badges", tasks=[life.shown])
    town.end(number, ona)

    left = town.do(lambda: db.session.query(SharedTask).filter_by(mentorship_id=number).count())
    assert (left, town.row(number).pieces) == (0, [])


def test_once_a_day_what_is_over_is_ended_and_what_is_old_deleted(app, town, ona, ruta):
    life = town.fill_life(ona)
    over = town.accepted(ona, ruta, "badges", tasks=[life.shown])
    town.past(over, invited_at=200, accepted_at=200, ends_at=101)
    old = town.accepted(ona, town.person("Jonas"))
    town.end(old, ona)
    town.past(old, invited_at=500, accepted_at=500, ends_at=400, ended_at=366)
    silent = town.invite(ona, email=AUNT)
    town.past(silent, invited_at=31)
    stays = town.accepted(ona, town.person("Petras"), "badges")
    with app.app_context():
        jobs.sweep_all({})

    assert (town.row(over).state, town.row(over).pieces) == (State.ENDED, [])
    assert (town.row(old), town.row(silent), town.row(stays).pieces) == (None, None, ["badges"])


@pytest.mark.parametrize("who", ["ona", "ruta"])
def test_somebody_is_erased(town, ona, ruta, who):
    number = town.accepted(ona, ruta)
    note = town.write(number)
    person = {"ona": ona, "ruta": ruta}[who]
    town.do(lambda: actions.erase(person))

    assert town.row(number) is None
    assert town.do(lambda: db.session.get(MentorNote, note)) is None


def test_both_are_told_all_that_is_known(town, ona, ruta):
    number = town.accepted(ona, ruta, "badges")
    town.write(number, STORY)
    (learners,), (mentors,) = (
        town.do(lambda p=person: queries.personal_data(p)) for person in (ona, ruta)
    )

    assert (learners["notes"], learners["is_mentor"]) == ([STORY], False)
    assert (mentors["notes"], mentors["is_mentor"]) == ([STORY], True)


def test_mentorships_move_when_accounts_become_one(town, ona, ruta):
    number = town.accepted(ona, ruta, "badges")
    for gone in (ona, ruta):
        town.do(lambda g=gone: merging.move_here(Move(g, town.person("Kept"))))
    found = town.row(number)

    assert (found.person_id, found.mentor_id) == tuple(town.people[-2:])
    assert town.visitor(found.mentor_id).get(f"/mentoring/{number}").status_code == 200


def test_of_two_mentorships_between_the_same_people_the_later_stays(town, ona, ruta):
    second = town.person("Ona")
    first, later = town.accepted(ona, ruta), town.accepted(second, ruta)
    town.do(lambda: merging.move_here(Move(ona, second)))

    assert [town.row(n).state for n in (first, later)] == [State.ENDED, State.ACCEPTED]
    assert {town.row(n).person_id for n in (first, later)} == {second}


def test_of_two_mentors_who_become_one_the_later_stays(town, ona, ruta):
    second = town.person("Rūta")
    first, later = town.accepted(ona, ruta), town.accepted(ona, second)
    town.do(lambda: merging.move_here(Move(second, ruta)))

    assert [town.row(n).state for n in (first, later)] == [State.ENDED, State.ACCEPTED]


def test_an_address_that_both_invited_stays_invited_once(town, ona):
    second = town.person("Ona")
    first, later = town.invite(ona, email=AUNT), town.invite(second, email=AUNT)
    town.do(lambda: merging.move_here(Move(ona, second)))

    assert [town.row(n).state for n in (first, later)] == [State.ENDED, State.INVITED]


def test_nobody_becomes_their_own_mentor(town, ona, ruta):
    number = town.accepted(ona, ruta)
    town.do(lambda: merging.move_here(Move(ona, ruta)))

    assert town.row(number) is None
