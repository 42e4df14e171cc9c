"""Learners' lists among people: followed, copied and copied again, across cities."""

import pytest
from sqlalchemy import text

from col_app.core import web
from col_app.core.db import db
from col_app.learning.index import actions as index
from col_app.learning.lists import actions
from col_app.learning.lists import queries as rows
from col_app.learning.lists.models import Visibility
from col_app.learning.participation import actions as participation
from col_app.people.members import actions as members
from tests.learning.test_own_lists import make
from tests.people.browsers import token_of


@pytest.fixture
def ona(town):
    return town.person("Ona Petraitė")


@pytest.fixture
def jonas(town):
    return town.person("Jonas Kazlauskas")


def follow(town, person, public_id, **fields):
    address = f"/lists/{public_id}"
    return town.visitor(person).fill(address, f"{address}/following", **fields)


def test_a_followed_list_stands_in_the_passport_with_how_far_one_is(town, ona, jonas):
    done, left = town.activity(), town.activity()
    public_id = make(town, ona, done, left, visibility=Visibility.UNLISTED)
    town.do(lambda: participation.admit(done, jonas, ona).id)
    follow(town, jonas, public_id)

    passport = town.visitor(jonas).get("/passport").text
    assert (f'href="/lists/{public_id}"' in passport, "1 of 2 done" in passport) == (True, True)
    follow(town, jonas, public_id, _method="DELETE")
    assert public_id not in town.visitor(jonas).get("/passport").text


def test_a_list_that_was_closed_is_followed_by_nobody_else(town, ona, jonas):
    public_id = make(town, ona, town.activity(), visibility=Visibility.UNLISTED)
    follow(town, jonas, public_id)
    closing = text("update own_list set visibility = 'private' where public_id = :p")
    town.do(lambda: db.session.execute(closing, {"p": public_id}))

    assert public_id not in town.visitor(jonas).get("/passport").text
    browser = town.visitor(jonas)
    token = token_of(browser.get("/passport"))
    answer = browser.post(f"/lists/{public_id}/following", {"csrf_token": token})
    assert answer.status_code == 404


def copied(town, public_id, person):
    """A shared copy of a list; its public id."""

    def work():
        made = actions.copy(rows.visible(public_id, person)["id"], person)
        actions.show_to(made, Visibility.UNLISTED, may_share=True)
        return made.public_id

    return town.do(work)


def test_a_copy_of_a_copy_names_both(town, ona, jonas):
    rasa, tomas = town.person("Rasa Rimkutė"), town.person("Tomas Tamulis")
    first = make(town, ona, town.activity(), visibility=Visibility.UNLISTED)
    third = copied(town, copied(town, first, jonas), rasa)
    page = town.visitor(tomas).get(f"/lists/{third}").text

    assert "by Jonas K." in page
    assert "First put together by Ona P." in page


def test_when_the_middle_one_goes_a_copy_is_based_on_the_first(town, ona, jonas):
    rasa = town.person("Rasa Rimkutė")
    first = make(town, ona, town.activity(), visibility=Visibility.UNLISTED)
    second = copied(town, first, jonas)
    third = copied(town, second, rasa)
    town.do(lambda: actions.remove(rows.owned(second, by=jonas)))
    page = town.visitor(rasa).get(f"/lists/{third}").text

    assert f'href="/lists/{first}"' in page
    assert "First put together" not in page


def test_a_shared_list_shows_its_code(town, ona):
    address = f"/lists/{make(town, ona, town.activity(), visibility=Visibility.UNLISTED)}"

    assert "QR code that opens this list" in town.visitor().get(address).text
    assert "QR code" not in town.visitor(ona).get(f"/lists/{make(town, ona, 1)}").text


@pytest.fixture
def abroad(towns):
    """An activity of Cagliari that the network lists; (its address, its id)."""
    cagliari = towns("cagliari")
    number = cagliari.activity("Boats for beginners")
    cagliari.do(lambda: index.write([number]))
    with cagliari.app.app_context():
        return web.city_url(cagliari.city, f"/activities/{number}-knots?lang=it"), number


def paste(town, person, public_id, address):
    browser, page = town.visitor(person), f"/lists/{public_id}"
    fields = {"title": "Of two cities", "visibility": "unlisted", "do": "add", "address": address}
    return browser.fill(f"{page}/edit", page, **fields)


def test_an_activity_of_another_city_is_put_in_by_its_address(town, ona, jonas, abroad):
    public_id = make(town, ona)
    assert paste(town, ona, public_id, abroad[0]).status_code == 303

    page = town.visitor(jonas).get(f"/lists/{public_id}").text
    assert f'href="{abroad[0].partition("?")[0]}"' in page
    assert "Boats for beginners" in page
    assert "0 of 1 done" in page


def test_what_was_done_in_another_city_counts(town, towns, ona, abroad):
    public_id, cagliari = make(town, ona), towns("cagliari")
    paste(town, ona, public_id, abroad[0])
    cagliari.do(lambda: members.welcome(ona, "Ona", "en"))
    cagliari.do(lambda: participation.admit(abroad[1], ona, ona).id)

    assert "1 of 1 done" in town.visitor(ona).get(f"/lists/{public_id}").text


@pytest.mark.parametrize(
    "address",
    ["nonsense", "https://[", "https://elsewhere.example/activities/1-x", "/activities/1", "//x//"],
)
def test_other_addresses_are_refused_and_kept(town, ona, address):
    answer = paste(town, ona, make(town, ona, town.activity()), address)

    assert (answer.status_code, "has this address" in answer.text) == (422, True)


def test_the_passport_costs_the_same_for_one_followed_list_and_for_three(town, ona, jonas, queries):
    counts = []
    for number in (1, 2):
        for _each in range(number):
            activity = town.activity()
            public_id = make(town, ona, activity, visibility=Visibility.UNLISTED)
            follow(town, jonas, public_id)
        browser = town.visitor(jonas)
        with queries() as seen:
            browser.get("/passport")
        counts.append(len(seen))

    assert counts[0] == counts[1]
