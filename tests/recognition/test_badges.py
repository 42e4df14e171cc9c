import re

import pytest
from sqlalchemy import update

from col_app.core.db import db
from col_app.recognition.badges import queries as badges
from col_app.recognition.badges import views
from col_app.recognition.badges.models import BadgeText

FIRST = 1
"""An activity with a badge, in Vilnius and in Cagliari."""


@pytest.fixture
def badge(portal):
    return portal.do(lambda: badges.of_activity(portal.activity_id()))


def test_the_catalogue_costs_the_same_for_one_and_for_three(city, queries, monkeypatch):
    city.get("/badges")
    costs = {}
    for size in (1, 3):
        monkeypatch.setattr(views, "PAGE_SIZE", size)
        with queries() as seen:
            assert city.get("/badges").text.count('class="bdg"') == size
        costs[size] = len(seen)

    assert costs[1] == costs[3]


def test_the_catalogue_has_pages(city, monkeypatch):
    monkeypatch.setattr(views, "PAGE_SIZE", 5)
    pages = [city.get(f"/badges?page={number}").text for number in (1, 2)]

    assert pages[0] != pages[1]
    assert 'rel="next"' in pages[0]
    assert 'rel="prev"' in pages[1]


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999", "9999"])
def test_an_odd_page_number_breaks_nothing(city, number):
    assert city.get(f"/badges?page={number}").status_code == 200


def test_the_permanent_address_of_a_badge_leads_to_its_page(city, badge):
    found = city.get(f"/badges/{badge['public_id']}")

    assert (found.status_code, found.location) == (308, f"/badges/{badge['id']}-{badge['slug']}")


def test_a_wrong_tail_leads_to_the_right_address(city, badge):
    found = city.get(f"/badges/{badge['id']}-something")

    assert (found.status_code, found.location) == (308, f"/badges/{badge['id']}-{badge['slug']}")


@pytest.mark.parametrize("slug", ["999999-x", "a" * 26, "x"])
def test_an_unknown_badge_is_not_found(city, slug):
    assert city.get(f"/badges/{slug}").status_code == 404


def test_the_page_speaks_the_language_of_the_reader(city, badge):
    shown = {}
    for lang in ("lt", "en"):
        page = city.get(f"/badges/{badge['id']}-{badge['slug']}?lang={lang}").text
        shown[lang] = badge["texts"][lang]["name"] in page

    assert shown == {"lt": True, "en": True}


@pytest.mark.parametrize(
    ("form", "head"), [("svg", b"<svg "), ("png", b"\x89PNG")], ids=["svg", "png"]
)
def test_the_picture_is_served_by_the_permanent_id(city, badge, form, head):
    picture = city.get(f"/badges/{badge['public_id']}/image.{form}")

    assert (picture.status_code, picture.data.startswith(head)) == (200, True)


def test_the_activity_shows_its_badge(city, badge):
    page = city.get(f"/activities/{badge['activity_id']}", follow_redirects=True).text

    assert f'href="/badges/{badge["id"]}-{badge["slug"]}"' in page


def name_of(city, badge):
    """What the activity's page calls its badge."""
    page = city.get(f"/activities/{badge['activity_id']}", follow_redirects=True).text
    return re.search(r'id="h-badge"><a [^>]*>([^<]+)</a>', page)[1]


def test_two_activities_show_two_badges(city, portal):
    first, second = portal.do(lambda: list(badges.by_activity().values())[:2])

    assert name_of(city, first) in first["names"].values()
    assert name_of(city, second) in second["names"].values()
    assert name_of(city, first) != name_of(city, second)


def test_the_same_number_is_another_activity_in_another_city(client, portals):
    for slug in ("vilnius", "cagliari"):
        own = portals(slug).do(lambda: badges.of_activity(FIRST))
        names = [words["name"] for words in own["texts"].values()]

        assert name_of(client(slug), own) in names


def test_an_activity_shows_its_badge_anew_once_the_city_has_changed(app, city, portal, badge):
    before = name_of(city, badge)
    rename(app, portal, badge, dict.fromkeys(badge["texts"], "Another name"))
    after = name_of(city, badge)
    rename(app, portal, badge, {lang: words["name"] for lang, words in badge["texts"].items()})

    assert (after, name_of(city, badge)) == ("Another name", before)


def rename(app, portal, badge, names):
    """Give a badge a name for each language, and tell the directory."""
    for lang, name in names.items():
        mine = (BadgeText.badge_id == badge["id"], BadgeText.lang == lang)
        portal.do(lambda: db.session.execute(update(BadgeText).where(*mine).values(name=name)))  # noqa: B023
    app.directory.changed(portal.slug)
