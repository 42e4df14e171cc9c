"""What facets offer, and what choosing a value of them means."""

from urllib.parse import urlencode

import pytest

from col_app.learning.activities.filters import FACETS


def listing(city, query):
    return city.get(f"/activities.json?{urlencode(query)}").json


@pytest.mark.parametrize("facet", FACETS)
def test_values_of_one_facet_mean_or(client, facet):
    city = client("vilnius")
    values = [option["value"] for option in listing(city, [])["facets"][facet]][:2]
    found = [{item["id"] for item in items(city, [(facet, value)])} for value in values]

    assert {item["id"] for item in items(city, [(facet, v) for v in values])} == set.union(*found)


def items(city, query):
    """The whole list, page after page."""
    found, page = [], 1
    while part := listing(city, [*query, ("page", page)])["items"]:
        found += part
        page += 1
    return found


def test_the_total_is_the_size_of_the_whole_list(client):
    city = client("cagliari")

    assert len({item["id"] for item in items(city, [])}) == listing(city, [])["total"]


def test_a_chosen_value_without_activities_stays_visible(client):
    found = listing(client("vilnius"), [("topic", "nothing-of-this-kind")])

    assert found["total"] == 0
    assert [o for o in found["facets"]["topic"] if o["selected"]] == [
        {"value": "nothing-of-this-kind", "label": "nothing-of-this-kind", "count": 0,
         "selected": True}
    ]  # fmt: skip


def test_ninety_nine_is_no_upper_limit_of_age(town, client):
    town.activity("Zeppelinology for all", age_min=16, age_max=99)
    city = client("vilnius")

    found = {age: listing(city, [("q", "zeppelinology"), ("age", age)])["total"]
             for age in (15, 16, 99, 105)}  # fmt: skip

    assert found == {15: 0, 16: 1, 99: 1, 105: 1}


def test_what_is_open_at_any_time_comes_last(town, client):
    timeless = town.activity("Zeppelinology whenever", starts_at=None, ends_at=None)
    dated = town.activity("Zeppelinology tomorrow")

    found = listing(client("vilnius"), [("q", "zeppelinology")])["items"]

    assert [item["id"] for item in found] == [dated, timeless]


@pytest.mark.parametrize(
    "words", ["здоровʼя", "ŉ", "'", "a'b", "½", "\\", ":*", "!&|", "<->", "\U0001f600"]
)
def test_no_words_break_the_search(client, words):
    assert client("vilnius").get("/activities", query_string={"q": words}).status_code == 200
