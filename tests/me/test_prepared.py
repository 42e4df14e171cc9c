"""Accounts that an organiser prepares for others, and how they are claimed."""

import datetime as dt
import itertools

import pytest
from sqlalchemy import delete, func, select

from col_app.core import clock, codes
from col_app.core.db import db, network_session
from col_app.learning.participation.models import Participation
from col_app.me.prepared import actions
from col_app.me.prepared import queries as prepared
from col_app.me.prepared.models import PreparedList
from col_app.people.accounts.models import Person
from col_app.people.members.models import Member
from col_app.recognition.awards.issuing import Wanted, issue
from col_app.recognition.awards.models import Award
from col_app.recognition.badges import queries as badges
from col_app.recognition.badges.models import Badge
from col_app.recognition.claims import tries
from col_app.recognition.claims.models import WrongCodes
from tests.learning.town import Town
from tests.people.browsers import PASSWORD, Browser
from tests.people.sign_up import sign_up
from tests.recognition.awarding import at_once

DAY = dt.timedelta(days=1)
PAGE = "/studio/prepared"
_numbers = itertools.count(1)


@pytest.fixture
def town(app):
    made = Town(app, "vilnius")
    yield made
    made.forget()
    made.do(lambda: db.session.execute(delete(WrongCodes)))


@pytest.fixture
def rasa(town):
    """The browser of an organiser."""
    return town.visitor(town.organiser())


@pytest.fixture
def made(town):
    """The number of a list with two accounts, prepared by the first organiser."""

    def work():
        name = f"Class 7b {next(_numbers)}"
        organiser = badges.of_activity(_activity_with_badge())["organiser_id"]
        names = ["Jonas Kazlauskas", "Ieva"]
        return actions.prepare(organiser, name, names, clock.now() + DAY, 1).id

    return town.do(work)


def _activity_with_badge():
    given = select(Badge.activity_id).where(Badge.activity_id.is_not(None))
    return db.session.scalars(given.order_by(Badge.id).limit(1)).one()


def accounts(town, made):
    def work():
        found = prepared.accounts(made)
        db.session.expunge_all()
        return found

    return town.do(work)


def form(**fields):
    usual = {"name": f"Class {next(_numbers)}", "names": "Jonas\nIeva\n\n", "organiser": ""}
    return usual | fields


def own_organiser(rasa):
    page = rasa.get(PAGE).text
    return page.partition('name="organiser"')[2].partition('<option value="')[2].partition('"')[0]


def made_by(rasa, **fields):
    fields = form(organiser=own_organiser(rasa), **fields)
    return rasa.fill(PAGE, PAGE, **fields)


def award(town, person_id):
    def work():
        badge = badges.of_activity(_activity_with_badge())
        return issue(badge, [Wanted(person_id)])[0].public_id

    return town.do(work)


def test_an_organiser_prepares_accounts_and_sees_their_codes(town, rasa):
    answer = made_by(rasa, names="Jonas Kazlauskas\n\n  Ieva  ")
    page = rasa.get(answer.location).text
    number = int(answer.location.rpartition("/")[2])

    found = accounts(town, number)
    assert [each.name for each in found] == ["Jonas Kazlauskas", "Ieva"]
    assert all(codes.shown(each.code) in page for each in found)


def test_nothing_but_the_name_is_known(app, town, made):
    numbers = [each.account_id for each in accounts(town, made)]
    with app.app_context(), network_session() as session:
        people = session.scalars(select(Person).where(Person.id.in_(numbers))).all()
        known = {(p.email, p.password_hash, p.birth_year, p.confirmed_at) for p in people}

    assert known == {(None, None, None, None)}


@pytest.mark.parametrize(
    "fields",
    [
        {"names": " \n "},
        {"names": "\n".join("x" for _ in range(101))},
        {"names": "x" * 81},
        {"name": " "},
        {"ends": "2020-01-01"},
        {"ends": "soon"},
        {"ends": "9999-12-31"},
    ],
)
def test_what_cannot_be_is_told_with_the_form_kept(rasa, fields):
    answer = made_by(rasa, **fields)

    assert (answer.status_code, "note--bad" in answer.text) == (422, True)
    assert (fields.get("names") or "Ieva").strip()[:20] in answer.text


def test_a_name_of_another_group_is_taken(rasa):
    name = f"Taken {next(_numbers)}"
    answers = [made_by(rasa, name=name).status_code for _ in "ab"]

    assert answers == [303, 422]


def test_a_prepared_person_is_awarded_and_nobody_is_named(town, made):
    account = accounts(town, made)[0]
    public_id = award(town, account.account_id)
    page = town.visitor().get(f"/credentials/{public_id}.json")
    public = select(Award.is_public).filter_by(public_id=public_id)
    stored = town.do(lambda: db.session.scalars(public).one())

    assert "identifier" not in page.json.get("credentialSubject", {})
    assert stored is False


def test_everybody_of_a_list_gets_a_seat_and_is_ticked_at_the_desk(town, rasa):
    activity = town.activity()
    here = made_by(rasa).location
    answer = rasa.fill(here, here, do="join", activity=str(activity))
    desk = rasa.get(answer.location).text

    assert answer.location == f"/studio/activities/{activity}/check-in"
    assert all(name in desk for name in ("Jonas", "Ieva"))


def test_a_list_that_does_not_fit_joins_nobody(town, rasa):
    activity = town.activity(capacity=1)
    here = made_by(rasa).location
    answer = rasa.fill(here, here, do="join", activity=str(activity))
    count = select(func.count()).where(Participation.activity_id == activity)

    assert (answer.status_code, town.do(lambda: db.session.scalar(count))) == (409, 0)


def test_who_has_the_code_makes_it_theirs_and_goes_back(app, town, made):
    account, person = accounts(town, made)[0], town.person("Jonas")
    public_id = award(town, account.account_id)
    path = f"/prepared/{account.code}?next=/badges"
    visitor = town.visitor(person)
    answer = visitor.fill(path, path)

    assert (answer.status_code, answer.location) == (303, "/badges")
    owner = select(Award.person_id).filter_by(public_id=public_id)
    assert town.do(lambda: db.session.scalars(owner).one()) == person
    with app.app_context(), network_session() as session:
        gone = session.get_one(Person, account.account_id)
        assert (gone.merged_into_id, "Jonas" in gone.name) == (person, False)
    kept = select(Member.name).where(Member.person_id == account.account_id)
    assert town.do(lambda: db.session.scalars(kept).all()) == []
    assert accounts(town, made)[0].name == ""


def test_a_newcomer_claims_it_in_three_steps(app, town, made):
    account, browser = accounts(town, made)[0], Browser(app)
    public_id = award(town, account.account_id)
    path, email = f"/prepared/{account.code}", f"jonas{next(_numbers)}@prepared.example"
    page = sign_up(browser, email, "vilnius", path)
    query = page.request.query_string.decode()
    back = browser.follow(browser.fill(f"apex/sign-in?{query}", email=email, password=PASSWORD))
    done = browser.follow(browser.fill(f"vilnius{path}"))

    assert back.request.path == path
    assert done.request.path == "/passport"
    assert f"/credentials/{public_id}" in done.text


def test_a_code_works_once(town, made):
    account = accounts(town, made)[0]
    path = f"/prepared/{account.code}"
    first, second = (town.visitor(town.person(name)) for name in ("Jonas", "Petras"))
    page = second.get(path)
    answers = [first.fill(path, path).status_code, second.fill("/claim", path).status_code]

    assert (page.status_code, answers) == (200, [303, 409])


def test_of_two_who_claim_at_once_one_gets_it(app, town, made):
    account = accounts(town, made)[0]
    people = [town.person(name) for name in ("Jonas", "Petras")]

    def go(person):
        try:
            town.do(lambda: actions.claim(account.id, person))
        except actions.ClosedError:
            return None
        return person

    winners = [each for each in at_once(go, people) if each]
    with app.app_context(), network_session() as session:
        kept = session.get_one(Person, account.account_id).merged_into_id
    assert winners == [kept]


def test_a_withdrawn_code_gives_nothing(town, rasa):
    here = made_by(rasa).location
    first, second = accounts(town, int(here.rpartition("/")[2]))
    rasa.fill(here, here, do=f"withdraw-{first.id}")
    one = [town.visitor().get(f"/prepared/{each.code}").text for each in (first, second)]
    rasa.fill(here, here, do="withdraw")
    both = town.visitor().get(f"/prepared/{second.code}").text

    closed = "This code was used, or it is closed."
    assert [closed in text for text in (*one, both)] == [True, False, True]


def test_a_code_ends_and_may_be_given_more_time(town, rasa):
    here = made_by(rasa).location
    number = int(here.rpartition("/")[2])
    account = accounts(town, number)[0]

    def end():
        db.session.get_one(PreparedList, number).closes_at = clock.now() - DAY

    town.do(end)
    path = f"/prepared/{account.code}"
    ended = town.visitor(town.person()).fill("/claim", path).status_code
    rasa.fill(here, here, do="extend", ends=(clock.now() + DAY).date().isoformat())

    assert (ended, town.visitor(town.person()).fill(path, path).status_code) == (409, 303)


def test_guessing_is_stopped(town, made):
    visitor, code = town.visitor(), accounts(town, made)[0].code
    for _ in range(tries.TRIES):
        visitor.get(f"/prepared/{codes.draw()}")

    assert "Many wrong codes came from here" in visitor.get(f"/prepared/{code}").text


def test_the_slips_are_a_pdf_of_open_codes(town, rasa):
    here = made_by(rasa, names="Žydrė Ąžuolaitė\nИван\nΕλένη").location
    paper = rasa.get(f"{here}/slips.pdf")
    rasa.fill(here, here, do="withdraw")

    assert (paper.mimetype, paper.data[:5]) == ("application/pdf", b"%PDF-")
    assert rasa.get(f"{here}/slips.pdf").status_code == 404


def test_strangers_and_other_organisers_see_nothing(town, made, rasa):
    stranger, anybody = town.visitor(town.person()), town.visitor()
    other = town.visitor(town.person("Other", "organiser"))

    for path in (f"{PAGE}/{made}", f"{PAGE}/{made}/slips.pdf"):
        assert stranger.get(path).status_code == 403
        assert other.get(path).status_code == 404
        assert anybody.get(path).status_code == 302


def test_the_page_asks_as_often_for_many_as_for_one(rasa, queries):
    pages = [made_by(rasa, names=names).location for names in ("A", "A\nB\nC")]
    rasa.get(pages[0])
    numbers = []
    for page in pages:
        with queries() as seen:
            rasa.get(page)
        numbers.append(len(seen))

    assert numbers[0] == numbers[1]
