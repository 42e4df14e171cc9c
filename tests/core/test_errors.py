"""Faults as people and as programs see them."""

import re

import pytest
from jinja2 import DictLoader
from werkzeug.exceptions import Forbidden, InternalServerError, TooManyRequests, Unauthorized

from col_app.core import errors

JSON = {"Accept": "application/json"}
HEADING = re.compile(r"<h1[^>]*>([^<]*)</h1>")


@pytest.mark.parametrize(("host", "name"), [("vilnius", "Vilnius"), ("apex", "Cities of Learning")])
def test_an_unknown_address_is_told_in_the_look_of_the_host(client, host, name):
    page = client(host).get("/nowhere", headers={"Accept-Language": "en"})

    assert (page.status_code, HEADING.findall(page.text)) == (404, ["We looked everywhere"])
    assert f"<title>We looked everywhere · {name}</title>" in page.text


def test_a_fault_is_kept_nowhere_and_sets_no_cookie(client):
    headers = client("vilnius").get("/nowhere").headers

    assert (headers["Cache-Control"], headers.getlist("Set-Cookie")) == ("no-store", [])
    assert "ETag" not in headers


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/nowhere", JSON),
        ("/nowhere", {"Accept": "application/problem+json"}),
        ("/nowhere", {"Accept": "application/ld+json, text/html;q=0.1"}),
        ("/nowhere.json", {}),
        ("/api/v1/nowhere", {"Accept": "text/html"}),
        ("/.well-known/nowhere", {}),
        ("/static/nowhere.css", {"Accept": "text/css,*/*"}),
    ],
)
def test_machines_get_problem_details(client, path, headers):
    answer = client("vilnius").get(path, headers={**headers, "Accept-Language": "en"})

    assert answer.mimetype == "application/problem+json"
    assert answer.json == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "There is no page at this address.",
    }


@pytest.mark.parametrize("accept", ["text/html,application/xhtml+xml,*/*;q=0.8", "*/*", "", "x"])
def test_browsers_get_pages(client, accept):
    assert client("vilnius").get("/nowhere", headers={"Accept": accept}).mimetype == "text/html"


def test_the_methods_that_work_are_named(client):
    answer = client("apex").post("/cities")

    assert answer.status_code == 405
    assert sorted(answer.headers["Allow"].split(", ")) == ["GET", "HEAD", "OPTIONS"]


def test_a_page_for_people_who_are_signed_in_asks_to_sign_in(client):
    answer = client("vilnius").get("/passport")

    assert (answer.status_code, answer.location) == (302, "/sign-in?next=%2Fpassport")


def test_what_is_too_large_is_refused(client):
    answer = client("apex").post("/verify", {"text": "x" * (6 * 1024 * 1024)})

    assert (answer.status_code, HEADING.findall(answer.text)) == (413, ["That is too large"])


@pytest.mark.parametrize(
    ("fault", "heading", "way_on"),
    [
        (Unauthorized(), "Please sign in", "/sign-in?next=%2F"),
        (Forbidden(), "This is not open to you", "/activities"),
        (TooManyRequests(), "One moment, please", "/"),
        (InternalServerError(), "Something broke on our side", "/"),
    ],
)
def test_each_fault_has_its_words_and_a_way_on(as_vilnius, fault, heading, way_on):
    page = as_vilnius(errors.answer_to, fault)

    assert (page.status_code, HEADING.findall(page.text)) == (fault.code, [heading])
    assert f'<a class="btn btn--l" href="{way_on}">' in page.text


def test_too_fast_is_told_when_to_come_back(as_vilnius):
    assert as_vilnius(errors.answer_to, TooManyRequests()).headers["Retry-After"] == "60"


def test_a_fault_may_know_better_when_to_come_back(as_vilnius):
    fault = TooManyRequests(retry_after=7)

    assert as_vilnius(errors.answer_to, fault).headers["Retry-After"] == "7"


def test_an_unforeseen_fault_is_written_down_and_told_as_one(as_vilnius, caplog):
    page = as_vilnius(errors._unexpected, ZeroDivisionError("by zero"))  # noqa: SLF001

    assert (page.status_code, "by zero" in page.text) == (500, False)
    assert "by zero" in caplog.text


def test_even_a_broken_page_has_an_answer(as_vilnius, app, monkeypatch):
    app.jinja_env.cache.clear()
    monkeypatch.setattr(app.jinja_env, "loader", DictLoader({}))
    page = as_vilnius(errors._unexpected, ZeroDivisionError())  # noqa: SLF001

    assert (page.status_code, page.mimetype) == (500, "application/problem+json")
