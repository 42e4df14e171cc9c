"""Badges, keys and lists that were seen before answer while the database is away."""

from dataclasses import replace

import pytest
from sqlalchemy.engine import make_url

from col_app import create_app
from col_app.core.db import db
from tests.conftest import Client
from tests.core.relay import Relay

SIGNED = "application/vc+ld+json"


@pytest.fixture
def cut_city(settings, app):
    """Vilnius, served over a wire to the database that `cut()` cuts."""
    relay = Relay(make_url(settings.database_url).port)
    url = make_url(settings.database_url).set(port=relay.port)
    text = url.render_as_string(hide_password=False)
    made = create_app(replace(settings, database_url=text), testing=True)
    visitor = Client(made, "vilnius")
    visitor.cut = relay.cut
    yield visitor
    relay.cut()
    made.directory.close()
    with made.app_context():
        db.engine.dispose()


def seen(city, path, accept):
    answer = city.get(path, headers={"Accept": accept})
    return answer.status_code, answer.mimetype, answer.data


def own_paths(city, award):
    """Where the issuer, the list and the image of an award stand, as the award says."""
    credential = city.get(f"/credentials/{award}.json").get_json(force=True)
    organiser = credential["issuer"]["id"].rpartition(":")[2]
    status = credential["credentialStatus"]["statusListCredential"]
    image = credential["credentialSubject"]["achievement"]["image"]["id"]
    hosted = city.get(f"/ob2/assertions/{award}").json
    addresses = (status, image, hosted["badge"], f"https://x/ob2/issuers/{organiser}")
    paths = ["/" + address.split("/", 3)[3] for address in addresses]
    return [*paths, f"/o/{organiser}/did.json", f"/o/{organiser}/jwks.json"]


def test_all_that_proves_a_badge_survives_the_database(cut_city, award):
    page = f"/credentials/{award}"
    asked = [
        *[(page, accept) for accept in ("text/html", SIGNED, "text/plain")],
        *[(page + form, "*/*") for form in (".json", ".jwt", ".png", ".svg")],
        *[(path, "*/*") for path in own_paths(cut_city, award)],
        *[(f"/.well-known/{name}.json", "application/json") for name in ("did", "jwks")],
        (f"/ob2/assertions/{award}", "application/ld+json"),
    ]
    before = {each: seen(cut_city, *each) for each in asked}
    cut_city.cut()

    assert {status for status, *_ in before.values()} == {200}
    assert {each: seen(cut_city, *each) for each in asked} == before


def test_a_copy_is_found_whatever_the_next_one_accepts(cut_city):
    before = seen(cut_city, "/.well-known/did.json", "*/*")
    cut_city.cut()

    assert seen(cut_city, "/.well-known/did.json", "application/did+ld+json") == before
    assert seen(cut_city, "/.well-known/did.json", "application/json") == before


def test_another_badge_has_no_copy(cut_city, award):
    cut_city.get(f"/credentials/{award}.json")
    cut_city.cut()

    assert cut_city.get(f"/credentials/{'b' * 26}.json").status_code == 503


def test_what_a_holder_hides_is_told_no_more_while_the_database_is_away(
    cut_city, portal, town, ona
):
    page = f"/credentials/{portal.award(ona, narrative='I painted the shed.')}"
    asked = [page, f"{page}.json", f"{page}.jwt"]
    told = [b"painted" in seen(cut_city, path, "*/*")[2] for path in asked[:2]]
    holder = town.visitor(ona.id)
    holder.fill(page, f"{page}/evidence", is_told="no")
    cut_city.cut()

    assert told == [True, True]
    assert {seen(cut_city, path, "*/*")[0] for path in asked} == {503}
