"""Search over all cities: what it finds, what it must not, and what it counts."""

import random
import re
from urllib.parse import urlencode

import pytest
from sqlalchemy import text

from col_app.core.db import db
from col_app.learning.activities import actions as activities
from col_app.learning.activities.models import Activity, ActivityState
from tests.learning.telling import meet
from tests.learning.town import DAY, HOUR, clock

BEGINNINGS = [
    [], [("q", "a")], [("age", "16")], [("sort", "newest")], [("from", "2026-11-01")],
    [("near", "54.6872,25.2797"), ("km", "40")], [("bbox", "25.2,54.6,25.3,54.7")],
    [("skill", "work-in-teams")], [("access", "step-free")],
]  # fmt: skip
HREF = re.compile(r'<a class="stretch" href="([^"]*)"')


@pytest.fixture
def ask(client):
    def ask(query="", **headers):
        query = query if isinstance(query, str) else urlencode(query)
        return client("apex").get(f"/search.json?{query}", headers=headers).json

    return ask


def titles(found):
    return [item["title"] for item in found["items"]]


@pytest.mark.parametrize("words", ["zither", "ZITH", "evening zither", "zíther evenings"])
def test_a_published_activity_is_found_at_once(publish, ask, words):
    publish("vilnius")

    assert titles(ask([("q", words)])) == ["Zither evenings"]


def test_a_slip_finds_what_was_meant_and_says_so(publish, client):
    publish("cagliari")
    text = client("apex").get("/search?q=ziter&lang=en").text

    assert len(HREF.findall(text)) == 1
    assert "Nothing was found for “ziter”, so here is what there is for “zither”." in text


def test_words_that_would_find_more_are_proposed(publish, client):
    publish("cagliari", "Marimba tuning")
    for _each in range(3):
        publish("vilnius")
    text = client("apex").get("/search?q=marimba+or+ziter&lang=en").text

    assert '<a href="/search?q=marimba+or+zither">marimba or zither</a>?' in text


def test_an_item_says_its_city_and_leads_there(publish, ask, client):
    number = publish("cagliari")
    [item] = ask("q=zither")["items"]

    assert item["city"] == {"slug": "cagliari", "name": "Cagliari"}
    assert item["url"] == f"http://cagliari.learningcities.localhost:8000/activities/{number}-knots"
    assert client("cagliari").get(f"/activities/{number}-knots").status_code == 200


def test_a_draft_is_not_found(towns, ask):
    towns["vilnius"].activity("Zither evenings", state=ActivityState.DRAFT)

    assert ask("q=zither")["total"] == 0


def test_a_cancelled_activity_is_found_no_longer(publish, towns, ask):
    number = publish("vilnius")
    towns["vilnius"].do(lambda: activities.cancel(db.session.get_one(Activity, number), "Storm."))

    assert ask("q=zither")["total"] == 0


def test_what_is_over_is_found_no_longer(publish, ask):
    publish("vilnius", starts_at=clock.now() - DAY, ends_at=clock.now() - HOUR)

    assert ask("q=zither")["total"] == 0


def test_a_change_that_is_taken_back_is_not_seen(publish, towns, ask):
    number = publish("vilnius")

    def fail():
        activities.cancel(db.session.get_one(Activity, number), "Storm.")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        towns["vilnius"].do(fail)

    assert ask("q=zither")["total"] == 1


@pytest.mark.parametrize("verb", ["suspend", "close"])
def test_a_city_that_is_paused_or_closed_is_not_found(publish, ask, life, verb):
    publish("cagliari")
    life(verb, "cagliari")

    assert ask("q=zither")["total"] == ask("city=cagliari")["total"] == 0
    assert [option["value"] for option in ask()["facets"]["city"]] == ["vilnius"]


def test_a_city_cannot_take_away_what_another_says(publish, towns, ask):
    publish("cagliari")
    gone = text("delete from network.listing where city_id <> :own")
    towns["vilnius"].do(lambda: db.session.execute(gone, {"own": towns["vilnius"].city.id}))

    assert ask("q=zither")["total"] == 1


@pytest.mark.parametrize("seed", range(25))
def test_counts_equal_lists_on_random_walks(ask, seed):
    dice = random.Random(seed)  # noqa: S311 - walks, no secrets
    query, wrong = list(dice.choice(BEGINNINGS)), []
    for _step in range(4):
        taken = {facet for facet, _value in query}
        choices = [
            (facet, option["value"], option["count"])
            for facet, options in ask(query)["facets"].items()
            if facet not in taken
            for option in options
        ]
        if not choices:
            break
        facet, value, count = dice.choice(choices)
        query.append((facet, value))
        total = ask(query)["total"]
        wrong += [(query[:], count, total)] if count != total else []

    assert wrong == []


@pytest.mark.parametrize("facet", ["topic", "city", "format", "when", "kind", "reach"])
def test_a_facet_ignores_its_own_choice_and_adds_up(ask, facet):
    offered = ask()["facets"][facet]
    first = offered[0]["value"]
    chosen = ask([(facet, first)])["facets"][facet]

    assert {o["value"]: o["count"] for o in chosen} == {o["value"]: o["count"] for o in offered}


@pytest.mark.parametrize("query", ["", "price=free", "topic=coding&format=place", "when=month"])
def test_a_city_has_the_same_list_as_its_own_explore(ask, client, query):
    own = client("vilnius").get(f"/activities.json?{query}").json["total"]

    assert ask(f"city=vilnius&{query}")["total"] == own


@pytest.mark.parametrize(("lang", "first"), [("lt", "vilnius"), ("it", "cagliari")])
def test_the_readers_language_comes_first(ask, lang, first):
    assert ask(**{"Accept-Language": lang})["items"][0]["city"]["slug"] == first


def test_the_newest_comes_first_when_asked_for(publish, ask):
    publish("vilnius", starts_at=clock.now() + 90 * DAY, ends_at=clock.now() + 91 * DAY)

    assert titles(ask("sort=newest"))[0] == "Zither evenings"


@pytest.mark.parametrize(
    "query", ["from=2026-02-30", "near=91,0", "age=-1", "sort=odd", "page=0", "bbox=1,2,3"]
)
def test_what_cannot_be_read_is_refused_or_left_out(client, query):
    assert client("apex").get(f"/search.json?{query}").status_code == 400
    assert client("apex").get(f"/search?{query}").status_code == 400


@pytest.mark.parametrize(
    "query", ["city=nowhere", "country=%E2%98%83", "q=%27%3B--", "city=a:b", "q=%3A*%20%26"]
)
def test_odd_words_find_nothing_or_everything_but_never_fail(client, query):
    assert client("apex").get(f"/search?{query}").status_code == 200


@pytest.fixture
def between(publish, towns):
    """The number of a series that met yesterday and meets again in twenty days."""
    number = publish("vilnius", "Zither weekly")
    meet(towns["vilnius"], number, clock.now() - DAY, clock.now() + 20 * DAY)
    return number


@pytest.mark.parametrize(("when", "is_found"), [("today", 0), ("week", 0), ("month", 1)])
def test_a_series_is_found_when_it_meets(between, ask, when, is_found):
    assert ask(f"q=zither&when={when}")["total"] == is_found


def test_a_series_stands_at_its_next_meeting(between, publish, ask):
    publish("cagliari", "Zither once", starts_at=clock.now() + 2 * DAY, ends_at=None)
    day = clock.now().date()
    near, far = day + 5 * DAY, day + 25 * DAY

    assert titles(ask("q=zither")) == ["Zither once", "Zither weekly"]
    assert titles(ask(f"q=zither&from={near}&to={far}")) == ["Zither weekly"]
    assert ask(f"q=zither&from={near}&to={near}")["total"] == 0


@pytest.mark.parametrize("chosen", ["kind=informal", "reach=city"])
def test_what_narrows_the_list_can_be_taken_away(client, chosen):
    text = client("apex").get(f"/search?{chosen}&lang=en").text

    assert re.search(r'class="chip[^>]*href="/search"', text)


def test_an_empty_list_says_which_filter_to_loosen(client):
    text = client("apex").get("/search?city=vilnius&q=zzzz&lang=en").text

    assert re.findall(r"Without “([^”]*)”: (\d+) activit", text)[0][0] == "zzzz"


def test_a_longer_list_costs_no_more_queries(publish, client, queries):
    publish("vilnius")
    with queries() as few:
        client("apex").get("/search?q=zither")
    publish("cagliari")
    publish("cagliari")
    with queries() as more:
        shown = HREF.findall(client("apex").get("/search?q=zither").text)

    # one hit makes it look for words that would find more
    assert (len(shown), len(few), len(more)) == (3, 5, 4)


def test_a_fragment_is_a_piece_of_the_page(client):
    piece = client("apex").get("/search?price=free", headers={"HX-Request": "true"})

    assert piece.text.lstrip().startswith('<div class="ex__results" id="results"')
    assert piece.headers["HX-Push-Url"] == "/search?price=free"


def test_the_page_sets_no_cookie_and_keeps_its_tag(client):
    page = client("apex").get("/search")
    again = client("apex").get("/search", headers={"If-None-Match": page.headers["ETag"]})

    assert (again.status_code, page.headers.getlist("Set-Cookie")) == (304, [])
