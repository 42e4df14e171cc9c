"""What search engines find in a city."""

import re
from xml.etree import ElementTree

import pytest
from sqlalchemy import text

from col_app.city.branding import sitemap
from tests.learning.town import DAY, Town

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
COUNTS = {
    "activities": "activity where state = 'published' and (ends_at is null or ends_at > now())",
    "playlists": "playlist where published_at is not null",
    "badges": "badge where published_at is not null",
    "organisers": "organiser",
    "places": "place",
    "skills": "skill where uri is not null",
    "topics": "topic",
    "lists": "own_list where visibility = 'public'",
}


def addresses(answer):
    tree = ElementTree.fromstring(answer.data)  # noqa: S314 - our own
    return ["/" + node.text.split("/", 3)[3] for node in tree.iter(LOC)]


@pytest.mark.parametrize("kind", COUNTS)
def test_the_sitemap_is_complete(client, vilnius, kind):
    number = vilnius.scalar(text(f"select count(*) from {COUNTS[kind]}"))
    found = [
        path for path in addresses(client("vilnius").get("/sitemap.xml"))
        if path.startswith(f"/{kind}/")
    ]  # fmt: skip

    assert len(set(found)) == number > 0


def test_whatever_is_listed_can_be_read_and_may_be_found(client):
    city = client("vilnius")
    refused = re.findall(r"Disallow: (\S+)", city.get("/robots.txt").text)
    found = addresses(city.get("/sitemap.xml"))
    answers = {path: city.get(path) for path in found}

    assert [path for path in found if path.startswith(tuple(refused))] == []
    assert [path for path, answer in answers.items() if answer.status_code != 200] == []
    assert [path for path, answer in answers.items() if "noindex" in answer.text] == []


def test_what_is_over_is_not_listed(app):
    town = Town(app, "vilnius")
    over = town.activity()
    town.change(over, starts_at=None, ends_at=None)
    before = town.visitor().get("/sitemap.xml").text
    now = town.read(over, text("now()"))[0]
    town.change(over, starts_at=now - 2 * DAY, ends_at=now - DAY)
    after = town.visitor().get("/sitemap.xml").text
    town.forget()

    assert (f"/activities/{over}-" in before, f"/activities/{over}-" in after) == (True, False)


def test_days_of_change_are_told_where_they_are_known(client):
    found = client("vilnius").get("/sitemap.xml").text

    assert re.search(r"/playlists/\d+-[^<]+</loc><lastmod>\d{4}-\d\d-\d\d</lastmod>", found)
    assert not re.search(r"/places/\d+-[^<]+</loc><lastmod>", found)


def test_a_long_sitemap_comes_in_parts(client, monkeypatch):
    whole = addresses(client("vilnius").get("/sitemap.xml"))
    monkeypatch.setattr(sitemap, "PART", 50)
    parts = addresses(client("vilnius").get("/sitemap.xml"))
    joined = [path for part in parts for path in addresses(client("vilnius").get(part))]

    assert len(parts) > 1
    assert joined == whole


@pytest.mark.parametrize("number", ["0", "99", "99999999999999999999"])
def test_a_part_that_is_not_there_is_not_found(client, number):
    assert client("vilnius").get(f"/sitemap-{number}.xml").status_code == 404
