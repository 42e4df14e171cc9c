import pytest

from tests.people.browsers import PASSWORD, token_of


def statuses(browser):
    addresses = ("apex/account", "vilnius/passport", "cagliari/passport")
    return [browser.get(address).status_code for address in addresses]


def in_all_hosts(browser):
    browser.enter("vilnius")
    browser.enter("cagliari")
    return browser


def sign_out_token(browser):
    return token_of(browser.get("apex/account"))


def test_signing_out_anywhere_signs_out_everywhere(ona):
    in_all_hosts(ona)
    assert statuses(ona) == [200, 200, 200]

    ona.post("apex/sign-out", {"csrf_token": sign_out_token(ona)})
    assert statuses(ona) == [302, 302, 302]


def test_who_signs_out_in_a_city_comes_home_by_way_of_the_apex(ona):
    in_all_hosts(ona)
    answer = ona.post("vilnius/sign-out", {"csrf_token": token_of(ona.get("vilnius/check-in"))})
    apex = ona.target(answer)

    assert apex == f"{ona.host('apex')}/session/left?to=vilnius"
    assert ona.target(ona.get(apex)) == f"{ona.host('vilnius')}/"
    assert statuses(ona) == [302, 302, 302]


@pytest.mark.parametrize("to", ["", "nowhere", "//evil.example", "https://evil.example"])
def test_signing_out_leads_to_no_other_place(ona, to):
    assert ona.get(f"apex/session/left?to={to}").location == "/"


def test_a_kept_cookie_is_worthless_after_signing_out(ona, other_browser):
    in_all_hosts(ona)
    for host in ("apex", "vilnius", "cagliari"):
        other_browser.plant(host, "__Host-person", ona.cookie(host, "__Host-person"))
    ona.post("apex/sign-out", {"csrf_token": sign_out_token(ona)})

    assert statuses(other_browser) == [302, 302, 302]


def test_a_cookie_of_one_city_is_worthless_in_another(ona, other_browser):
    in_all_hosts(ona)
    for host in ("apex", "cagliari"):
        other_browser.plant(host, "__Host-person", ona.cookie("vilnius", "__Host-person"))

    assert statuses(other_browser) == [302, 302, 302]


def test_another_sign_in_of_the_same_person_goes_on(ona, other_browser, person):
    other_browser.fill("apex/sign-in", email=person.email, password=PASSWORD)
    ona.post("apex/sign-out", {"csrf_token": sign_out_token(ona)})

    assert other_browser.get("apex/account").status_code == 200


def test_a_new_password_ends_all_other_sign_ins(ona, other_browser, person):
    other_browser.fill("apex/sign-in", email=person.email, password=PASSWORD)
    answer = ona.fill(
        "apex/account", to="apex/account/password", current=PASSWORD, new="five blue trams"
    )

    assert answer.location == "/account?saved=password"
    assert ona.get("apex/account").status_code == 200
    assert other_browser.get("apex/account").status_code == 302


def test_a_new_password_needs_the_present_one(ona):
    answer = ona.fill(
        "apex/account", to="apex/account/password", current="wrong one", new="five blue trams"
    )

    assert answer.status_code == 422
    assert 'id="f-current-error"' in answer.text


def test_pages_of_a_person_are_not_kept_by_the_browser(ona):
    headers = ona.get("apex/account").headers

    assert (headers["Cache-Control"], "Cookie" in headers["Vary"]) == ("private, no-store", True)
