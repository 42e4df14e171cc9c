"""The pages of circles: members see them, everybody else finds nothing."""

import re

import pytest
from sqlalchemy import select, update

from col_app.core import clock
from col_app.core.db import db, network_session
from col_app.learning.circles import actions
from col_app.learning.circles.models import Circle
from col_app.people.accounts.models import Person
from tests.learning.circles.ring import Ring, page_of
from tests.people.browsers import token_of


def own_circle(town, person):
    query = select(Circle.public_id).where(Circle.kept_by == person)
    return town.do(lambda: db.session.scalar(query))


def test_making_a_circle_leads_to_its_link(town, ruta, ona):
    visitor = town.visitor(ruta)
    answer = visitor.fill("/circles/new", "/circles/new", name="  Saturday   people ")
    page = visitor.get(answer.location.partition("#")[0]).text
    link = re.search(r"https?://[^\s<]*(/circles/invitations/\w{26})", page)[1]
    other = town.visitor(ona)
    shown = other.get(link).text

    assert "Saturday people" in shown
    assert "1 person" in shown
    assert "Rūta P. keeps it" in shown
    assert "“Ona K.”" in shown
    home = other.fill(link, link).location
    assert home == f"/circles/{own_circle(town, ruta)}"
    assert "2 people" in other.get(home).text


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"name": " "}, "Give the circle a name."),
        ({"name": "x" * 81}, "Use at most 80 characters."),
        ({"name": "Fine", "about": "y" * 501}, "Use at most 500 characters."),
    ],
)
def test_what_is_wrong_stands_beside_its_field(town, ruta, ring, fields, fault):
    visitor = town.visitor(ruta)
    for path in ("/circles/new", f"{ring.home}/keeping"):
        answer = visitor.fill(path, path, **fields)
        assert (answer.status_code, fault in answer.text) == (422, True)
        assert all(value.strip() in answer.text for value in fields.values())


def test_strangers_find_nothing(town, ring, jonas, activity):
    number = ring.propose(activity)
    stranger = town.visitor(jonas)
    token = token_of(stranger.get("/circles/new"))
    paths = [ring.home, f"{ring.home}/keeping", f"{ring.home}/proposals/{number}"]
    posts = [
        f"{ring.home}/keeping", f"{ring.home}/membership", f"{ring.home}/invitation",
        f"{ring.home}/members/{ring.number(ring.keeper)}", f"{ring.home}/proposals/{number}",
    ]  # fmt: skip

    assert {stranger.get(path).status_code for path in paths} == {404}
    for fields in ({}, {"_method": "DELETE"}, {"answer": "yes"}):
        data = {"csrf_token": token, **fields}
        assert {stranger.post(path, data).status_code for path in posts} == {404}
    data = {"csrf_token": token, "circle": ring.public_id}
    assert stranger.post(f"{page_of(activity)}/proposals", data).status_code == 404


def test_a_circle_that_is_not_there_answers_like_one_of_others(town, ring, jonas):
    stranger, bare = (
        town.visitor(jonas),
        re.compile(r'nonce="[^"]*"|value="[^"]{20,}"|[a-z0-9]{26}'),
    )
    pages = [stranger.get(path).text for path in (ring.home, f"/circles/{'a' * 26}")]

    assert bare.sub("", pages[0]) == bare.sub("", pages[1])


def test_members_who_do_not_keep_it_change_nothing_of_it(town, ring, ona, ruta):
    visitor = town.visitor(ona)
    token = token_of(visitor.get(ring.home))
    posts = [f"{ring.home}/keeping", f"{ring.home}/invitation"]
    posts.append(f"{ring.home}/members/{ring.number(ruta)}")

    assert visitor.get(f"{ring.home}/keeping").status_code == 404
    for fields in ({"name": "Mine"}, {"_method": "DELETE"}):
        data = {"csrf_token": token, **fields}
        assert {visitor.post(path, data).status_code for path in posts} == {404}
    assert "Look after the circle" not in visitor.get(ring.home).text


def test_visitors_sign_in_first_and_read_nothing(town, ring):
    for path in (ring.home, ring.link):
        answer = town.visitor().get(path)
        assert (answer.status_code, "Saturday" in answer.text) == (302, False)


def test_another_city_does_not_know_the_circle(towns, ring, ruta):
    assert towns("cagliari").visitor(ruta).get(ring.home).status_code == 404


@pytest.mark.parametrize("what", ["unknown", "renewed", "over"])
def test_a_link_that_lets_nobody_in_says_so(town, ring, jonas, what):
    if what == "renewed":
        ring.kept(actions.invite)
    elif what == "over":
        over = update(Circle).where(Circle.id == ring.id).values(invitation_ends_at=clock.now())
        town.do(lambda: db.session.execute(over))
    link = "/circles/invitations/nothing" if what == "unknown" else ring.link
    visitor = town.visitor(jonas)
    token = token_of(visitor.get("/circles/new"))

    for answer in (visitor.get(link), visitor.post(link, {"csrf_token": token})):
        assert (answer.status_code, "This invitation is over" in answer.text) == (404, True)
        assert "Saturday people" not in answer.text


def test_the_keeper_is_not_shown_a_link_that_is_over(town, ring, ruta):
    over = update(Circle).where(Circle.id == ring.id).values(invitation_ends_at=clock.now())
    town.do(lambda: db.session.execute(over))
    page = town.visitor(ruta).get(f"{ring.home}/keeping").text

    assert "There is no link at the moment" in page
    assert ring.code not in page


def test_a_full_circle_says_so(town, ring, jonas, monkeypatch):
    monkeypatch.setattr(actions, "MOST_MEMBERS", 2)
    answer = town.visitor(jonas).fill(ring.link, ring.link)

    assert answer.status_code == 409
    assert "This circle is full" in answer.text
    assert len(ring.people()) == 2


def test_members_read_first_names_and_initials(town, ring, ona):
    page = town.visitor(ona).get(ring.home).text

    assert "Rūta P." in page
    assert "Petraitė" not in page


def test_the_keeper_renews_ends_hands_over_and_closes(town, ring, ruta, ona, jonas):
    visitor, keeping = town.visitor(ruta), f"{ring.home}/keeping"
    visitor.fill(keeping, f"{ring.home}/invitation")
    assert ring.code not in visitor.get(keeping).text
    visitor.fill(keeping, f"{ring.home}/invitation", _method="DELETE")
    assert "There is no link at the moment" in visitor.get(keeping).text
    visitor.fill(keeping, f"{ring.home}/members/{ring.number(ona)}")
    assert (ring.keeper_now(), visitor.get(keeping).status_code) == (ona, 404)
    other = town.visitor(ona)
    other.fill(keeping, f"{ring.home}/members/{ring.number(ruta)}", _method="DELETE")
    assert ring.people() == [ona]
    other.fill(keeping, keeping, _method="DELETE")
    assert (ring.people(), other.get(ring.home).status_code) == ([], 404)


def test_the_keeper_leaves_only_when_somebody_else_keeps_it(town, ring, ruta):
    visitor = town.visitor(ruta)
    answer = visitor.fill(ring.home, f"{ring.home}/membership", _method="DELETE")

    assert answer.location == f"{ring.home}/keeping"
    assert "let somebody else keep it first" in visitor.get(answer.location).text


def test_leaving(town, ring, ona, ruta):
    visitor = town.visitor(ona)
    answer = visitor.fill(ring.home, f"{ring.home}/membership", _method="DELETE")

    assert (answer.location, ring.people()) == ("/passport", [ruta])


@pytest.mark.parametrize(("own", "keepers", "is_asked"), [
    (1990, 1990, True), (2020, 1990, False), (1990, 2020, False), (None, 1990, False),
])  # fmt: skip
def test_what_goes_beyond_the_circle_is_asked_of_those_alone_who_may_decide(
    town, own, keepers, is_asked
):
    keeper, person = town.person("Rūta", birth_year=keepers), town.person("Ona", birth_year=own)
    ring, visitor = Ring(town, keeper), town.visitor(person)
    assert ("is_shown" in visitor.get(ring.link).text) == is_asked

    visitor.fill(ring.link, ring.link, is_shown="1")
    assert ring.shown() == ({person} if is_asked else set())
    visitor.fill(ring.home, f"{ring.home}/membership", is_shown="1")
    assert ring.shown() == ({person} if is_asked else set())


def test_a_keeper_agrees_and_takes_it_back(town, ring, ruta):
    visitor = town.visitor(ruta)
    visitor.fill(ring.home, f"{ring.home}/membership", is_shown="1", wants_mail="1")
    assert ring.shown() == {ruta}

    visitor.fill(ring.home, f"{ring.home}/membership", wants_mail="1")
    assert ring.shown() == set()


def test_handing_over_to_somebody_too_young_shows_nobody(app, town, ruta, ona, jonas):
    ring = Ring(town, ruta, ona, jonas, shown=[jonas])
    with app.app_context(), network_session() as session:
        session.execute(update(Person).where(Person.id == ona).values(birth_year=2020))
    keeping = f"{ring.home}/keeping"
    town.visitor(ruta).fill(keeping, f"{ring.home}/members/{ring.number(ona)}")

    assert (ring.keeper_now(), ring.shown()) == (ona, set())
