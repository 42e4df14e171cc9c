"""Links and slips: what a code gives, to whom, how often."""

import datetime as dt
import re

import pytest
from sqlalchemy import select, update

from col_app.core import clock, codes
from col_app.core.db import db
from col_app.recognition.awards.models import Award
from col_app.recognition.badges import queries as badges
from col_app.recognition.claims import actions, tries
from col_app.recognition.claims.models import ClaimCode, WrongCodes
from tests.people.browsers import token_of
from tests.recognition.awarding import at_once

DAY = dt.timedelta(days=1)


@pytest.fixture
def slip(town, badge):
    """The code of one printed slip."""

    def work():
        sheet = actions.make_sheet(badge, 1, clock.now() + DAY, by=1)
        query = select(ClaimCode.code).where(ClaimCode.sheet_id == sheet.id)
        return db.session.scalars(query).one()

    yield town.do(work)
    town.do(lambda: [db.session.delete(each) for each in db.session.scalars(select(WrongCodes))])


def link(town, badge, opens, closes):
    now = clock.now()
    return town.do(lambda: actions.make_link(badge, now + opens, now + closes, by=1).code)


def claim(town, code, person=None):
    visitor = town.visitor(person or town.person())
    token = token_of(visitor.get("/claim"))
    return visitor.post(f"/claim/{code}", {"csrf_token": token})


def holders(town, badge):
    query = select(Award.person_id).where(Award.badge_id == badge)
    return town.do(lambda: db.session.scalars(query).all())


def test_a_slip_is_read_in_any_case_with_dashes(town, slip):
    typed = codes.shown(slip)

    assert re.fullmatch(r"([2-9A-HJKMNP-Z]{4}-){2}[2-9A-HJKMNP-Z]{4}", typed)
    assert codes.read(typed) == codes.read(f" {slip} ") == slip


def test_every_wrong_letter_and_every_swap_is_noticed():
    code = codes.draw()
    wrong = [
        code[:n] + other + code[n + 1 :] for n in range(12) for other in "2z" if other != code[n]
    ]
    swaps = [code[:n] + code[n + 1] + code[n] + code[n + 2 :] for n in range(11)]

    assert [each for each in (*wrong, *swaps) if each != code and codes.read(each)] == []


def test_a_slip_gives_its_badge_once(town, badge, slip):
    first, second = claim(town, slip), claim(town, slip)

    assert (first.status_code, second.status_code, len(holders(town, badge))) == (303, 409, 1)
    assert "This slip has been used." in second.text


def test_of_eight_who_claim_one_slip_at_once_one_gets_it(town, badge, slip):
    people = [town.person() for _ in range(8)]

    def work(person):
        def inside():
            code = actions.find(slip, b"who")
            try:
                actions.claim(code, badges.by_id(badge), person)
            except actions.UsedError:
                db.session.rollback()
                return False
            return True

        return town.do(inside)

    assert (sorted(at_once(work, people)), len(holders(town, badge))) == ([False] * 7 + [True], 1)


def test_who_holds_the_badge_uses_no_slip_up(town, badge, slip):
    ona, link_code = town.person(), link(town, badge, -DAY, DAY)
    claim(town, link_code, ona)
    again = claim(town, slip, ona)

    assert (again.status_code, claim(town, slip).status_code) == (409, 303)


@pytest.mark.parametrize(("opens", "closes", "status"), [(-DAY, DAY, 303), (DAY, 2 * DAY, 409)])
def test_a_link_works_between_its_start_and_end(town, badge, opens, closes, status):
    assert claim(town, link(town, badge, opens, closes)).status_code == status


def test_a_closed_link_says_so(town, rasa, badge):
    code = link(town, badge, -DAY, DAY)
    number = town.do(lambda: db.session.scalars(select(ClaimCode.id).filter_by(code=code)).one())
    here = f"/studio/badges/{badge}/claims"
    rasa.fill(here, f"{here}/close", link=str(number))

    assert "This code is closed." in town.visitor().get(f"/claim/{code}").text


def test_guessing_is_stopped(town, slip):
    visitor = town.visitor()
    statuses = [visitor.get(f"/claim/{codes.draw()}").status_code for _ in range(tries.TRIES)]
    stopped = visitor.get(f"/claim/{slip}")

    assert (set(statuses), stopped.status_code) == ({404}, 404)
    assert "Many wrong codes came from here" in stopped.text


def test_mistyping_does_not_count_as_guessing(town, slip):
    visitor = town.visitor()
    for _ in range(tries.TRIES + 1):
        visitor.get("/claim/not-a-code")

    assert visitor.get(f"/claim/{slip}").status_code == 200


def test_the_address_of_who_guesses_is_kept_nowhere(town, slip):
    town.visitor().get(f"/claim/{codes.draw()}")
    kept = town.do(lambda: db.session.scalars(select(WrongCodes.who)).all())

    assert [each for each in kept if b"127.0.0.1" in each or len(each) != 32] == []


def test_open_slips_are_printed_and_revoked(town, rasa, badge):
    here = f"/studio/badges/{badge}"
    rasa.fill(f"{here}/claims", f"{here}/claims", kind="slips", number="12")
    sheet = re.search(rf"{here}/slips-(\d+)\.pdf", rasa.get(f"{here}/claims").text)[1]
    pdf = rasa.get(f"{here}/slips-{sheet}.pdf")
    rasa.fill(f"{here}/claims", f"{here}/claims/close", sheet=sheet)
    left = rasa.get(f"{here}/claims").text

    assert (pdf.mimetype, pdf.data[:5]) == ("application/pdf", b"%PDF-")
    assert "0 of 12 used, 0 open" in left


@pytest.mark.parametrize(
    "form", [{"number": "x", "kind": "slips"}, {"ends": "2020-01-01"}, {"starts": "soon"}]
)
def test_odd_dates_and_numbers_are_refused_kindly(rasa, badge, form):
    here = f"/studio/badges/{badge}/claims"

    assert rasa.fill(here, here, **form).status_code == 422


def test_the_database_refuses_a_slip_used_twice(town, slip):
    two = update(ClaimCode).where(ClaimCode.code == slip).values(used_count=2)
    with pytest.raises(Exception, match="slip_once"):
        town.do(lambda: db.session.execute(two))
