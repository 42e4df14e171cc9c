"""Every count of a facet is the size of the list that its value gives, in four cities."""

import random
from urllib.parse import urlencode

import pytest

COMBINATIONS = 500
"""In each city."""
MOST = 4
"""Facets that are narrowed at once."""
FRAMES = [
    [], [], [], [("q", "a")], [("q", "s")], [("age", "16")], [("sort", "newest")],
    [("from", "2026-11-01")], [("bbox", "{west},{south},{east},{north}")],
    [("near", "{lat},{lon}"), ("km", "5")], [("near", "{lat},{lon}"), ("km", "2")],
]  # fmt: skip


def listing(city, query):
    return city.get(f"/activities.json?{urlencode(query)}").json


def framed(city, dice):
    """The beginning of a query, around the middle of this city."""
    where = city.get("/activities.geojson").json["features"]
    lon, lat = dice.choice(where)["geometry"]["coordinates"]
    box = {"west": lon - 0.01, "south": lat - 0.01, "east": lon + 0.02, "north": lat + 0.02}
    return [(name, value.format(lat=lat, lon=lon, **box)) for name, value in dice.choice(FRAMES)]


def chosen(everything, dice):
    """Some values of some facets."""
    facets = [facet for facet, options in everything.items() if options and facet != "km"]
    return [
        (facet, option["value"])
        for facet in dice.sample(facets, dice.randint(0, min(MOST, len(facets))))
        for option in dice.sample(
            everything[facet], min(len(everything[facet]), dice.randint(1, 2))
        )
    ]


@pytest.mark.parametrize("slug", ["vilnius", "cagliari", "ljubljana", "tilburg"])
def test_counts_equal_lists(client, four_cities, slug):
    city, dice, wrong = client(slug), random.Random(slug), []  # noqa: S311 - no secrets
    everything = listing(city, [])["facets"]
    for _ in range(COMBINATIONS):
        query = [*framed(city, dice), *chosen(everything, dice)]
        found = listing(city, query)
        told = [(f, o["value"], o["count"]) for f, os in found["facets"].items() for o in os]
        if not told:
            continue
        facet, value, count = dice.choice(told)
        others = [pair for pair in query if pair[0] != facet]
        total = listing(city, [*others, (facet, value)])["total"]
        wrong += [(query, facet, value, count, total)] if count != total else []

    assert wrong == []
