"""Which spellings of a host name a city."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tenancy import APEX, UNKNOWN, BadNameError, NewCity, TenancyConfig, checked_slug
from tenancy.hosts import normalise


@pytest.fixture(scope="module")
def hosted(make_network):
    network = make_network("vilnius", rows=1)
    add_host = network.add_host
    add_host("vilnius", "Mokykis.Žalia.LT", primary=False)
    add_host("vilnius", "learn.example")
    return network


@pytest.mark.parametrize(
    "host",
    [
        "vilnius.learningcities.test",
        "VILNIUS.LearningCities.TEST",
        "vilnius.learningcities.test.",
        "vilnius.learningcities.test:80",
        "vilnius.learningcities.example",
        "learn.example:8443",
        "mokykis.xn--alia-kbb.lt",
        "mokykis.žalia.lt",
    ],
)
def test_these_are_vilnius(hosted, host):
    resolved = hosted.directory.resolve(host)
    assert (resolved.kind, resolved.city.slug) == ("city", "vilnius")


@pytest.mark.parametrize("host", ["learningcities.test:8000", "LEARNINGCITIES.example."])
def test_these_are_the_apex(hosted, host):
    assert hosted.directory.resolve(host) == APEX


def corpus() -> list[str]:
    file = Path(os.environ["COL_FIXTURES"]) / "trust" / "corpora" / "hosts.txt"
    return file.read_text().splitlines()


def is_plain(host: str) -> bool:
    return host.lower() in {
        "vilnius.learningcities.test",
        "vilnius.learningcities.test.",
        "vilnius.learningcities.test:80",
    }


@pytest.mark.fixtures
def test_the_corpus_of_odd_hosts_is_unknown(hosted):
    odd = [host for host in corpus() if not is_plain(host)]
    assert {hosted.directory.resolve(host) for host in odd} == {UNKNOWN}


@pytest.mark.parametrize(
    "host",
    [
        "",
        ".",
        "a..b",
        "-a.b",
        "a_b.c",
        "a.b:",
        "a.b:99999",
        "a@b",
        "[::1]",
        "a b",
        "a,b",
        "a\n",
        "faß.de",
        "ｖilnius.learningcities.test",
        f"{'a' * 64}.b",
        ".".join(["a" * 60] * 5),
    ],
)
def test_odd_hosts_have_no_spelling(host):
    assert normalise(host) is None


def test_hosts_stand_primary_first(hosted):
    assert hosted.city("vilnius").hosts == ("learn.example", "mokykis.xn--alia-kbb.lt")


@pytest.mark.parametrize(
    "host", ["nida.learningcities.test", "learningcities.example", "localhost", "a_b.lt", "a.lt:80"]
)
def test_a_host_of_the_network_or_an_odd_one_is_not_registered(hosted, host):
    with pytest.raises(BadNameError):
        hosted.add_host("vilnius", host)


@pytest.mark.parametrize("slug", ["", "www", "runtime", "a--b", "-a", "A", "a_b", "ž", "a" * 41])
def test_these_slugs_name_no_city(slug):
    with pytest.raises(BadNameError):
        checked_slug(slug)


def test_a_prefix_must_fit_into_a_role_name():
    with pytest.raises(BadNameError):
        TenancyConfig("a.test", 'x"; DROP')


def test_a_reserved_city_is_not_made(hosted):
    with pytest.raises(BadNameError):
        hosted.create("admin")
    assert NewCity("nida", "Nida").state == "active"
