"""Badges shown together by a link: private at first, by day, and only as much as is wished."""

import datetime as dt

import pytest
from sqlalchemy import update

from col_app.core import clock
from col_app.core.db import network_session
from col_app.people.accounts.models import Person
from col_app.recognition.wallet import forms
from col_app.recognition.wallet.actions import Item
from col_app.recognition.wallet.models import Collection
from tests.recognition.wallets import Carrier, collect, copy_awards, picture


@pytest.fixture
def carrier(app, ona):
    return Carrier(app, ona)


@pytest.fixture
def stranger(client):
    return client("apex")


def change(app, address, **values):
    with app.app_context(), network_session() as session:
        is_it = Collection.public_id == address.rpartition("/")[2]
        session.execute(update(Collection).where(is_it).values(**values))


def test_a_collection_is_private_until_it_is_shared(app, ona, award, carrier, stranger):
    address = collect(app, ona, award)

    assert [who.get(address).status_code for who in (carrier, stranger)] == [200, 404]


def test_whoever_has_the_link_sees_the_badges_and_no_full_name(app, ona, award, stranger):
    address = collect(app, ona, award, is_shared=True)
    page = stranger.get(address)

    assert (page.status_code, award in page.text) == (200, True)
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert page.headers.getlist("Set-Cookie") == []
    assert "by Ona P." in page.text
    assert "Petraitė" not in page.text
    assert ona.email not in page.text


def test_search_engines_come_only_when_wished(app, ona, award, stranger):
    page = stranger.get(collect(app, ona, award, is_shared=True, is_listed=True))

    assert "X-Robots-Tag" not in page.headers
    assert 'content="noindex"' not in page.text
    assert 'property="og:title"' in page.text


def test_the_name_stands_beside_the_badges_that_show_it(app, ona, award, stranger):
    address = collect(app, ona, Item(award, shows_name=True), is_shared=True)

    assert "Ona Petraitė" in stranger.get(address).text


def test_after_its_last_day_a_link_is_gone(app, ona, award, carrier, stranger):
    address = collect(app, ona, award, is_shared=True, ends_at=clock.now() + dt.timedelta(hours=1))
    assert stranger.get(address).status_code == 200
    change(app, address, ends_at=clock.now() - dt.timedelta(seconds=1))

    assert [who.get(address).status_code for who in (carrier, stranger)] == [200, 410]


def test_a_link_is_closed_from_the_wallet(app, portal, ona, award, carrier, stranger):
    address = collect(app, ona, award, is_shared=True, is_listed=True)
    other = Carrier(app, portal.new_person("Jonas"))
    path = f"{address}/link"

    assert f'action="{path}"' in carrier.get("/passport/badges").text
    assert other.send(path, "/collections/new", _method="DELETE").status_code == 404
    assert carrier.send(path).status_code == 404
    assert stranger.get(address).status_code == 200
    assert carrier.send(path, _method="DELETE").status_code == 303
    assert stranger.get(address).status_code == 404
    assert f'action="{path}"' not in carrier.get("/passport/badges").text


def test_three_badges_in_a_collection_cost_as_many_queries_as_one(
    app, portal, ona, award, stranger, queries
):
    copy_awards(portal, ona, 2, picture=picture(portal))
    each, costs = [row.public_id for row in portal.awards(ona)], []
    for count in (1, 3):
        address = collect(app, ona, *each[-count:], is_shared=True)
        stranger.get(address)
        with queries() as seen:
            assert stranger.get(address).text.count("/credentials/") >= count
        costs.append(len(seen))

    assert costs[0] == costs[1]


def test_switched_off_a_link_leads_nowhere(app, ona, award, carrier, stranger):
    address = collect(app, ona, award, is_shared=True)
    carrier.send(address, f"{address}/edit", title="For school", badge=f"award-{award}")

    assert stranger.get(address).status_code == 404


def test_the_form_makes_and_changes_a_collection(ona, award, carrier, stranger):
    key = f"award-{award}"
    made = carrier.send(
        "/collections", "/collections/new", title=" My  best ", badge=key, name=key, is_shared="1"
    )
    page = stranger.get(made.location).text

    assert ('<h1 dir="auto">My best</h1>' in page, "Ona Petraitė" in page) == (True, True)
    carrier.send(
        made.location, f"{made.location}/edit", title="Other", badge=key, is_shared="1",
        ends_on="2999-01-31",
    )  # fmt: skip
    assert "Petraitė" not in stranger.get(made.location).text
    assert 'value="2999-01-31"' in carrier.get(f"{made.location}/edit").text


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 101}, "title"),
        ({"about": "x" * 1001}, "about"),
        ({"ends_on": "2001-01-01", "is_shared": "1"}, "ends_on"),
        ({"ends_on": "tomorrow"}, "ends_on"),
        ({"ends_on": "9999-12-31"}, "ends_on"),
        ({"is_shared": "1"}, "is_shared-1"),
    ],
)
def test_faults_are_said_beside_the_field(carrier, fields, field):
    answer = carrier.send("/collections", "/collections/new", **{"title": "Mine", **fields})

    assert (answer.status_code, f'id="f-{field}-error"' in answer.text) == (422, True)


def test_nobody_shows_the_badges_of_others(app, portal, award, stranger):
    jonas = portal.new_person("Jonas")
    answer = Carrier(app, jonas).send(
        "/collections", "/collections/new", title="Stolen", badge=f"award-{award}", is_shared="1"
    )

    assert answer.status_code == 422


@pytest.mark.parametrize("years", [None, 12, 16])
def test_minors_share_nothing(app, portal, ona, award, carrier, years):
    born = clock.now().year - years if years else None
    with app.app_context(), network_session() as session:
        session.execute(update(Person).where(Person.id == ona.id).values(birth_year=born))
    fields = {"title": "Mine", "badge": f"award-{award}"}

    assert "is_shared" not in carrier.get("/collections/new").text
    shared = carrier.send("/collections", "/collections/new", is_shared="1", **fields)
    assert shared.status_code == 403
    assert carrier.send("/collections", "/collections/new", **fields).status_code == 303


def test_what_a_minor_has_shared_before_is_seen_by_nobody(app, ona, award, carrier, stranger):
    address = collect(app, ona, award, is_shared=True)
    with app.app_context(), network_session() as session:
        born = clock.now().year - 12
        session.execute(update(Person).where(Person.id == ona.id).values(birth_year=born))

    assert [who.get(address).status_code for who in (carrier, stranger)] == [200, 404]
    assert stranger.get(f"{address}.pdf").status_code == 404
    assert 'class="qr"' not in carrier.get(address).text


def test_an_open_collection_has_a_code_that_leads_to_it(app, ona, award, stranger, carrier):
    shared, private = collect(app, ona, award, is_shared=True), collect(app, ona, award)

    assert 'class="qr"' in stranger.get(shared).text
    assert 'class="qr"' not in carrier.get(private).text


def test_only_its_owner_changes_a_collection(app, portal, ona, award, carrier, stranger):
    address = collect(app, ona, award, is_shared=True)
    other = Carrier(app, portal.new_person("Jonas"))

    assert other.get(f"{address}/edit").status_code == 404
    for fields in ({"title": "Mine"}, {"_method": "DELETE"}):
        assert other.send(address, "/collections/new", **fields).status_code == 404
    assert carrier.send(address, f"{address}/edit", _method="DELETE").status_code == 303
    assert stranger.get(address).status_code == 404


def test_badges_of_two_cities_stand_in_one_collection(app, portals, ona, stranger, queries):
    ids = [portals(slug).award(ona) for slug in ("vilnius", "cagliari")]
    page = stranger.get(collect(app, ona, *ids, is_shared=True)).text

    assert [f"/credentials/{each}" in page for each in ids] == [True, True]


@pytest.mark.parametrize("day", ["2027-05-31", "2028-02-29"])
def test_a_last_day_survives_the_form(day):
    assert forms.last_day(forms.end_of(day)) == day
