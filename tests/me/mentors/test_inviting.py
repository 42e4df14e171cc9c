"""A learner invites: by an address or by a link that is shown once."""

import datetime as dt

import pytest
from sqlalchemy import select

from col_app.core.audit import AuditEntry
from col_app.core.db import db
from col_app.me.mentors import actions, forms, inviting
from col_app.me.mentors.models import Mentorship, State
from tests.learning.postbox import text_of
from tests.me.mentors.pair import AUNT, main_of

NEW, MINE = "/passport/mentors/new", "/passport/mentors"


def invited_by(town, ona, **fields):
    last = town.do(forms.usual_end).isoformat()
    usual = {"called": "Aunt Rūta", "way": "mail", "email": AUNT, "ends": last}
    return town.visitor(ona).fill(NEW, MINE, **usual | fields)


def mine(town, ona):
    query = select(Mentorship).where(Mentorship.person_id == ona).order_by(Mentorship.id)

    def work():
        found = db.session.scalars(query).all()
        db.session.expunge_all()
        return found

    return town.do(work)


def test_an_address_is_invited_by_mail(town, ona, postbox):
    answer = invited_by(town, ona, email=f" {AUNT.upper()} ", piece=["badges", "coming"])
    (made,) = mine(town, ona)
    (mail,) = postbox.keep(town.letters(inviting.INVITED))

    assert (answer.location, made.email, made.pieces) == (MINE, AUNT, ["coming", "badges"])
    assert (mail["To"], mail["Subject"]) == (AUNT, "Ona P. would like you to be their mentor")
    assert town.link(made.id) in text_of(mail)
    assert "Petrait" not in str(mail)


def test_a_mail_speaks_the_language_of_the_account_with_the_address(town, ona, postbox):
    jonas = town.person("Jonas")
    number = town.invite(ona, email=town.email(jonas))
    town.do(lambda: setattr(town.get(number), "lang", "lt"))
    (mail,) = postbox.keep(town.letters(inviting.INVITED))

    assert "would like you" in mail["Subject"]


def test_a_mail_that_was_taken_back_is_not_sent(town, ona, postbox):
    town.end(town.invite(ona, email=AUNT), ona)

    assert postbox.keep(town.letters(inviting.INVITED)) == []


def test_a_link_is_shown_once(town, ona):
    answer = invited_by(town, ona, way="link", email="")
    (made,) = mine(town, ona)

    assert (answer.status_code, town.link(made.id) in answer.text) == (200, True)
    assert town.letters(inviting.INVITED) == []
    for page in (MINE, f"{MINE}/{made.id}"):
        assert "/mentoring/invitations/" not in town.visitor(ona).get(page).text


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"called": " "}, "called"),
        ({"called": "x" * 81}, "called"),
        ({"email": "nobody"}, "email"),
        ({"email": ""}, "email"),
        ({"ends": ""}, "ends"),
        ({"ends": "soon"}, "ends"),
        ({"ends": "2020-01-01"}, "ends"),
        ({"ends": "9999-12-31"}, "ends"),
    ],
)
def test_what_cannot_be_is_told_with_the_form_kept(town, ona, fields, field):
    answer = invited_by(town, ona, piece="badges", **fields)
    ticked = answer.text.partition('value="badges"')[2].partition(">")[0]

    assert (answer.status_code, f'id="f-{field}-error"' in answer.text) == (422, True)
    assert ("checked" in ticked, mine(town, ona)) == (True, [])


def test_unknown_pieces_and_evidence_are_no_choice(town, ona):
    invited_by(town, ona, piece=["needs", "badges"], evidence=["1", "x"])

    assert mine(town, ona)[0].pieces == ["badges"]


def test_the_same_address_is_invited_once(town, ona):
    answers = [invited_by(town, ona) for _ in "ab"]

    assert [answer.status_code for answer in answers] == [303, 409]
    assert "invited this address already" in main_of(answers[1])


def test_ones_own_address_cannot_be_invited(town, ona):
    assert invited_by(town, ona, email=town.email(ona)).status_code == 409


def test_nobody_invites_more_than_five_a_day(town, ona):
    answers = [invited_by(town, ona, email=f"a{n}@home.example") for n in range(6)]

    assert [answer.status_code for answer in answers] == [303] * 5 + [409]


def test_nobody_has_more_than_ten_mentors(town, ona):
    for n in range(10):
        town.past(town.invite(ona, email=f"a{n}@home.example"), invited_at=2)

    assert invited_by(town, ona).status_code == 409


def test_an_address_gets_three_mails_a_day_whoever_asks(town):
    people = [town.person(name) for name in ("Ona", "Jonas", "Petras", "Tomas")]
    answers = [invited_by(town, person).status_code for person in people]

    assert answers == [303, 303, 303, 409]


def test_taking_back_does_not_count_as_never_written(town):
    people = [town.person(name) for name in ("Ona", "Jonas", "Petras", "Tomas")]
    for person in people[:3]:
        town.end(town.invite(person, email=AUNT), person)

    assert invited_by(town, people[3]).status_code == 409


def test_who_said_no_is_not_asked_again_by_the_same_learner(town, ona):
    number = town.invite(ona, email=AUNT)
    town.do(lambda: actions.decline(town.get(number)))

    assert invited_by(town, ona).status_code == 409
    assert invited_by(town, town.person("Tomas")).status_code == 303


def test_an_invitation_that_nobody_can_answer_stands_in_no_way(town, ona):
    number = town.invite(ona, email=AUNT)
    town.past(number, invited_at=102, ends_at=101)

    assert invited_by(town, ona).status_code == 303
    assert town.row(number) is None


def test_the_end_of_the_school_year_is_offered(town, monkeypatch):
    def offered(*day):
        monkeypatch.setattr(forms, "today", lambda: dt.date(*day))
        return forms.usual_end()

    assert offered(2026, 9, 1) == dt.date(2027, 7, 31)
    assert offered(2027, 2, 1) == dt.date(2027, 7, 31)
    assert offered(2027, 7, 10) == dt.date(2028, 7, 9)
    assert offered(2027, 8, 1) == dt.date(2028, 7, 31)


def test_the_pages_of_somebody_without_mentors(town, ona):
    visitor = town.visitor(ona)

    assert "Nobody sees anything of you" in visitor.get(MINE).text
    assert "You accompany nobody yet" in visitor.get("/mentoring").text
    assert 'href="/passport/mentors"' in visitor.get("/passport").text


def test_an_invitation_is_taken_back(town, ona):
    number = town.invite(ona, email=AUNT)
    page = f"{MINE}/{number}"
    answer = town.visitor(ona).fill(page, page, _method="DELETE")
    made = town.row(number)

    assert (answer.location, made.state, made.email) == (MINE, State.ENDED, None)
    assert town.visitor().get(town.link(number)).status_code == 410


def test_it_is_written_down_without_personal_data(town, ona):
    town.invite(ona, email=AUNT)
    last = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)
    action, detail = town.do(lambda: [(e.action, e.detail) for e in db.session.scalars(last)][0])

    assert (action, set(detail)) == ("mentorship.invited", {"mentorship"})
