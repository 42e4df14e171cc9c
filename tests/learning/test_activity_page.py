"""The page of one activity in all its states."""

import json
import re

import pytest

from col_app.core import clock
from col_app.learning.activities import details
from col_app.learning.activities.models import Activity
from tests.learning.town import DAY, HOUR

PATH = re.compile(r'href="(/activities/\d+-[\w-]+)"')
MOST_QUERIES = 6


@pytest.fixture
def page(town):
    """Opens the page of a new activity in English."""

    def open_page(**columns):
        path = f"/activities/{town.activity(**columns)}-knots"
        return town.visitor().get(path)

    return open_page


def first_of(city):
    """The path of an activity that the demo gave a badge and a playlist."""
    return PATH.search(city.get("/activities?when=week").text)[1]


def event(page):
    """The structured data of a page."""
    return json.loads(re.search(r'type="application/ld\+json">(.*?)</script>', page.text)[1])


def test_the_number_decides_and_the_words_are_corrected(town):
    activity = town.activity()

    answer = town.visitor().get(f"/activities/{activity}-something-else")

    assert (answer.status_code, answer.location) == (308, f"/activities/{activity}-knots")


def test_the_correction_keeps_the_language_asked_for(town):
    activity = town.activity()

    answer = town.visitor().get(f"/activities/{activity}?lang=lt")

    assert answer.location == f"/activities/{activity}-knots?lang=lt"


@pytest.mark.parametrize("slug", ["0", "x", "999999999-knots", "\U0001f600", "9" * 40])
def test_what_is_not_there_is_not_found(client, slug):
    assert client("vilnius").get(f"/activities/{slug}").status_code == 404


def test_a_draft_is_not_found(page):
    assert page(state="draft").status_code == 404


def test_an_activity_of_another_city_is_not_found(towns, client):
    activity = towns("vilnius").activity("Zeppelinology")
    answer = client("cagliari").get(f"/activities/{activity}")

    assert "Zeppelinology" not in answer.text


def test_a_visitor_is_led_to_joining(page):
    assert 'href="/activities/' in page().text
    assert ">Join this activity</a>" in page().text


def test_a_full_activity_cannot_be_joined(page):
    text = page(capacity=2, taken_count=2).text

    assert "Every place is taken" in text
    assert "Join this activity" not in text
    assert "Put me on the waiting list" in text


def test_few_places_left_are_told(page):
    assert "2 places left" in page(capacity=12, taken_count=10).text


def test_a_cancelled_activity_says_so(page):
    shown = page(state="cancelled")

    assert "The organiser has cancelled this activity." in shown.text
    assert "/join" not in shown.text
    assert event(shown)["eventStatus"] == "https://schema.org/EventCancelled"


def test_a_past_activity_says_so(page):
    now = clock.now()
    text = page(starts_at=now - DAY, ends_at=now - HOUR).text

    assert "This activity is over" in text
    assert "/join" not in text
    assert "Add to calendar" not in text


def test_a_text_in_another_language_is_marked(page):
    text = page(title="Mazgai pradedantiesiems", lang="lt").text

    assert re.search(r'<h1 lang="lt" dir="auto">Mazgai', text)
    assert "Shown in Lithuanian" in text


def test_a_timeless_activity_is_a_course(page):
    shown = page(starts_at=None, ends_at=None)

    assert "Any time" in shown.text
    assert event(shown)["@type"] == "Course"


def test_a_day_long_activity_says_all_day(page):
    start = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)

    assert "All day" in page(starts_at=start, ends_at=start + DAY - HOUR).text


def test_prices_stand_in_the_citys_money(page):
    assert re.search(r"€\s?12\.50|12\.50\s?€|12,50\s?€", page(price_cents=1250).text)


def test_search_engines_read_an_event(page):
    shown = event(page(price_cents=500))

    assert shown["@type"] == "Event"
    assert shown["offers"]["price"] == "5.00"
    assert shown["url"].startswith("http")
    assert shown["location"][0]["@type"] == "Place"


def test_those_who_share_it_read_its_title(page):
    text = page().text

    assert '<meta property="og:title" content="Knots for beginners">' in text
    assert '<meta property="og:description" content="Knots for beginners, in short.">' in text


def test_markup_in_texts_stays_text(page):
    text = page(title="<script>alert(1)</script>").text

    assert "<script>alert" not in text


def test_the_page_costs_few_queries(town, queries):
    city = town.visitor()
    path = first_of(city)
    city.get(path)

    with queries() as seen:
        city.get(path)

    assert len(seen) <= MOST_QUERIES


def test_the_page_is_the_same_for_all_visitors(town):
    path = first_of(town.visitor())
    pages = [town.visitor().get(path) for _ in range(2)]

    assert ["Set-Cookie" in page.headers for page in pages] == [False, False]
    assert pages[0].headers["ETag"] == pages[1].headers["ETag"]


@pytest.mark.parametrize(
    ("least", "most", "words"),
    [
        (None, None, "All ages"), (0, 99, "All ages"), (14, 19, "Ages 14 to 19"),
        (16, None, "From 16 years"), (16, 99, "From 16 years"), (None, 12, "Up to 12 years"),
        (0, 12, "Up to 12 years"),
    ],
)  # fmt: skip
def test_ages_in_words(app, least, most, words):
    with app.test_request_context(environ_overrides=_apex(app)):
        assert details.ages(least, most) == words


def _apex(app):
    return {"tenancy.resolved": app.directory.resolve(app.settings.base_domain)}


def test_seats_are_counted_from_the_database(town):
    activity = town.activity(capacity=3, taken_count=1)

    assert town.read(activity, Activity.capacity, Activity.taken_count) == (3, 1)
    assert "1 of 3 places taken" in town.visitor().get(f"/activities/{activity}-knots").text
