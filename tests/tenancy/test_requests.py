"""A request is its host's city, and leaves none behind."""

from __future__ import annotations

import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Response

import tenancy
from tests.tenancy.network import BASE_DOMAIN, canary
from tests.tenancy.site import Site


@pytest.fixture(scope="module")
def site(network) -> Client:
    return Client(tenancy.HostMiddleware(Site(network.engine), network.directory))


def get(client: Client, path: str, host: str = "vilnius") -> str:
    return client.get(path, base_url=f"http://{host}.{BASE_DOMAIN}").text


@pytest.mark.parametrize("path", ["/read", "/commit", "/savepoint", "/error", "/cut", "/stream"])
def test_whatever_happens_the_city_stays(site, path):
    for slug in ("vilnius", "le-havre"):
        body = get(site, path, slug)
        assert body.count("CNRY-") == body.count(canary(slug)) > 0
    assert tenancy.current_city_or_none() is None


@pytest.mark.parametrize(
    "where",
    [
        {"query_string": "city=le-havre"},
        {"headers": {"X-Tenant": "le-havre", "X-Forwarded-Host": f"le-havre.{BASE_DOMAIN}"}},
        {"headers": {"Cookie": "city=le-havre"}},
        {"json": {"city_id": 2}},
    ],
)
def test_nothing_but_the_host_names_a_city(site, network, where):
    response = site.open("/who", base_url=f"http://vilnius.{BASE_DOMAIN}", **where)
    assert response.text == network.config.role_of("vilnius")


def test_other_hosts_have_no_city(site):
    hosts = [BASE_DOMAIN, f"www.{BASE_DOMAIN}", f"a.vilnius.{BASE_DOMAIN}", "evil.example"]
    answers = [site.get("/read", base_url=f"http://{host}").text for host in hosts]
    assert answers == ["apex", "unknown", "unknown", "unknown"]


def test_a_suspended_city_still_resolves(make_network):
    network = make_network("nida")
    client = Client(tenancy.HostMiddleware(Site(network.engine), network.directory))
    for change, expected in ((tenancy.suspend, 503), (tenancy.resume, 200), (tenancy.close, 503)):
        network.told(change(network.admin, network.config, "nida"))
        assert client.get("/read", base_url=f"http://nida.{BASE_DOMAIN}").status_code == expected
    assert network.directory.resolve(f"nida.{BASE_DOMAIN}").city.state == "closed"


def test_an_unreadable_directory_is_said(network):
    nowhere = tenancy.make_engine("postgresql://nobody@127.0.0.1:21009/none", network.config)
    directory = tenancy.Directory(nowhere, network.config)
    client = Client(tenancy.HostMiddleware(Site(nowhere), directory))
    bodies = [client.get("/read", base_url=f"http://vilnius.{BASE_DOMAIN}") for _ in range(2)]
    assert [(each.status_code, each.text) for each in bodies] == [(503, "unavailable")] * 2
    assert client.get("/read", base_url=f"http://{BASE_DOMAIN}").text == "apex"
    directory.close()


def failing(environ, start_response):
    raise ZeroDivisionError


def half_sent(environ, start_response):
    def chunks():
        yield tenancy.current_city().slug.encode()
        raise ZeroDivisionError

    return Response(chunks())(environ, start_response)


def call(app, network):
    environ = {"HTTP_HOST": f"vilnius.{BASE_DOMAIN}", "REQUEST_METHOD": "GET"}
    return tenancy.HostMiddleware(app, network.directory)(environ, lambda *_: lambda _: None)


def test_an_app_that_raises_leaves_no_city(network):
    with pytest.raises(ZeroDivisionError):
        call(failing, network)
    assert tenancy.current_city_or_none() is None


def test_a_body_that_raises_leaves_no_city(network):
    body = call(half_sent, network)
    steps = iter(body)
    assert (next(steps), tenancy.current_city_or_none()) == (b"vilnius", None)
    with pytest.raises(ZeroDivisionError):
        next(steps)
    assert tenancy.current_city_or_none() is None


def test_a_body_closed_late_closes_inside_the_city(network):
    closed: list[str] = []

    def app(environ, start_response):
        response = Response(iter([b"one"]))
        response.call_on_close(lambda: closed.append(tenancy.current_city().slug))
        return response(environ, start_response)

    body = call(app, network)
    with tenancy.use_city(network.city("le-havre")):
        assert next(iter(body)) == b"one"
        body.close()
        assert (closed, tenancy.current_city().slug) == (["vilnius"], "le-havre")


def test_a_job_runs_in_its_city(network):
    def slug(greeting: str) -> str:
        return f"{greeting} {tenancy.current_city().slug}"

    city = network.city("le-havre")
    assert tenancy.run_in_city(network.directory, city.id, slug, "in") == "in le-havre"
    assert tenancy.run_in_city(network.directory, "vilnius", slug, greeting="in") == "in vilnius"
    assert tenancy.current_city_or_none() is None


@pytest.mark.parametrize("gone", [0, "atlantis"])
def test_a_job_of_a_city_that_is_gone_does_not_run(network, gone):
    with pytest.raises(tenancy.UnknownCityError):
        tenancy.run_in_city(network.directory, gone, pytest.fail)
