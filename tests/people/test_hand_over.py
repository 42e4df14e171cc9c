import pytest
from sqlalchemy import select

import tenancy
from col_app.core.db import db, network_session
from col_app.people.members.models import Member, Membership, Role
from col_app.people.sessions.models import Handover
from tests.people.browsers import PASSWORD, token_of


def arrival_of(browser, city="vilnius", path="/passport"):
    """The address that carries the code, not opened yet."""
    to_apex = browser.get(f"{city}/sign-in?next={path}")
    return browser.target(browser.get(browser.target(to_apex)))


def is_signed_in(browser, city="vilnius"):
    return browser.get(f"{city}/passport").status_code == 200


def test_a_person_of_the_apex_comes_into_a_city_with_one_tap(ona):
    page = ona.follow(ona.get("vilnius/sign-in?next=/passport"))

    assert (page.status_code, page.request.host, page.request.path) == (
        200, ona.host("vilnius"), "/passport",
    )  # fmt: skip


def test_a_stranger_signs_in_on_the_way_and_lands_where_they_started(browser, person):
    form = browser.follow(browser.get("vilnius/sign-in?next=/passport"))
    address = f"{form.request.host}{form.request.full_path}"
    answer = browser.fill(address, email=person.email, password=PASSWORD)

    page = browser.follow(answer)
    assert (page.request.host, page.request.full_path) == (browser.host("vilnius"), "/passport?")


def test_every_city_signs_in_by_itself(ona):
    ona.enter("vilnius")

    assert (is_signed_in(ona, "vilnius"), is_signed_in(ona, "cagliari")) == (True, False)


def test_a_code_works_once(ona, other_browser):
    arrival = arrival_of(ona)
    other_browser.plant("vilnius", "__Host-state", ona.cookie("vilnius", "__Host-state"))

    assert ona.get(arrival).status_code == 303
    assert other_browser.get(arrival).status_code == 403
    assert not is_signed_in(other_browser)


def test_a_code_is_worthless_in_another_browser(ona, other_browser):
    arrival = arrival_of(ona)
    other_browser.get("vilnius/sign-in")

    assert other_browser.get(arrival).status_code == 403
    assert not is_signed_in(other_browser)


def test_a_code_is_worthless_without_the_cookie_of_its_browser(ona, other_browser):
    assert other_browser.get(arrival_of(ona)).status_code == 403


def test_a_code_is_worthless_in_another_city(ona):
    arrival = arrival_of(ona)
    state = ona.cookie("vilnius", "__Host-state")
    ona.plant("cagliari", "__Host-state", state)
    elsewhere = arrival.replace(ona.host("vilnius"), ona.host("cagliari"))

    assert ona.get(elsewhere).status_code == 403
    assert ona.get(arrival).status_code == 403


def test_a_code_is_worthless_after_a_minute(ona, expire):
    arrival = arrival_of(ona)
    expire(Handover)

    assert ona.get(arrival).status_code == 403


def test_an_altered_code_is_worthless(ona):
    arrival = arrival_of(ona)

    assert ona.get(arrival[:-1] + ("A" if arrival[-1] != "A" else "B")).status_code == 403
    assert not is_signed_in(ona)


def test_a_code_dies_with_its_sign_in(ona):
    arrival = arrival_of(ona)
    ona.post("apex/sign-out", {"csrf_token": token_of(ona.get("apex/account"))})

    assert ona.get(arrival).status_code == 403


def test_arriving_leaves_no_trace_of_the_code(ona):
    answer = ona.get(arrival_of(ona, path="/activities?q=film"))

    assert answer.location == "/activities?q=film"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert ona.cookie("vilnius", "__Host-state") is None


def test_two_tabs_may_sign_in_at_the_same_time(ona):
    first, second = arrival_of(ona, path="/activities"), arrival_of(ona, path="/badges")

    assert ona.get(first).location == "/activities"
    assert ona.get(second).location == "/"


def test_the_city_knows_who_came_in(app, ona, person):
    ona.enter("vilnius")

    with app.app_context():
        city = app.directory.by_slug("vilnius")
        with network_session() as session:
            query = select(Membership.city_id, Membership.role)
            roles = session.execute(query.where(Membership.person_id == person.id)).all()
        with tenancy.use_city(city):
            assert db.session.get_one(Member, person.id).name == "Ona"
        assert roles == [(city.id, Role.LEARNER)]


@pytest.mark.parametrize("to", ["", "nowhere", "evil.example", "VILNIUS", "vilnius/", "apex"])
def test_the_apex_hands_over_to_cities_of_the_directory_only(ona, to):
    answer = ona.get(f"apex/session/depart?to={to}&state={'a' * 64}&next=/")

    assert answer.status_code == 400


def test_a_state_that_is_no_hash_is_refused(ona):
    assert ona.get("apex/session/depart?to=vilnius&state=x&next=/").status_code == 400
