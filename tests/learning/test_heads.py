"""What a page tells those who share, follow or index it."""

import json
import re
from urllib.parse import urlsplit

import pytest

ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="http')
FEED = re.compile(r'<link rel="alternate" type="([^"]+)" href="([^"]+)"')
SHARED = ("/activities", "/topics", "/topics/coding", "/trending", "/recommended", "/lists",
          "/playlists", "/badges", "/places", "/organisers", "/skills")  # fmt: skip


def shape(page):
    """The structured data of a page."""
    return json.loads(re.search(r'type="application/ld\+json">(.*?)</script>', page)[1])


def test_an_activity_names_the_languages_it_is_written_in(town):
    page = town.visitor().get(f"/activities/{town.activity('Mazgai', lang='lt')}-knots").text

    assert ALTERNATE.findall(page) == ["lt", "x-default"]


def test_a_badge_names_the_languages_it_is_written_in(town):
    visitor = town.visitor()
    href = re.search(r'href="(/badges/\d+-[^"]+)"', visitor.get("/badges").text)[1]
    page = visitor.get(href).text
    written = {"lt", "en"} if 'lang="lt"' not in re.search("<h1.*?</h1>", page)[0] else {"lt"}

    assert set(ALTERNATE.findall(page)) == {*written, "x-default"}


@pytest.mark.parametrize("path", SHARED)
def test_a_page_says_what_to_show_of_it(client, path):
    page = client("vilnius").get(path, headers={"Accept-Language": "en"}).text
    told = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', page))

    assert told["site_name"] == "Vilnius City of Learning"
    assert told["title"]
    assert told["url"].endswith(path)
    assert told["image"].startswith("http")


@pytest.mark.parametrize("path", ["/", "/cities", "/search", "/start"])
def test_a_page_of_the_network_says_what_to_show_of_it(client, path):
    page = client("apex").get(path, headers={"Accept-Language": "en"}).text

    assert '<meta property="og:site_name" content="Cities of Learning">' in page
    assert re.search(r'<meta property="og:description" content="[^"]+">', page)


def test_a_badge_tells_what_it_is(client):
    city = client("vilnius")
    listed = city.get("/badges.json").json["items"][0]
    page = city.get(urlsplit(listed["url"]).path).text
    told = shape(page)

    assert told["@type"] == "EducationalOccupationalCredential"
    assert (told["name"], told["url"], told["image"]) == (
        listed["name"], listed["url"], listed["image"],
    )  # fmt: skip
    assert f'<meta property="og:image" content="{listed["image"]}">' in page


def test_a_topic_tells_what_it_lists(client):
    page = client("vilnius").get("/topics/coding").text
    listed = shape(page)["mainEntity"]["itemListElement"]
    hrefs = re.findall(r'class="stretch" href="(/activities/[^"]+)"', page)

    assert [each["url"].partition("/activities/")[2] for each in listed] == [
        href.removeprefix("/activities/") for href in dict.fromkeys(hrefs)
    ]


def test_a_list_is_followed_by_its_own_query(client):
    city = client("vilnius")
    page = city.get("/activities?topic=coding&price=free&page=1").text
    feeds = {kind: href.replace("&amp;", "&") for kind, href in FEED.findall(page)}
    total = re.search(r'role="status">(\d+)', page)[1]

    assert city.get(feeds["application/json"]).json["total"] == int(total)
    assert city.get(feeds["text/calendar"]).data.startswith(b"BEGIN:VCALENDAR")
    assert city.get(feeds["application/rss+xml"]).text.count("<item>") == int(total)
    assert f'class="more" href="{feeds["application/rss+xml"].replace("&", "&amp;")}"' in page


@pytest.mark.parametrize(
    ("path", "key", "narrowed"),
    [
        ("/badges.json", "name", "/badges.json?q={}"),
        ("/playlists.json", "title", "/playlists.json?q={}"),
        ("/places.json", "kind", "/places.json?kind={}"),
        ("/organisers.json", "kind", "/organisers.json?kind={}"),
    ],
)
def test_programs_ask_the_query_of_the_page(client, path, key, narrowed):
    city = client("vilnius")
    every = city.get(path).json["items"]
    wanted = every[0][key]
    found = city.get(narrowed.format(wanted)).json["items"]

    assert [item for item in every if item[key] == wanted] == [
        item for item in found if item[key] == wanted
    ]
    assert 0 < len(found) < len(every)
