import pytest

from col_app.demo.seed import PASSWORD, address
from tests.people.browsers import Browser, token_of


@pytest.fixture
def browser(app):
    """A browser that nobody has used."""
    return Browser(app)


@pytest.fixture(scope="session")
def sign_in():
    """Signs a demo account in, from the page of a city: `sign_in(browser, "learner")`."""

    def sign_in(browser, role, slug="vilnius"):
        page = browser.follow(browser.get(f"{slug}/sign-in"))
        query = page.request.query_string.decode()
        fields = {"email": address(role, slug), "password": PASSWORD}
        form = {"csrf_token": token_of(page), **fields}
        browser.follow(browser.post(f"apex/sign-in?{query}", form))
        return browser

    return sign_in
