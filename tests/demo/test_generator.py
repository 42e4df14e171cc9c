"""Generated cities are complete, unlike each other and always the same."""

import datetime as dt
import hashlib
from collections import Counter
from itertools import combinations

import pytest

from col_app.demo import check, generator
from col_app.demo.contents import is_written
from col_app.demo.selection import FEWEST, MOST
from col_app.demo.stock import stock
from col_app.opening.atlas import APPLICANT, facts

CITIES = [city for city in facts() if city.standing != APPLICANT and not is_written(city.slug)]
BY_SLUG = {city.slug: city for city in CITIES}
EVERY_CITY = pytest.mark.parametrize("city", CITIES, ids=[city.slug for city in CITIES])


def fingerprint(city):
    return hashlib.sha256(repr(generator.generate_city(city)).encode()).hexdigest()


@EVERY_CITY
def test_a_generated_city_has_no_problems(city):
    assert check.problems(city, generator.generate_city(city)) == []


@EVERY_CITY
def test_a_generated_city_offers_every_type_and_format(city):
    contents = generator.generate_city(city)

    types = {activity.type for activity in contents.activities}
    assert check.TYPES - types <= {"sport", "other"}
    assert {activity.format for activity in contents.activities} == check.FORMATS
    assert FEWEST <= len(contents.activities) <= MOST


def test_the_same_city_is_generated_twice():
    city = BY_SLUG["breda"]

    assert fingerprint(city) == fingerprint(city)


def test_larger_cities_offer_more():
    counts = [
        len(generator.generate_city(BY_SLUG[slug]).activities)
        for slug in ("valletta", "cork", "prague", "izmir")
    ]

    assert counts == sorted(set(counts))


def test_two_cities_do_not_look_the_same():
    shown = {
        city.slug: {a.title["en"] for a in generator.generate_city(city).activities}
        for city in CITIES
    }
    alike = [
        (one, other)
        for one, other in combinations(shown, 2)
        if len(shown[one] & shown[other]) > 0.4 * len(shown[one] | shown[other])
    ]

    assert alike == []


def test_the_first_badge_waits_today():
    first = next(
        a for a in generator.generate_city(BY_SLUG["ghent"]).activities if a.key == "first-badge"
    )

    assert first.when is not None
    assert first.when.today
    assert first.badge is not None


def test_activities_fill_three_months():
    weeks = Counter(
        activity.when.week
        for activity in generator.generate_city(BY_SLUG["riga"]).activities
        if activity.when and not activity.when.today
    )

    assert sorted(weeks) == list(range(12))


def test_every_time_is_a_time_of_day():
    times = {
        activity.when.time
        for city in CITIES
        for activity in generator.generate_city(city).activities
        if activity.when
    }

    assert {dt.time.fromisoformat(time).strftime("%H:%M") for time in times} == times


def test_most_activities_give_a_badge():
    given = [a.badge is not None for a in generator.generate_city(BY_SLUG["izmir"]).activities]

    assert sum(given) / len(given) > 0.75


@pytest.mark.parametrize(
    ("slug", "languages"),
    [
        ("breda", {"en", "nl"}),
        ("bologna", {"en", "it"}),
        ("curacao", {"en", "nl"}),
        ("riga", {"en"}),
    ],
)
def test_a_city_writes_english_and_the_language_it_shows(slug, languages):
    assert set(generator.generate_city(BY_SLUG[slug]).portal.tagline) == languages


def test_a_path_keeps_all_its_steps():
    contents = generator.generate_city(BY_SLUG["valletta"])

    assert [p.items for p in contents.playlists] == [
        stock().playlists[p.key].items for p in contents.playlists
    ]


def test_every_portal_of_the_network_has_contents():
    assert [contents.slug for contents in generator.all_contents()] == [
        city.slug for city in facts() if city.standing != APPLICANT
    ]
