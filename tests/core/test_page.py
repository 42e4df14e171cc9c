"""What every page links to, whoever asks on whichever host."""

import re

import pytest

LINK = re.compile(r'<(?:a|link) [^>]*href="([^"#]+)"')
SIGN_IN = re.compile(r'<a class="btn[^>]* href="(/sign-in[^"]*)"')
HOSTS = ["apex", "vilnius"]


def links(page):
    return {link.replace("&amp;", "&") for link in LINK.findall(page.text)}


def status(client, link, host):
    if link.startswith("http"):
        host, _slash, rest = link.removeprefix("http://").partition("/")
        link = f"/{rest}"
    return client(host).get(link).status_code


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("path", ["/", "/verify", "/nowhere", "/sign-in"])
def test_no_link_of_the_frame_is_dead(client, host, path):
    page = client(host).get(path)
    dead = {link for link in links(page) if status(client, link, host) >= 400}

    assert {link for link in dead if not link.startswith("/nowhere?lang=")} == set()


@pytest.mark.parametrize("host", HOSTS)
def test_a_host_has_an_icon_and_a_manifest(client, host):
    assert {"/mark.svg", "/manifest.webmanifest"} <= links(client(host).get("/"))


def test_signing_in_leads_back_to_the_page(client):
    page = client("vilnius").get("/activities?q=a%26b")

    assert SIGN_IN.findall(page.text) == ["/sign-in?next=%2Factivities%3Fq%3Da%2526b"]


def test_signing_in_does_not_lead_back_to_signing_in(client):
    page = client("apex").get("/sign-in?next=%2Fcities")

    assert set(SIGN_IN.findall(page.text)) == {"/sign-in?next=%2Fcities"}


def test_pages_of_a_known_host_name_the_address_to_keep_others_do_not(client):
    kept = {host: 'rel="canonical"' in client(host).get("/").text for host in (*HOSTS, "x.example")}

    assert kept == {"apex": True, "vilnius": True, "x.example": False}
