import re

from col_app.people.accounts import actions as accounts
from tests.people.browsers import PASSWORD, token_of


def test_signing_in_at_the_apex_gives_a_session(browser, person):
    answer = browser.fill("apex/sign-in", email=person.email, password=PASSWORD)

    assert (answer.status_code, answer.location) == (303, "/")
    assert "Ona" in browser.get("apex/account").text


def untokened(page):
    """A page without its tokens, which change with every second."""
    return re.sub(r'(name="csrf_token"[^>]*value=")[^"]+', r"\1", page)


def test_the_session_cookie_is_for_this_host_alone(browser, person):
    answer = browser.fill("apex/sign-in", email=person.email, password=PASSWORD)

    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if "__Host-person" in c)
    traits = {part.strip() for part in cookie.split(";")[1:] if "Expires" not in part}
    assert traits == {"Secure", "HttpOnly", "Max-Age=2592000", "Path=/", "SameSite=Lax"}


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(browser, person):
    wrong = browser.fill("apex/sign-in", email=person.email, password="not my password")
    unknown = browser.fill("apex/sign-in", email="x" + person.email, password="not my password")

    same = unknown.text.replace("x" + person.email, person.email)
    assert (wrong.status_code, untokened(wrong.text)) == (unknown.status_code, untokened(same))


def test_a_wrong_password_is_told_beside_the_field_and_the_address_is_kept(browser, person):
    answer = browser.fill("apex/sign-in", email=person.email, password="not my password")

    assert answer.status_code == 422
    assert f'value="{person.email}"' in answer.text
    assert 'id="f-password-error"' in answer.text


def test_a_new_sign_in_makes_the_old_session_worthless(ona, other_browser, person):
    old = ona.cookie("apex", "__Host-person")
    ona.post("apex/sign-out", {"csrf_token": token_of(ona.get("apex/account"))})
    ona.fill("apex/sign-in", email=person.email, password=PASSWORD)

    other_browser.plant("apex", "__Host-person", old)
    assert other_browser.get("apex/account").location == "/sign-in?next=%2Faccount"
    assert ona.cookie("apex", "__Host-person") != old


def test_a_planted_session_does_not_survive_the_sign_in(browser, other_browser, person):
    browser.plant("apex", "__Host-person", "chosen-by-somebody-else")
    browser.fill("apex/sign-in", email=person.email, password=PASSWORD)

    other_browser.plant("apex", "__Host-person", "chosen-by-somebody-else")
    assert other_browser.get("apex/account").status_code == 302


def test_the_eleventh_try_is_not_even_looked_at(browser, person):
    for _ in range(accounts.TRIES):
        browser.fill("apex/sign-in", email=person.email, password="not my password")

    assert browser.fill("apex/sign-in", email=person.email, password=PASSWORD).status_code == 429


def test_thirty_pupils_behind_one_address_sign_in(browser, new_person):
    pupils = [new_person("Pupil") for _ in range(30)]

    for pupil in pupils:
        answer = browser.fill("apex/sign-in", email=pupil.email, password=PASSWORD)
        assert answer.status_code == 303
        browser.post("apex/sign-out", {"csrf_token": token_of(browser.get("apex/account"))})
