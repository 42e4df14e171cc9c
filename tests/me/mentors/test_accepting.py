"""What the link opens: somebody says yes, once, or no."""

import pytest
from sqlalchemy import select

from col_app.core.audit import AuditEntry
from col_app.core.db import db
from col_app.me.mentors import actions, inviting
from col_app.me.mentors.models import State
from tests.learning.postbox import text_of
from tests.me.mentors.pair import AUNT, TEEN, main_of
from tests.recognition.awarding import at_once


def accept(town, number, person):
    link = town.link(number)
    return town.visitor(person).fill(link, link)


def test_the_page_says_what_will_be_seen_before_anybody_accepts(town, ona):
    number = town.invite(ona, "badges", "interests", email=AUNT)
    answer = town.visitor().get(town.link(number))
    page = main_of(answer)

    assert ("Badges earned" in page, "Interests" in page) == (True, True)
    assert ("What is coming up" in page, "end it, at any time" in page) == (False, True)
    assert ("Ona P." in page, "Petrait" in page) == (True, False)
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "private" in answer.headers["Cache-Control"]


def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(town, ona):
    link = town.link(town.invite(ona, email=AUNT))
    page = town.visitor().get(link).text

    assert f"/sign-in?next={link.replace('/', '%2F')}" in page
    assert town.visitor().fill(link, link).status_code == 401


def test_opening_a_link_changes_nothing(town, ona, ruta):
    number = town.invite(ona, email=AUNT)
    town.visitor(ruta).get(town.link(number))

    assert town.row(number).state is State.INVITED


def test_somebody_accepts_and_the_learner_reads_who(town, ona, ruta, postbox):
    number = town.invite(ona, email=AUNT)
    answer = accept(town, number, ruta)
    (mail,) = postbox.keep(town.letters(actions.ACCEPTED))
    made = town.row(number)

    assert answer.location == f"/mentoring/{number}"
    assert (made.state, made.mentor_id, made.email) == (State.ACCEPTED, ruta, None)
    assert (mail["Subject"], mail["To"].addresses[0].addr_spec) == (
        "Rūta Jonaitienė is your mentor now",
        town.email(ona),
    )
    assert f"/passport/mentors/{number}" in text_of(mail)
    assert "Account: Rūta Jonaitienė" in main_of(town.visitor(ona).get("/passport/mentors"))
    assert "Ona Petraitė" in main_of(town.visitor(ruta).get("/mentoring"))


@pytest.mark.parametrize(("is_same", "warns"), [(True, False), (False, True)])
def test_an_account_without_the_address_is_told_to_the_learner(town, ona, ruta, is_same, warns):
    number = town.invite(ona, email=town.email(ruta) if is_same else AUNT)
    accept(town, number, ruta)
    page = main_of(town.visitor(ona).get("/passport/mentors"))

    assert ("does not have the address you invited" in page) == warns
    assert town.row(number).has_address == is_same


def test_a_link_that_was_passed_on_warns_of_nothing(town, ona, ruta):
    accept(town, town.invite(ona), ruta)

    assert "the address you invited" not in town.visitor(ona).get("/passport/mentors").text


def test_a_link_works_once(town, ona, ruta):
    number = town.invite(ona)
    accept(town, number, ruta)
    tomas, link = town.visitor(town.person("Tomas")), town.link(number)

    assert tomas.get(link).status_code == 410
    assert tomas.fill("/passport/mentors/new", link).status_code == 410
    assert town.visitor(ruta).get(link).location == f"/mentoring/{number}"
    assert town.row(number).mentor_id == ruta


def test_of_two_who_accept_at_once_one_is_the_mentor(town, ona, ruta):
    number, tomas = town.invite(ona), town.person("Tomas")

    def try_it(person):
        try:
            town.accept(number, person)
        except actions.ClosedError:
            return None
        return person

    answers = at_once(try_it, [ruta, tomas])

    assert answers.count(None) == 1
    assert town.row(number).mentor_id in answers
    assert len(town.letters(actions.ACCEPTED)) == 1


def test_a_link_of_another_city_or_of_nobody_opens_nothing(town, ona, client):
    link = town.link(town.invite(ona))

    assert client("cagliari").get(link).status_code == 404
    assert town.visitor().get(link[:-1] + "x").status_code == 404


def test_old_links_open_nothing(town, ona, ruta):
    number = town.invite(ona)
    town.past(number, invited_at=30)

    assert town.visitor(ruta).get(town.link(number)).status_code == 410
    with pytest.raises(actions.ClosedError):
        town.accept(number, ruta)


def test_nobody_is_their_own_mentor(town, ona):
    number = town.invite(ona)

    assert accept(town, number, ona).status_code == 409
    assert town.row(number).state is State.INVITED


def test_two_people_have_one_mentorship_at_a_time(town, ona, ruta):
    first = town.accepted(ona, ruta)
    assert accept(town, town.invite(ona), ruta).status_code == 409

    town.past(first, invited_at=200, accepted_at=200, ends_at=150)
    assert accept(town, town.invite(ona), ruta).status_code == 303
    assert town.row(first).state is State.ENDED


def test_a_mentor_is_grown_up(town, ona):
    number = town.invite(ona)
    for year in (TEEN, None):
        answer = accept(town, number, town.person("Jonas", birth_year=year))
        assert (answer.status_code, "Mentors are grown-ups" in answer.text) == (409, True)

    assert town.row(number).state is State.INVITED


def test_somebody_says_no_without_an_account(town, ona):
    number = town.invite(ona, "badges", email=AUNT)
    link = town.link(number)
    answer = town.visitor().fill(link, link, _method="DELETE")
    made = town.row(number)

    assert (answer.status_code, made.state, made.email) == (200, State.DECLINED, None)
    assert made.pieces == []
    assert "They said no" in town.visitor(ona).get("/passport/mentors").text
    assert town.visitor().get(link).status_code == 410


def test_an_address_is_never_asked_again(town, ona):
    link = town.link(town.invite(ona, email=AUNT))
    town.visitor().fill(link, link, _method="DELETE", never="1")

    with pytest.raises(inviting.RefusedError):
        town.invite(town.person("Tomas"), email=AUNT)


def test_accepting_and_ending_are_written_down(town, ona, ruta):
    town.end(town.accepted(ona, ruta), ruta)
    last = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(2)
    found = town.do(lambda: [(e.action, e.actor_id) for e in db.session.scalars(last)])

    assert found == [("mentorship.ended", ruta), ("mentorship.accepted", ruta)]
