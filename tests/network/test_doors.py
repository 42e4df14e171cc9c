import os
import re
from pathlib import Path

import pytest
from werkzeug.test import create_environ, run_wsgi_app

JSON = {"Accept": "application/json"}
CARD = re.compile(r'<a class="stretch" href="([^"]*)"')


@pytest.fixture
def stranger(app, client):
    """A visitor of a host below the base domain that is no city."""
    return lambda word: client(f"{word}.{app.settings.base_domain}")


def test_a_town_of_the_host_is_answered_with_portals_close_to_it(stranger):
    page = stranger("trakai").get("/")

    assert page.status_code == 404
    assert "These are close to Trakai." in page.text
    assert CARD.findall(page.text) == [
        "http://vilnius.learningcities.localhost:8000/",
        "http://cagliari.learningcities.localhost:8000/",
    ]


def test_an_applicant_has_no_portal_yet(stranger, kaunas):
    page = stranger("kaunas").get("/activities").text

    assert "Kaunas has no portal yet: it is applying. These are closest." in page


def test_a_slip_of_the_pen_is_guessed(stranger):
    assert CARD.findall(stranger("calgiari").get("/").text) == [
        "http://cagliari.learningcities.localhost:8000/"
    ]


@pytest.mark.parametrize("host", ["qqqqq.example", "127.0.0.1", "192.168.1.1:80"])
def test_other_hosts_are_shown_the_liveliest_members(client, host):
    assert len(CARD.findall(client(host).get("/").text)) == 2


def test_machines_get_problem_details_with_cities(stranger):
    answer = stranger("calgiari").get("/", headers=JSON)

    assert answer.mimetype == "application/problem+json"
    assert answer.json == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "We know no city at this address. Did you mean this?",
        "cities": [{"name": "Cagliari", "url": "http://cagliari.learningcities.localhost:8000/"}],
    }


def test_the_page_has_its_style_and_every_way_leads_to_the_network(stranger):
    visitor = stranger("zzz")
    page = visitor.get("/some/where").text
    styles = re.findall(r'rel="stylesheet" href="([^"]*)"', page)
    links = re.findall(r'<a [^>]*href="([^"?#]+)', page)

    assert [visitor.get(href).status_code for href in styles] == [200, 200]
    assert {link.split("/")[2] for link in links if link.startswith("http")} >= {
        "learningcities.localhost:8000"
    }
    assert [link for link in links if link.startswith("/") and link != "/some/where"] == []


def test_a_stranger_gets_no_cookie_and_no_copy_is_kept(stranger):
    headers = stranger("zzz").get("/").headers

    assert (headers.getlist("Set-Cookie"), headers["Cache-Control"]) == ([], "no-store")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_call_by_number(client, path):
    assert client("10.0.0.7").get(path).status_code == 200


@pytest.mark.parametrize("path", ["/", "/activities", "/passport", "/nowhere", "/sign-in"])
def test_pages_of_a_paused_city_say_so(client, life, path):
    life("suspend", "cagliari")
    page = client("cagliari").get(path)

    assert (page.status_code, page.headers.get("Retry-After")) == expected(path)


def expected(path):
    return (404, None) if path == "/nowhere" else (503, "3600")


def test_machines_hear_that_a_city_is_paused(client, life):
    life("suspend", "cagliari")
    answer = client("cagliari").get("/activities.json")

    assert (answer.status_code, answer.mimetype) == (503, "application/problem+json")


def test_a_paused_city_still_verifies(client, life):
    life("suspend", "cagliari")
    paths = ["/verify", "/.well-known/did.json", "/.well-known/jwks.json", "/mark.svg", "/mark.png"]

    assert [client("cagliari").get(path).status_code for path in paths] == [200] * 5


def test_a_closed_city_is_gone_and_still_verifies(client, life):
    life("close", "cagliari")
    city = client("cagliari")

    assert [city.get(p).status_code for p in ("/", "/.well-known/did.json")] == [410, 200]


def test_a_city_comes_back(client, life):
    life("suspend", "cagliari")
    life("resume", "cagliari")

    assert client("cagliari").get("/").status_code == 200


@pytest.mark.fixtures
def test_no_odd_host_is_a_city_or_breaks_us(app):
    corpus = Path(os.environ["COL_FIXTURES"]) / "trust/corpora/hosts.txt"
    seen = {host: status(app, host) for host in corpus.read_text().splitlines()}

    assert {host.lower() for host, code in seen.items() if code == 200} == {
        "vilnius.learningcities.test",
        "vilnius.learningcities.test.",
        "vilnius.learningcities.test:80",
    }
    assert set(seen.values()) == {200, 404}


def status(app, host):
    """The status for a Host header as it comes; the test client refuses to send some."""
    here = re.sub("learningcities.test", app.settings.tenancy.domains[0], host, flags=re.IGNORECASE)
    environ = {**create_environ("/"), "HTTP_HOST": here}
    _body, status, _headers = run_wsgi_app(app, environ, buffered=True)
    return int(status.split()[0])
