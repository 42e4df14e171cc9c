"""Dates, times, money and durations in words."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
from flask_babel import force_locale

from col_app.core import formats
from col_app.core.i18n import INTERFACE, formatting_locale
from col_app.opening import atlas

EVENING = dt.datetime(2026, 11, 28, 22, 30, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def said(app):
    """Says something in a language: `said("lt_LT", formats.day, EVENING)`, blanks made plain."""

    def say(locale, how, *values):
        with app.app_context(), force_locale(locale):
            return re.sub(r"\s", " ", how(*values))

    return say


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Europe/Vilnius", "Sun 29 Nov"), ("UTC", "Sat 28 Nov"), ("America/Curacao", "Sat 28 Nov")],
)
def test_a_moment_has_the_day_of_its_place(said, zone, day):
    assert said("en_150", formats.day, EVENING, zone).replace(",", "") == day


def test_a_day_in_lithuanian_names_its_month(said):
    assert said("lt_LT", formats.day, EVENING, "UTC") == "lapkričio 28 d., št"


@pytest.mark.parametrize(
    ("locale", "time"), [("en_150", "00:30"), ("lt_LT", "00:30"), ("en_US", "12:30 AM")]
)
def test_a_clock_is_read_as_in_the_country(said, locale, time):
    assert said(locale, formats.clock_time, EVENING, "Europe/Vilnius") == time


def test_an_evening(said):
    line = said("en_150", formats.when, EVENING, EVENING + 2 * HOUR, "Europe/Vilnius")

    assert line.replace("Sun,", "Sun") == "Sun 29 Nov, 00:30–02:30"


@pytest.mark.parametrize(
    ("hours", "line"),
    [(None, "From Sun 29 Nov, 00:30"), (72, "From Sun 29 Nov, 00:30"), (23, "Sun 29 Nov, all day")],
)
def test_long_things(said, hours, line):
    end = None if hours is None else EVENING + hours * HOUR
    found = said("en_150", formats.when, EVENING, end, "Europe/Vilnius")

    assert found.replace("Sun,", "Sun") == line


def test_what_has_no_time_is_open_at_any_time(said):
    assert said("en_150", formats.when, None, None) == "Any time"


def test_the_hour_that_summer_time_skips(said):
    begin = dt.datetime(2027, 3, 28, 0, 30, tzinfo=dt.UTC)
    line = said("en_150", formats.when, begin, begin + HOUR, "Europe/Vilnius")

    assert line.endswith("02:30–04:30")


@pytest.mark.parametrize(
    ("locale", "cents", "price"),
    [
        ("en_150", 0, "Free"),
        ("en_150", 300, "3 €"),
        ("en_IE", 1250, "€12.50"),
        ("lt_LT", 300, "3 €"),
        ("it_IT", 123456, "1.234,56 €"),
    ],
)
def test_prices(said, locale, cents, price):
    assert said(locale, formats.price, cents, "EUR") == price


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (-5, ""),
        (0, ""),
        (1, "1 minute"),
        (60, "1 hour"),
        (90, "90 minutes"),
        (119, "119 minutes"),
        (120, "2 hours"),
        (150, "3 hours"),
        (210, "4 hours"),
    ],
)
def test_durations(said, minutes, words):
    assert said("en_150", formats.duration, minutes) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(45, "45 minutes"), (90, "90 minutes"), (150, "2 h 30 min"), (240, "4 hours")],
)
def test_lengths_are_told_to_the_minute(said, minutes, words):
    assert said("en_150", formats.length, minutes) == words


@pytest.mark.parametrize("lang", INTERFACE)
def test_every_language_has_its_dates_in_every_country(said, lang):
    locales = {formatting_locale(lang, facts.country) for facts in atlas.facts()}
    lines = [said(each, formats.when, EVENING, EVENING + HOUR, "Europe/Riga") for each in locales]

    assert [line for line in lines if "29" not in line] == []


def test_a_city_shows_times_of_its_own_zone(client):
    city = client("vilnius")
    item = city.get("/activities.json").json["items"][0]
    local = dt.datetime.fromisoformat(item["starts_at"]).astimezone(ZoneInfo("Europe/Vilnius"))
    page = city.get("/" + item["url"].split("/", 3)[3], headers={"Accept-Language": "lt"})

    assert f"{local:%H:%M}" in page.text


def test_the_apex_shows_times_of_the_city_and_says_so(client):
    page = client("apex").get("/").text

    assert re.findall(r"<span>[^<]*, (\w+) time</span>", page) != []
