"""Dice, prices, positions and words: the small parts of the generator."""

import math

import pytest

from col_app.demo import dice
from col_app.demo.prices import local_price
from col_app.demo.stock import stock
from col_app.demo.whereabouts import position
from col_app.demo.wording import Voice
from col_app.opening.atlas import APPLICANT, facts

BY_SLUG = {city.slug: city for city in facts()}


def metres_from_seat(city, point):
    north = (point[0] - city.seat_lat) * 111_320
    east = (point[1] - city.seat_lon) * 111_320 * math.cos(math.radians(city.seat_lat))
    return math.hypot(north, east)


def test_dice_fall_the_same_way_everywhere():
    assert dice.roll("vilnius", "angle", 3) == dice.roll("vilnius", "angle", 3)
    assert dice.pick("abcdef", "cork", 1) == "abcdef"[dice.roll("cork", 1) % 6]


def test_a_new_item_leaves_the_order_of_the_others_alone():
    before = dice.shuffled("abcdef", str, "cork")
    after = [item for item in dice.shuffled("abcdefg", str, "cork") if item != "g"]

    assert after == before


@pytest.mark.parametrize(
    ("currency", "cents"),
    [("EUR", 1200), ("HUF", 480_000), ("GBP", 1000), ("NOK", 14_000), ("TND", 2400)],
)
def test_prices_are_round_in_local_money(currency, cents):
    assert local_price(1200, currency) == cents


def test_what_is_free_stays_free():
    assert local_price(0, "SEK") == 0


def test_every_portal_has_a_price_in_its_money():
    portals = [city for city in facts() if city.standing != APPLICANT]

    assert [city.slug for city in portals if local_price(100, city.currency) <= 0] == []


def test_places_stay_near_the_seat():
    far = [
        city.slug
        for city in facts()
        for index in range(20)
        if metres_from_seat(city, position(city, index, 20)) > 2300
    ]

    assert far == []


def test_places_of_a_harbour_town_lie_on_its_land():
    izmir = BY_SLUG["izmir"]
    points = [position(izmir, index, 20) for index in range(20)]

    assert [point for point in points if point[1] < izmir.seat_lon] == []


@pytest.mark.parametrize(
    ("slug", "lang", "told"),
    [
        ("breda", "nl", "in Breda van Breda"),
        ("curacao", "nl", "op Curaçao van Curaçao"),
        ("sardinia", "it", "in Sardegna della Sardegna"),
        ("bologna", "it", "a Bologna di Bologna"),
        ("val-de-loire", "en", "in the Loire Valley of the Loire Valley"),
    ],
)
def test_names_take_the_preposition_of_their_language(slug, lang, told):
    voice = Voice(BY_SLUG[slug], stock().phrases.get(slug, {}))
    text = {"en": "{in_city} {of_city}", "it": "{in_city} {of_city}", "nl": "{in_city} {of_city}"}

    assert voice.say(text)[lang] == told
