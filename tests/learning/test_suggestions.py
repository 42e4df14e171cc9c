"""What the search box offers while somebody types."""

import re

import pytest

ENGLISH = {"Accept-Language": "en"}


def offered(city, typed, lang="en"):
    answer = city.get("/suggestions.json", query_string={"q": typed, "lang": lang})
    return [(each["kind"], each["name"]) for each in answer.json]


@pytest.fixture
def city(client):
    return client("vilnius")


def test_kinds_are_offered_together_in_a_fixed_order(city):
    kinds = [kind for kind, _name in offered(city, "co")]

    assert {"topic", "skill", "activity", "place"} <= set(kinds)
    order = ["topic", "skill", "activity", "playlist", "place", "organiser"]
    assert kinds == sorted(kinds, key=order.index)


@pytest.mark.parametrize("typed", ["knots for be", "KNOTS", "beginners", "béginn"])
def test_any_word_of_a_name_may_be_begun(town, city, typed):
    town.activity("Knots for beginners")

    assert ("activity", "Knots for beginners") in offered(city, typed)


def test_the_middle_of_a_word_is_no_beginning(town, city):
    town.activity("Zeppelinology")

    assert ("activity", "Zeppelinology") not in offered(city, "ppelin")


def test_a_slip_of_the_keyboard_is_forgiven(town, city):
    town.activity("Zeppelinology")

    assert offered(city, "zepelinology") == [("activity", "Zeppelinology")]


def test_the_count_is_the_size_of_the_list_behind(client, city):
    topics = [each for each in city.get("/suggestions.json?q=co&lang=en").json if each["count"]]

    for topic in topics:
        query = topic["url"].partition("?")[2]
        assert city.get(f"/activities.json?{query}").json["total"] == topic["count"]
    assert topics


@pytest.mark.parametrize("state", ["draft", "cancelled"])
def test_what_is_not_to_be_seen_is_not_offered(town, city, state):
    town.activity("Zeppelinology", state=state)

    assert offered(city, "zeppelin") == []


def test_names_come_in_the_language_of_the_reader(city):
    english = {name for kind, name in offered(city, "coding") if kind == "topic"}
    lithuanian = {name for kind, name in offered(city, "coding", "lt") if kind == "topic"}

    assert english
    assert lithuanian
    assert english != lithuanian


@pytest.mark.parametrize("typed", ["", "a", "%", "__", "\\", "'", "%%%", "\U0001f600", "x" * 5000])
def test_odd_words_offer_nothing_and_break_nothing(city, typed):
    assert offered(city, typed) == []


def test_the_list_box_names_groups_and_options(town, city):
    town.activity("Zeppelinology")
    text = city.get("/suggestions?q=zeppelin", headers=ENGLISH).text

    assert 'role="group" aria-labelledby="suggested-activity"' in text
    assert re.search(r'role="option"[^>]*data-href="/activities/\d+-knots"', text)
    assert "<template data-count>1 suggestion</template>" in text


def test_three_cost_what_one_costs(town, city, queries):
    costs = []
    for number in (1, 2, 3):
        town.activity(f"Zeppelinology {number}")
        with queries() as seen:
            assert len(offered(city, "zeppelin")) == number
        costs.append(len(seen))

    assert costs[0] == costs[2] == 1


def test_they_read_no_session(city):
    answer = city.get("/suggestions?q=co")

    assert "Set-Cookie" not in answer.headers
    assert "private" not in answer.headers.get("Cache-Control", "")
