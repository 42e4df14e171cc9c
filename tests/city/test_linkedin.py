"""The number of a page at LinkedIn: who names it, and what the link then says."""

from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select, text

from col_app.city.linkedin.forms import NotANumberError, read
from col_app.core.audit import AuditEntry
from col_app.core.db import db
from col_app.learning.organisers.models import Organiser
from tests.learning.town import Town
from tests.recognition.awarding import Portal

PATH = "/studio/linkedin"


@pytest.fixture
def town(app):
    town = Town(app, "vilnius")
    yield town
    town.do(lambda: [setattr(each, "linkedin_id", None) for each in db.session.scalars(ALL)])
    team = town.visitor(town.person("Egle", "city"))
    team.fill(f"{PATH}/city", f"{PATH}/city", number="")
    town.forget()


ALL = select(Organiser)


@pytest.fixture
def organiser(town):
    """The permanent id of the organiser that Rasa acts for."""
    first = select(Organiser.public_id).order_by(Organiser.id)
    return town.do(lambda: db.session.scalars(first).first())


@pytest.fixture
def rasa(town):
    return town.visitor(town.organiser())


@pytest.fixture
def team(town):
    return town.visitor(town.person("Egle", "city"))


@pytest.fixture
def linked(app, town):
    """What the link says that adds a badge of the organiser to a profile."""
    portal = Portal(app, "vilnius")
    person = portal.new_person()
    award = portal.award(person)
    holder = town.visitor(person.id)

    def said():
        page = holder.get(f"/credentials/{award}").text
        found = page.partition('href="https://www.linkedin.com')[2].partition('"')[0]
        return parse_qs(urlsplit(found.replace("&amp;", "&")).query)

    said.award = award
    return said


@pytest.mark.parametrize(
    "typed",
    [
        "1234567",
        " 1234567 ",
        "https://www.linkedin.com/company/1234567/admin/dashboard/",
        "linkedin.com/company/1234567",
        "https://www.linkedin.com/school/1234567?x=1",
        "urn:li:organization:1234567",
    ],
)
def test_a_number_is_found_in_what_people_paste(typed):
    assert read(typed) == "1234567"


@pytest.mark.parametrize(
    "typed",
    ["vilnius", "https://www.linkedin.com/company/vilnius-2026/", "0123", "12 34", "1" * 16, "-1",
     "https://www.linkedin.com/in/1234567x", "١٢٣", "1\0", "x" * 400],
)  # fmt: skip
def test_what_holds_no_number_is_refused(typed):
    with pytest.raises(NotANumberError):
        read(typed)


def test_an_organiser_names_its_own_page(town, rasa, organiser):
    answer = rasa.fill(f"{PATH}/{organiser}", f"{PATH}/{organiser}", number="company/77")
    page = rasa.get(PATH).text

    assert (answer.status_code, answer.location) == (303, PATH)
    assert "77</p>" in page
    assert f"{PATH}/city" not in page
    assert town.do(lambda: db.session.scalars(LAST).first()) == {"issuer": organiser}


LAST = (
    select(AuditEntry.detail)
    .where(AuditEntry.action == "linkedin.named")
    .order_by(AuditEntry.id.desc())
)


def test_a_fault_keeps_what_was_typed(rasa, organiser):
    answer = rasa.fill(f"{PATH}/{organiser}", f"{PATH}/{organiser}", number="our-museum")

    assert (answer.status_code, 'value="our-museum"' in answer.text) == (422, True)
    assert 'id="f-number-error"' in answer.text


def test_only_those_who_act_for_an_organiser_name_its_page(town, rasa, organiser, client):
    stranger = town.visitor(town.person("Jonas", "organiser"))
    learner = town.visitor(town.person("Ona"))

    assert stranger.get(f"{PATH}/{organiser}").status_code == 404
    assert stranger.fill("/studio/tokens", f"{PATH}/{organiser}", number="7").status_code == 404
    assert rasa.get(f"{PATH}/city").status_code == 404
    assert learner.get(PATH).status_code == 403
    assert client("vilnius").get(PATH).status_code == 302


def test_the_link_names_the_issuer_where_there_is_no_page(linked):
    said = linked()

    assert said["organizationName"] != [""]
    assert "organizationId" not in said
    assert (said["certId"], said["certUrl"][0].rpartition("/")[2]) == ([linked.award], linked.award)
    assert {"name", "issueYear", "issueMonth"} <= set(said)


def test_the_link_names_the_organisers_page_else_that_of_the_city(town, team, linked, app):
    team.fill(f"{PATH}/city", f"{PATH}/city", number="1000")
    by_city = linked()["organizationId"]
    everybody = select(Organiser)
    town.do(lambda: [setattr(o, "linkedin_id", "2000") for o in db.session.scalars(everybody)])

    assert (by_city, linked()["organizationId"]) == (["1000"], ["2000"])
    assert "organizationName" not in linked()


def test_a_withdrawn_badge_is_not_added_to_a_profile(app, linked):
    Portal(app, "vilnius").revoke(linked.award)

    assert linked() == {}


def test_three_organisers_cost_as_many_queries_as_one(town, rasa, queries):
    rasa.get(PATH)
    costs = []
    for more in (JOIN_TWO, None):
        with queries() as seen:
            rasa.get(PATH)
        costs.append(len(seen))
        if more is not None:
            town.do(lambda more=more: db.session.execute(more, {"person": town.people[-1]}))

    assert costs[0] == costs[1]


JOIN_TWO = text("""
    insert into organiser_member (organiser_id, person_id)
    select id, :person from organiser order by id offset 1 limit 2
""")
