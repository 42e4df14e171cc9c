"""Children, minors, and what the city's team sees."""

import pytest

from col_app.me.mentors import actions
from tests.me.mentors.pair import CHILD, NOW, TEEN, main_of

CONSOLE, MINE = "/console/mentors", "/passport/mentors"
FORM = {"called": "Aunt", "way": "link", "ends": f"{NOW}-12-31"}


@pytest.fixture
def team(town):
    return town.visitor(town.person("Team", "city"))


@pytest.fixture
def ieva(town):
    """A learner of sixteen."""
    return town.person("Ieva Kalnietė", birth_year=TEEN)


@pytest.mark.parametrize("year", [CHILD, NOW - 14, None])
def test_a_child_cannot_invite_and_is_told_what_to_do(town, year):
    child = town.person("Jonas", birth_year=year)
    visitor = town.visitor(child)
    pages = [main_of(visitor.get(path)) for path in (MINE, f"{MINE}/new")]
    answer = visitor.fill(MINE, MINE, **FORM)

    assert all("together with somebody you trust" in page for page in pages)
    assert all("<form" not in page for page in pages)
    assert answer.status_code == 409
    with pytest.raises(actions.TooYoungError):
        town.invite(child)


def test_a_minor_invites_and_reads_whom_to_choose(town, ieva, ona):
    warned = [
        "somebody you know in person" in town.visitor(person).get(f"{MINE}/new").text
        for person in (ieva, ona)
    ]

    assert warned == [True, False]
    assert town.visitor(ieva).fill(f"{MINE}/new", MINE, **FORM).status_code == 200


def test_the_team_sees_that_minors_have_mentors_and_nothing_else(town, team, ieva, ona, ruta):
    town.accepted(ieva, ruta, "badges", called="Aunt Secret")
    town.invite(ieva, called="Nobody yet")
    town.accepted(ona, ruta)
    page = main_of(team.get(CONSOLE))

    assert "Rūta Jonaitienė is the mentor of Ieva Kalnietė" in page
    assert [word for word in ("Ona", "Secret", "Badges", "Nobody yet") if word in page] == []


def test_the_console_leads_there(team):
    assert f'href="{CONSOLE}"' in team.get("/console").text
    assert "No minor has a mentor" in team.get(f"{CONSOLE}?page=999").text


def test_the_team_ends_a_mentorship_and_both_learn_it(town, team, ieva, ruta):
    number = town.accepted(ieva, ruta)
    answer = team.fill(CONSOLE, f"{CONSOLE}/{number}", _method="DELETE")

    assert answer.location == CONSOLE
    assert town.visitor(ruta).get(f"/mentoring/{number}").status_code == 404
    assert "team ended it on" in town.visitor(ieva).get(MINE).text
    assert "was the mentor of Ieva" in team.get(CONSOLE).text


def test_the_team_cannot_end_those_of_grown_ups(town, team, ieva, ona, ruta):
    numbers = [town.accepted(ona, ruta), town.invite(ieva), 10**9]
    token = town.accepted(ieva, ruta)
    assert token
    answers = [
        team.fill(CONSOLE, f"{CONSOLE}/{number}", _method="DELETE").status_code
        for number in numbers
    ]

    assert answers == [404] * 3


def test_the_page_is_the_teams_alone(town, ieva, ruta):
    number = town.accepted(ieva, ruta)
    for person in (ieva, ruta, town.organiser()):
        visitor = town.visitor(person)
        assert visitor.get(CONSOLE).status_code == 403
        refused = visitor.fill(f"{MINE}/new", f"{CONSOLE}/{number}", _method="DELETE")
        assert refused.status_code == 403


def test_the_page_costs_the_same_for_one_and_for_three(town, team, ieva, ruta, queries):
    town.accepted(ieva, ruta)
    team.get(CONSOLE)
    with queries() as with_one:
        team.get(CONSOLE)
    for name in ("Jonas", "Petras"):
        town.accepted(town.person(name, birth_year=TEEN), ruta)
    with queries() as with_three:
        team.get(CONSOLE)

    assert len(with_three) == len(with_one)
