"""The catalogue of badges: search, choices with counts, states."""

import re

import pytest
from sqlalchemy import select, update

from col_app.core.db import db
from col_app.learning.activities import search as activities
from col_app.learning.activities.models import Activity
from col_app.recognition.badges import finding
from col_app.recognition.badges import queries as badges
from col_app.recognition.badges.catalogue import address, pages, read
from col_app.recognition.badges.finding import Asked
from col_app.recognition.badges.models import Badge, BadgeText

OPTION = re.compile(r'<option value="([\w-]+)"[^>]*>[^<]*\((\d+)\)</option>')
TOTAL = re.compile(r'role="status">(\d+) badge')


def total(city, path):
    return int(TOTAL.search(city.get(path, headers={"Accept-Language": "en"}).text)[1])


def options(city, path, name):
    """(value, count) of the answers to one question of the form."""
    page = city.get(path, headers={"Accept-Language": "en"}).text
    return OPTION.findall(page.partition(f'name="{name}"')[2].partition("</select>")[0])


@pytest.fixture
def badge(portal):
    return portal.do(lambda: badges.of_activity(portal.activity_id()))


@pytest.fixture
def change(portal):
    """Changes a row for the time of the test: `change(Badge, number, column=value)`."""
    undone = []

    def set_columns(model, number, **columns):
        own = (model.badge_id if model is BadgeText else model.id) == number
        before = portal.do(
            lambda: db.session.execute(
                select(*[getattr(model, name) for name in columns]).where(own)
            ).first()
        )
        undone.append((model, own, dict(before._mapping)))  # noqa: SLF001 - its documented name
        portal.do(lambda: db.session.execute(update(model).where(own).values(**columns)))

    yield set_columns
    for model, own, columns in undone:
        portal.do(lambda: db.session.execute(update(model).where(own).values(**columns)))  # noqa: B023


@pytest.mark.parametrize("name", ["topic", "skill", "layer"])
@pytest.mark.parametrize("around", ["/badges?", "/badges?layer=participate&", "/badges?q=a&"])
def test_every_count_is_the_size_of_its_list(city, name, around):
    shown = options(city, around.rstrip("?&"), name)
    others = around if f"{name}=" not in around else "/badges?"
    wrong = [
        (value, count)
        for value, count in shown
        if total(city, f"{others}{name}={value}") != int(count)
    ]

    assert shown
    assert wrong == []


def test_words_are_found_in_name_and_description_in_any_language(city, badge):
    for lang in ("lt", "en"):
        page = city.get("/badges", query_string={"q": badge["texts"][lang]["name"]}).text
        assert f'href="/badges/{badge["id"]}-{badge["slug"]}"' in page


def test_words_are_found_without_accents_and_in_any_case(city, badge, change):
    change(BadgeText, badge["id"], name="Žuvėdrų Šauklys")

    assert f'href="/badges/{badge["id"]}-' in city.get("/badges?q=zuvedru+sauk").text


@pytest.mark.parametrize("asked", ["q=zyxwv", "topic=nothing", "layer=%27", "skill=_", "q=%25"])
def test_odd_questions_break_nothing(city, asked):
    assert city.get(f"/badges?{asked}").status_code == 200


def test_nothing_found_leads_back_to_all(city):
    page = city.get("/badges?q=zyxwv&lang=en").text

    assert "No such badge" in page
    assert '<a class="btn" href="/badges">All badges</a>' in page


def test_what_narrows_can_be_taken_off(city):
    page = city.get("/badges?q=a&layer=participate").text

    assert [href for href in ("/badges?layer=participate", "/badges?q=a")
            if f'class="chip chip--s" href="{href}"' not in page] == []  # fmt: skip


def test_a_badge_without_dates_says_so_and_comes_last(city, portal, badge, change):
    change(Activity, badge["activity_id"], state="cancelled")
    rows = portal.do(lambda: finding.find(Asked(), 1000).rows)
    planned = [row["is_planned"] for row in rows]
    page = city.get(f"/badges/{badge['id']}-{badge['slug']}?lang=en").text

    assert [row["is_planned"] for row in rows if row["id"] == badge["id"]] == [False]
    assert planned == sorted(planned, reverse=True)
    assert "Nothing that gives this badge is planned just now." in page
    assert f'href="/activities/{badge["activity_id"]}-' not in page


def test_a_badge_shows_what_is_coming_that_earns_it(city, badge):
    page = city.get(f"/badges/{badge['id']}-{badge['slug']}?lang=en").text
    ways = page.partition('id="h-earn"')[2].partition('id="h-ahead"')[0]

    assert f'href="/activities/{badge["activity_id"]}-' in ways
    assert "is planned just now" not in ways


@pytest.fixture
def final(portal):
    """The badge at the end of a playlist with steps that have places of different latitude."""
    return portal.do(lambda: next(iter(badges.by_playlist().values())))


def steps(city, final, near=""):
    page = city.get(f"/badges/{final['id']}-{final['slug']}?lang=en{near}").text
    part = page.partition('id="h-earn"')[2].partition('id="h-ahead"')[0]
    return part, [
        int(number) for number in re.findall(r'class="stretch" href="/activities/(\d+)', part)
    ]


def test_the_badge_of_a_playlist_shows_the_playlist_and_its_steps(city, final):
    part, numbers = steps(city, final)

    assert f'href="/playlists/{final["playlist_id"]}-' in part
    assert len(numbers) > 1
    assert "km away" not in part


def test_the_nearest_step_comes_first(city, portal, final):
    _part, numbers = steps(city, final)
    spots = portal.do(lambda: _spots(numbers))
    farthest = max(spots, key=lambda number: spots[number])
    lat, lon = spots[farthest]

    part, sorted_numbers = steps(city, final, f"&near={lat},{lon}")
    assert spots[sorted_numbers[0]] == (lat, lon)
    assert "km away" in part


def test_where_from_is_typed_in_a_field(city, final):
    part, _numbers = steps(city, final, "&where=Kaunas")
    lost = city.get(f"/badges/{final['id']}-{final['slug']}?lang=en&where=Xyzzyx")

    assert 'name="where"' in part
    assert 'name="km"' not in part
    assert "km away" in part
    assert (lost.status_code, "We know no place of this name" in lost.text) == (400, True)


def _spots(numbers):
    return {r["id"]: (r["lat"], r["lon"]) for r in activities.cards(numbers) if r["lat"]}


def test_a_retired_badge_that_somebody_holds_says_so(city, portal, badge, ona, change):
    portal.award(ona)
    change(Badge, badge["id"], published_at=None)
    page = city.get(f"/badges/{badge['id']}-{badge['slug']}?lang=en").text

    assert "This badge is given no more." in page
    assert 'id="h-earn"' not in page
    assert f"/badges/{badge['id']}-" not in city.get("/badges?q=" + badge["slug"]).text


def test_a_badge_that_was_never_given_and_is_not_published_is_not_found(city, portal, change):
    last = select(Badge.id, Badge.slug).order_by(Badge.id.desc()).limit(1)
    number, slug = portal.do(lambda: db.session.execute(last).one())
    change(Badge, number, published_at=None)

    assert city.get(f"/badges/{number}-{slug}").status_code == 404


def test_nobody_is_named_in_catalogue_and_on_badge_pages(city, portal, badge, ona):
    portal.award(ona)
    texts = [city.get(path).text for path in ("/badges", f"/badges/{badge['id']}-{badge['slug']}")]

    assert [text for text in texts if "Petraitė" in text or "/credentials/" in text] == []


def test_another_city_has_its_own_catalogue(client, portal, badge, change):
    change(BadgeText, badge["id"], name="Zeppelinology")

    assert 'class="bdg"' in client("vilnius").get("/badges?q=zeppelinology").text
    assert 'class="bdg"' not in client("cagliari").get("/badges?q=zeppelinology").text


def test_a_badge_leads_on_with_reasons(city, badge):
    page = city.get(f"/badges/{badge['id']}-{badge['slug']}?lang=en").text
    ahead = page.partition('id="h-ahead"')[2]

    assert re.search(r"Also builds: |Same organiser|A place to help out", ahead)


def test_an_award_leads_on_for_its_holder_and_for_strangers(city, award):
    page = city.get(f"/credentials/{award}?lang=en", headers={"Accept": "text/html"}).text

    assert "Learn it yourself" in page
    assert 'class="why"' in page


def test_the_pages_of_the_catalogue_stay_few():
    shown = pages(Asked("", {}, 10), 50)

    assert [number for number, _href in shown.numbers] == [1, None, 8, 9, 10, 11, 12, None, 50]
    assert (shown.previous_href, shown.next_href) == ("/badges?page=9", "/badges?page=11")


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "99999999999"])
def test_an_odd_page_is_the_first(portal, page):
    assert portal.do(lambda: read({"page": page}).page) == 1


def test_the_address_keeps_what_was_asked():
    asked = Asked("first aid", {"layer": "lead"}, 2)

    assert address(asked) == "/badges?q=first+aid&layer=lead&page=2"
