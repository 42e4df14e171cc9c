import re

import orjson
import pytest

from col_app.recognition import credentials as ob
from col_app.recognition.awards import keys, queries
from tests.people.browsers import Browser, token_of

NAME = "Ona Petraitė"
SIGNED = "application/vc+ld+json"


def document(portal, award):
    return portal.do(lambda: queries.document(award))


def show_name(portal, award, shown=True):
    def work():
        queries.by_public_id(award).shows_name = shown

    portal.do(work)


@pytest.mark.parametrize(
    ("accept", "answer"),
    [
        (None, "text/html"),
        ("*/*", "text/html"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("application/json", SIGNED),
        ("application/vc+ld+json", SIGNED),
        ("application/ld+json", SIGNED),
        ("application/json, text/html;q=0.5", SIGNED),
        ("image/png", "text/html"),
    ],
)
def test_an_award_answers_in_the_form_that_is_asked_for(city, award, accept, answer):
    found = city.get(f"/credentials/{award}", headers={"Accept": accept} if accept else {})

    assert (found.mimetype, "Accept" in found.vary) == (answer, True)


def test_the_credential_is_served_byte_for_byte_as_it_was_signed(portal, city, award):
    assert city.get(f"/credentials/{award}.json").text == document(portal, award)


def test_the_credential_costs_one_query(city, award, queries):
    city.get(f"/credentials/{award}.json")
    with queries() as seen:
        city.get(f"/credentials/{award}.json")

    assert len(seen) == 1


def test_a_credential_that_is_known_is_not_sent_again(city, award):
    tag = city.get(f"/credentials/{award}.json").headers["ETag"]

    known = city.get(f"/credentials/{award}.json", headers={"If-None-Match": tag})
    assert (known.status_code, known.data) == (304, b"")


@pytest.mark.parametrize("form", ["png", "svg"])
def test_the_picture_carries_the_credential(portal, city, award, form):
    picture = city.get(f"/credentials/{award}.{form}").data

    assert orjson.loads(ob.unbake(picture)) == orjson.loads(document(portal, award))


@pytest.mark.parametrize("path", ["", ".json", ".png", ".svg"])
def test_an_unknown_award_is_not_found(city, path):
    assert city.get(f"/credentials/{'a' * 26}{path}").status_code == 404


def test_an_award_of_another_city_is_not_found(client, award):
    assert client("cagliari").get(f"/credentials/{award}").status_code == 404


def test_the_page_keeps_the_name_private_until_the_holder_shows_it(portal, city, award):
    is_read = []
    for shown in (False, True):
        show_name(portal, award, shown)
        is_read.append(NAME in city.get(f"/credentials/{award}").text)

    assert is_read == [False, True]


def test_the_page_can_be_shared_printed_and_scanned(city, award):
    page = city.get(f"/credentials/{award}?lang=en").text
    told = dict(re.findall(r'<meta property="og:([a-z:]+)" content="([^"]*)"', page))

    assert told["url"].endswith(f"/credentials/{award}")
    assert city.get("/" + told["image"].split("/", 3)[3]).mimetype == "image/png"
    assert [part for part in ('class="qr"><svg', "data-print") if part not in page] == []


def test_of_a_minor_the_page_shows_first_name_and_initial(portal, city):
    award = portal.award(portal.new_person(birth_year=2015))
    show_name(portal, award)
    page = city.get(f"/credentials/{award}").text

    assert ("Ona P." in page, NAME in page) == (True, False)


def test_the_hosted_assertion_of_a_minor_is_not_found(portal, city):
    award = portal.award(portal.new_person(birth_year=2015))

    assert city.get(f"/ob2/assertions/{award}").status_code == 404


def test_the_page_is_the_same_for_every_stranger_and_sets_no_cookie(city, award):
    first, second = (city.get(f"/credentials/{award}") for _ in "ab")

    assert first.headers["ETag"] == second.headers["ETag"]
    assert first.headers.getlist("Set-Cookie") == []


@pytest.fixture
def holder(app, portal, demo_account):
    """The browser of somebody who is signed in, and an award of theirs."""
    email, password = demo_account("learner", "vilnius")
    browser = Browser(app)
    browser.fill("apex/sign-in", email=email, password=password)
    browser.enter("vilnius")
    return browser


@pytest.fixture
def held(app, portal, holder, keep_promises):
    keep_promises()
    return holder.get("vilnius/passport").text.partition("/credentials/")[2][:26]


def test_the_holder_shows_and_hides_their_name(portal, holder, held):
    address, shown = f"vilnius/credentials/{held}", []
    for answer in ("yes", "no"):
        holder.fill(address, f"{address}/name", shows_name=answer)
        shown.append(portal.do(lambda: queries.by_public_id(held).shows_name))

    assert shown == [True, False]


def test_nobody_else_shows_or_hides_a_name(portal, holder, award):
    token = token_of(holder.get("vilnius/passport"))
    fields = {"csrf_token": token, "shows_name": "yes"}

    assert holder.post(f"vilnius/credentials/{award}/name", fields).status_code == 404
    assert portal.do(lambda: queries.by_public_id(award).shows_name) is False


def test_a_stranger_is_asked_to_sign_in(city, award):
    assert city.post(f"/credentials/{award}/name", {"shows_name": "yes"}).status_code == 403


def test_the_issuer_publishes_the_key_of_the_credential(portal, city, award):
    signed = orjson.loads(document(portal, award))
    issuer = city.get(f"/o/{signed['issuer']['id'].rpartition(':')[2]}/did.json").json

    assert signed["proof"]["verificationMethod"] in issuer["assertionMethod"]
    assert issuer["id"] == signed["issuer"]["id"]


def test_the_organiser_issues_and_the_city_stands_above_it(portal, city, award):
    issuer = orjson.loads(document(portal, award))["issuer"]
    above = f"did:web:vilnius.{portal.app.settings.issuer_domain}"

    assert issuer["id"].startswith(f"{above}:o:")
    assert issuer["parentOrg"]["id"] == city.get("/.well-known/did.json").json["id"] == above


def test_a_retired_key_stays_published_and_a_new_one_signs(portal, city, award):
    did = orjson.loads(document(portal, award))["issuer"]["id"]
    portal.do(lambda: keys.rotate(portal.app.directory.by_slug("vilnius"), did))
    later = portal.award(portal.new_person())
    published = city.get(f"/o/{did.rpartition(':')[2]}/did.json").json["assertionMethod"]

    used = [
        orjson.loads(document(portal, one))["proof"]["verificationMethod"] for one in (award, later)
    ]
    assert (len(set(used)), set(used) - set(published)) == (2, set())


def test_the_seed_of_a_key_is_kept_sealed_only(portal):
    did = portal.do(lambda: keys.city_did(portal.app.directory.by_slug("vilnius")))
    kept = portal.do(lambda: keys.published(did))
    seed = portal.do(lambda: keys.active(portal.app.directory.by_slug("vilnius"))).seed

    assert [key.multibase for key in kept if seed in key.sealed_seed] == []
