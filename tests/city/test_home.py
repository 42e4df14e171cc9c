"""The home of a city."""

import re

import pytest

from col_app.city.branding.models import Portal
from col_app.core.db import db
from tests.conftest import inside

DEMO_LINE = "This is a demonstration portal"


@pytest.fixture
def demo(app):
    """Vilnius as a demonstration portal, for a while."""

    def show(is_demo):
        with inside(app, "vilnius"):
            db.session.get_one(Portal, 1).is_demo = is_demo
            db.session.commit()
        app.directory.changed("vilnius")

    show(True)
    yield
    show(False)


@pytest.mark.parametrize(("slug", "lang"), [("vilnius", "lt"), ("cagliari", "it")])
def test_the_home_speaks_the_citys_own_words(client, slug, lang):
    page = client(slug).get("/", headers={"Accept-Language": lang})

    said = {"vilnius": "Išmok ko nors naujo Vilniuje", "cagliari": "Impara qualcosa di nuovo"}
    assert f'<html lang="{lang}"' in page.text
    assert said[slug] in page.text


def test_the_home_leads_to_list_map_topics_playlists_skills_and_badges(client):
    text = client("vilnius").get("/").text
    paths = ("/activities?view=map", "/activities?when=today", "/activities?topic=",
             "/playlists/", "/skills/", "/badges/")  # fmt: skip

    assert [path for path in paths if f'href="{path}' not in text] == []


def test_topics_count_as_their_lists_do(client):
    city = client("vilnius")
    tiles = re.findall(
        r'href="/activities\?topic=([\w-]+)">[^<]+</a><small>(\d+)</small>', city.get("/").text
    )
    wrong = [
        (slug, number)
        for slug, number in tiles
        if city.get(f"/activities.json?topic={slug}").json["total"] != int(number)
    ]

    assert tiles
    assert wrong == []


def test_a_demonstration_portal_says_so_quietly(client, demo):
    assert DEMO_LINE in client("vilnius").get("/", headers={"Accept-Language": "en"}).text


def test_other_portals_do_not(client):
    assert DEMO_LINE not in client("vilnius").get("/", headers={"Accept-Language": "en"}).text


def test_the_home_is_the_same_for_all_visitors(client):
    pages = [client("vilnius").get("/") for _ in range(2)]

    assert ["Set-Cookie" in page.headers for page in pages] == [False, False]
    assert pages[0].headers["ETag"] == pages[1].headers["ETag"]


def test_the_home_asks_each_question_once(client, queries):
    city = client("vilnius")
    city.get("/")

    with queries() as seen:
        city.get("/")

    assert len(seen) == len(set(seen))


def test_a_stranger_is_asked_to_join_and_lands_on_suggestions(client):
    home = client("vilnius").get("/", headers={"Accept-Language": "en"}).text

    assert '<a class="btn btn--accent" href="/sign-up">Join now</a>' in home
    assert "next=%2Fpassport" in client("vilnius").get("/sign-up").location
