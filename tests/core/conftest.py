import pytest
from werkzeug.test import TestResponse, create_environ, run_wsgi_app
from werkzeug.wrappers import Request

import tenancy
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


@pytest.fixture
def as_vilnius(app):
    """Calls something inside a request for the home of Vilnius, in English."""

    def call(function, *values):
        host = f"vilnius.{app.settings.base_domain}"
        environ = create_environ("/", f"{app.settings.scheme}://{host}")
        resolved = app.directory.resolve(host)
        environ |= {tenancy.RESOLVED: resolved, "HTTP_ACCEPT_LANGUAGE": "en"}
        with tenancy.use_city(resolved.city), app.request_context(environ):
            return TestResponse(*run_wsgi_app(function(*values), environ), Request(environ))

    return call
