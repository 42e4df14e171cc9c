"""Every count of a facet is the size of the list that its value gives, in four cities."""

import random
import re
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from col_app.core.db import db
from col_app.learning.topics import actions as topics
from col_app.learning.topics.models import Topic, TopicText

COMBINATIONS, FEW = 500, 100
"""In each city; where topics were changed."""
TILE = re.compile(r'href="/topics/([\w-]+)">[^<]+</a><small>(\d+)</small>')
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


def wrong_counts(city, dice, combinations):
    """Counts that are not the size of the list they lead to."""
    wrong = []
    everything = listing(city, [])["facets"]
    for _ in range(combinations):
        query = [*framed(city, dice), *chosen(everything, dice)]
        found = listing(city, query)
        told = [(f, o["value"], o["count"]) for f, os in found["facets"].items() for o in os]
        if not told:
            continue
        facet, value, count = dice.choice(told)
        others = [pair for pair in query if pair[0] != facet]
        total = listing(city, [*others, (facet, value)])["total"]
        wrong += [(query, facet, value, count, total)] if count != total else []
    return wrong


@pytest.mark.parametrize("slug", ["vilnius", "cagliari", "ljubljana", "tilburg"])
def test_counts_equal_lists(client, four_cities, slug):
    dice = random.Random(slug)  # noqa: S311 - no secrets

    assert wrong_counts(client(slug), dice, COMBINATIONS) == []


@pytest.fixture
def changed_topics(town):
    """Vilnius with one topic hidden, one renamed and one drawn otherwise, for a while."""

    def the(slug):
        return db.session.scalars(select(Topic).where(Topic.slug == slug)).one()

    def change(hide, name, look):
        def work():
            music, sport = the("music"), the("sport")
            hide(the("coding"), 0)
            topics.change(
                music, topics.Content(names(music) | {"en": name}, "", music.is_featured), 0
            )
            topics.change(sport, topics.Content(names(sport), look, sport.is_featured), 0)

        town.do(work)
        town.app.directory.changed(town.slug)

    def names(topic):
        rows = db.session.scalars(select(TopicText).where(TopicText.topic_id == topic.id))
        return {row.lang: row.label for row in rows}

    before = town.do(lambda: names(the("music"))["en"])
    change(topics.hide, "Noise", "food.pot")
    yield
    change(topics.show, before, "")


def test_counts_equal_lists_when_topics_are_hidden_and_renamed(client, changed_topics):
    city, dice = client("vilnius"), random.Random("hidden")  # noqa: S311 - no secrets
    found = city.get("/activities.json", headers={"Accept-Language": "en"}).json["facets"]["topic"]
    labels = {option["value"]: option["label"] for option in found}
    tiles = dict(TILE.findall(city.get("/topics").text))
    totals = {slug: listing(city, [("topic", slug)])["total"] for slug in tiles}

    assert ("coding" in labels, labels["music"]) == (False, "Noise")
    assert tiles == {slug: str(total) for slug, total in totals.items()}
    assert "coding" not in tiles
    assert wrong_counts(city, dice, FEW) == []
