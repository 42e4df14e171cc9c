import re

import pytest

from col_app.core.security import SAFE_METHODS
from tests.people.browsers import OWN_PAGE, PASSWORD, token_of


def sign_in(browser, person, headers, **fields):
    data = {"email": person.email, "password": PASSWORD, **fields}
    return browser.post("apex/sign-in", data, headers).status_code


@pytest.mark.parametrize("site", ["same-site", "cross-site", "other"])
def test_forms_of_siblings_and_strangers_are_refused(browser, person, site):
    token = token_of(browser.get("apex/sign-in"))

    assert sign_in(browser, person, {"Sec-Fetch-Site": site}, csrf_token=token) == 403


@pytest.mark.parametrize("headers", [{}, {"Origin": "null"}, {"Origin": "http://evil.example"}])
def test_a_form_without_a_sign_of_this_host_is_refused(browser, person, headers):
    token = token_of(browser.get("apex/sign-in"))

    assert sign_in(browser, person, headers, csrf_token=token) == 403


def test_a_sibling_origin_is_refused(app, browser, person):
    token = token_of(browser.get("apex/sign-in"))
    sibling = f"{app.settings.scheme}://{browser.host('vilnius')}"

    assert sign_in(browser, person, {"Origin": sibling}, csrf_token=token) == 403


def test_an_old_browser_is_known_by_its_origin(app, browser, person):
    token = token_of(browser.get("apex/sign-in"))

    assert sign_in(browser, person, {"Origin": app.settings.apex_url}, csrf_token=token) == 303


@pytest.mark.parametrize("token", [None, "", "made-up"])
def test_a_form_without_its_token_is_refused(browser, person, token):
    browser.get("apex/sign-in")
    fields = {} if token is None else {"csrf_token": token}

    assert sign_in(browser, person, OWN_PAGE, **fields) == 403


def test_a_token_of_another_browser_is_refused(browser, other_browser, person):
    browser.get("apex/sign-in")
    token = token_of(other_browser.get("apex/sign-in"))

    assert sign_in(browser, person, OWN_PAGE, csrf_token=token) == 403


def test_cookies_planted_under_plain_names_change_nothing(ona):
    for name in ("session", "remember_token", "person", "__Host-remember"):
        ona.plant("apex", name, "EVIL")

    assert ona.get("apex/account").status_code == 200


def test_a_page_without_a_form_sets_no_cookie_and_may_be_shared(browser):
    headers = browser.get("vilnius/").headers

    assert headers.getlist("Set-Cookie") == []
    assert headers["Cache-Control"] == "public, no-cache"
    assert {"Accept-Language", "Cookie"} <= {part.strip() for part in headers["Vary"].split(",")}


def test_a_page_that_is_known_is_not_sent_again(browser):
    tag = browser.get("vilnius/").headers["ETag"]

    assert browser.get("vilnius/", headers={"If-None-Match": tag}).status_code == 304


def test_a_page_with_a_form_is_private(browser):
    headers = browser.get("apex/sign-in").headers

    assert (headers["Cache-Control"], "Cookie" in headers["Vary"]) == ("private, no-cache", True)


def test_every_answer_tells_browsers_to_be_careful(browser):
    headers = browser.get("apex/sign-in").headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"


def test_the_content_policy_allows_nothing_inline_and_nothing_foreign(browser):
    policy = browser.get("apex/sign-in").headers["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "*" not in policy
    for rule in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert rule in policy.split("; ")


def test_the_nonce_is_another_one_each_time(browser):
    first, second = (browser.get("vilnius/").headers["Content-Security-Policy"] for _ in "ab")

    assert first != second


def test_the_sign_in_form_may_lead_back_to_its_city(app, browser):
    page = browser.follow(browser.get("vilnius/sign-in"))
    policy = page.headers["Content-Security-Policy"]

    back = f"{app.settings.scheme}://{browser.host('vilnius')}"
    assert f"form-action 'self' {app.settings.apex_url} {back}" in policy


def unsafe_routes(app):
    """Method and made-up address of each route that changes something."""
    for rule in app.url_map.iter_rules():
        host = "apex" if rule.subdomain == "apex" else "vilnius"
        path = re.sub(r"<any\((\w+)[^>]*>", r"\1", rule.rule)
        path = re.sub(r"<[^>]*>", "1", path)
        for method in sorted(rule.methods - SAFE_METHODS):
            if not hasattr(app.view_functions[rule.endpoint], "for_machines"):
                yield method, f"{host}{path}"


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-site"}, {}])
def test_no_route_lets_a_sibling_change_anything(app, ona, headers):
    ona.enter("vilnius")
    token = {"csrf_token": token_of(ona.get("apex/account"))}

    let_in = [
        route
        for route in unsafe_routes(app)
        if ona.send(*route, data=token, headers=headers).status_code != 403
    ]
    assert let_in == []
