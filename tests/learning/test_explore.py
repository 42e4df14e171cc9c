"""The Explore page: list, filters, faults, fragments."""

import re

import pytest

from col_app.core import clock
from tests.learning.town import DAY

FRAGMENT = {"HX-Request": "true"}


def titles(page):
    """The titles of the list, in order."""
    return re.findall(r'<a class="stretch" href="/activities/[^"]+"[^>]*>([^<]+)</a>', page.text)


def total(page):
    return int(re.search(r'role="status">(\d+)', page.text)[1])


@pytest.fixture
def city(town):
    return town.visitor()


def test_words_find_titles_and_only_those(town, city):
    town.activity("Zeppelinology for beginners")

    page = city.get("/activities?q=zeppelinology")

    assert titles(page) == ["Zeppelinology for beginners"]
    assert total(page) == 1


def test_the_beginning_of_a_word_is_enough(town, city):
    town.activity("Zeppelinology for beginners")

    assert titles(city.get("/activities?q=zeppel")) == ["Zeppelinology for beginners"]


def test_drafts_cancelled_and_past_are_not_listed(town, city):
    now = clock.now()
    town.activity("Zeppelinology draft", state="draft")
    town.activity("Zeppelinology off", state="cancelled")
    town.activity("Zeppelinology past", starts_at=now - 2 * DAY, ends_at=now - DAY)

    page = city.get("/activities?q=zeppelinology")

    assert titles(page) == []
    assert "Nothing found yet" in page.text


def test_another_city_does_not_list_it(town, client):
    town.activity("Zeppelinology for beginners")

    assert titles(client("cagliari").get("/activities?q=zeppelinology")) == []


def test_what_is_chosen_stands_as_a_chip_that_takes_it_off(city):
    page = city.get("/activities?topic=coding&when=month&view=map")

    chips = re.findall(r'<a class="chip chip--s" href="([^"]+)"><span>([^<]+)<', page.text)
    assert chips == [
        ("/activities?when=month&amp;view=map", "Coding"),
        ("/activities?topic=coding&amp;view=map", "Next 30 days"),
    ]


def test_a_slip_is_corrected_and_the_page_says_so(town, city):
    town.activity("Zeppelinology for beginners")

    page = city.get("/activities?q=zepelinology&lang=en")

    assert titles(page) == ["Zeppelinology for beginners"]
    assert "Nothing was found for “zepelinology”, so here is what there is for “zepp" in page.text


def test_the_form_keeps_what_was_asked(city):
    text = city.get("/activities?q=two+words&topic=coding&age=16&from=2026-11-28").text

    assert re.search(r'name="q"[^>]*value="two words"', text)
    assert 'name="topic" value="coding" checked' in text
    assert re.search(r'name="age"[^>]*value="16"', text)
    assert re.search(r'name="from"[^>]*value="2026-11-28"', text)


def test_parameters_without_a_field_travel_with_the_form(city):
    text = city.get("/activities?near=54.68,25.28&km=3").text

    assert re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)">', text) == [
        ("near", "54.68,25.28"),
    ]  # fmt: skip
    assert '<option value="3" selected>' in text


@pytest.mark.parametrize("query", ["page=-1", "near=x,y", "bbox=1,2", "from=yesterday", "age=x"])
def test_a_fault_is_named_and_the_list_shown_all_the_same(city, query):
    page = city.get(f"/activities?{query}")

    assert page.status_code == 400
    assert total(page) > 0
    assert re.search(r"could not read|not a day we can read|Please write your age", page.text)


def test_a_wrong_age_stays_in_its_field(city):
    text = city.get("/activities?age=eleven").text

    assert re.search(r'name="age"[^>]*value="eleven"[^>]*aria-invalid="true"', text)


def test_a_page_behind_the_last_one_leads_back(city):
    page = city.get("/activities?page=1999")

    assert page.status_code == 200
    assert "To the first page" in page.text


def test_pages_follow_each_other_without_gap(city):
    first, second = city.get("/activities"), city.get("/activities?page=2")

    assert len({*titles(first), *titles(second)}) == len(titles(first)) + len(titles(second))
    assert 'href="/activities?page=2" rel="next"' in first.text
    assert 'href="/activities" rel="prev"' in second.text


def test_htmx_gets_the_list_and_the_counts(city):
    page = city.get("/activities?topic=coding&age=&q=", headers=FRAGMENT)

    assert "<html" not in page.text
    assert 'id="results"' in page.text
    assert 'id="facets-fields" hx-swap-oob="innerHTML"' in page.text
    assert page.headers["HX-Push-Url"] == "/activities?topic=coding"


def test_caches_tell_page_and_fragment_apart(city):
    page, piece = city.get("/activities"), city.get("/activities", headers=FRAGMENT)

    assert "HX-Request" in page.vary
    assert "HX-Request" in piece.vary
    assert page.headers["ETag"] != piece.headers["ETag"]


def test_the_page_is_the_same_for_all_visitors(town):
    first, second = town.visitor().get("/activities"), town.visitor().get("/activities")

    assert "Set-Cookie" not in first.headers
    assert first.headers["ETag"] == second.headers["ETag"]
    again = town.visitor().get("/activities", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_the_list_costs_the_same_for_one_and_for_three(town, city, queries):
    costs = []
    for number in (1, 2, 3):
        town.activity(f"Zeppelinology {number}", languages=["sw"])
        city.get("/activities?language=sw")
        with queries() as seen:
            city.get("/activities?language=sw")
        costs.append(len(seen))

    assert costs[0] == costs[2]


def test_a_text_in_another_language_says_so(town, city):
    town.activity("Zepelinologija pradedantiesiems", lang="lt")

    page = city.get("/activities?q=zepelinologija")

    assert re.search(r'lang="lt" dir="auto">Zepelinologija', page.text)
