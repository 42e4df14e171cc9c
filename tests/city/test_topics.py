"""What the city's team does to its topics, and that every page follows."""

import re

import pytest
from sqlalchemy import select

from col_app.core.audit import AuditEntry
from col_app.core.db import db
from col_app.learning.interests.models import Interest
from col_app.learning.topics.models import Topic
from tests.conftest import Client

CONSOLE = "/console/topics"


def send(team, topic, what, **fields):
    return team.fill(CONSOLE, f"{CONSOLE}/{topic}/{what}", **fields)


def facet(page):
    """The topics that a list of activities offers: (value, label, count)."""
    return [(each["value"], each["label"], each["count"]) for each in page.json["facets"]["topic"]]


def slugs(town):
    return re.findall(r'href="/topics/([\w-]+)"', town.visitor().get("/topics").text)


def test_a_renamed_topic_is_called_so_everywhere(town, team, topics, under):
    topic = topics("Bees", "beekeeping")
    activity = under(topic)
    form = f"{CONSOLE}/{topic}"
    said = team.fill(
        form, form, **{"name-en": "  Bees   and honey ", "name-lt": "Bitės"}, colour="civic",
        icon="spark",
    )  # fmt: skip
    visitor = town.visitor()

    assert said.status_code == 303
    assert ("beekeeping", "Bees and honey", 1) in facet(visitor.get("/activities.json"))
    assert ("beekeeping", "Bitės", 1) in facet(town.visitor().get("/activities.json?lang=lt"))
    assert "Bees and honey" in visitor.get(f"/activities/{activity}-knots").text
    assert "Bees and honey" in visitor.get("/topics").text
    assert "Bees and honey" in visitor.get("/suggestions?q=honey").text
    assert visitor.get("/activities.json?q=honey").json["total"] == 1
    apex = "?topic=beekeeping&city=vilnius"
    assert ("beekeeping", "Bees and honey", 1) in facet(network(town, f"/search.json{apex}"))


def network(town, path):
    """What the apex answers to somebody who reads English."""
    return Client(town.app, "apex").get(path, headers={"Accept-Language": "en"})


def test_a_look_shows_on_cards_and_pins(town, team, topics, under):
    topic = topics("Bees", "beekeeping")
    activity = under(topic)
    form = f"{CONSOLE}/{topic}"
    team.fill(form, form, **{"name-en": "Bees"}, colour="music", icon="flask")
    features = town.visitor().get("/activities.geojson?topic=beekeeping").json["features"]
    shown = [each["properties"] for each in features]

    assert [(each["topic"], each["look"]) for each in shown] == [("beekeeping", "music.flask")]
    assert "t-music" in town.visitor().get(f"/activities/{activity}-knots").text


def test_a_hidden_topic_leaves_lists_and_its_activities_are_found(town, team, topics, under):
    topic = topics("Bees", "beekeeping")
    activity = under(topic, title="Zymurgy with bees")
    total = town.visitor().get("/activities.json").json["total"]
    said = send(team, topic, "hiding")
    everything = town.visitor().get("/activities.json")
    found = town.visitor().get("/activities.json?q=zymurgy").json

    assert said.status_code == 303
    assert "beekeeping" not in slugs(town)
    assert "beekeeping" not in [value for value, _label, _count in facet(everything)]
    assert everything.json["total"] == total
    assert [(item["id"], item["topics"]) for item in found["items"]] == [(activity, [])]
    assert town.visitor().get("/topics/beekeeping").status_code == 404
    assert "Bees" not in town.visitor().get("/suggestions?q=bees").text
    assert "beekeeping" not in town.visitor().get("/sitemap.xml").text


def test_the_old_address_of_a_hidden_topic_still_lists_what_was_there(town, team, topics, under):
    topic = topics("Bees", "beekeeping")
    under(topic)
    send(team, topic, "hiding")
    answer = town.visitor().get("/activities.json?topic=beekeeping")

    assert (answer.json["total"], ("beekeeping", "Bees", 1) in facet(answer)) == (1, True)


def test_the_network_forgets_a_hidden_topic_and_finds_its_activities(town, team, topics, under):
    topic = topics("Bees", "beekeeping")
    under(topic, title="Zymurgy with bees")
    send(team, topic, "hiding")
    found = network(town, "/search.json?q=zymurgy")

    assert (found.json["total"], found.json["items"][0]["topics"]) == (1, [])
    assert facet(found) == []


def test_a_hidden_topic_can_be_shown_again(town, team, topics, under):
    topic = topics("Bees", "beekeeping")
    under(topic)
    send(team, topic, "hiding")
    send(team, topic, "hiding", _method="DELETE")

    assert "beekeeping" in slugs(town)
    assert ("beekeeping", "Bees", 1) in facet(town.visitor().get("/activities.json"))


def test_the_first_topic_that_is_shown_gives_the_colours(town, team, topics, under):
    first, second = topics("Bees", "beekeeping"), topics("Wasps", "wasps", look="music.flask")
    under(first, second, title="Zymurgy")
    send(team, first, "hiding")
    features = town.visitor().get("/activities.geojson?q=zymurgy").json["features"]

    assert [each["properties"]["look"] for each in features] == ["music.flask"]


def test_the_order_is_that_of_the_team(town, team, topics):
    topic = topics("Bees", "beekeeping")
    said = send(team, topic, "position", place="1")

    assert said.location.endswith(f"{CONSOLE}?at=up-{topic}")
    shown = re.findall(r'href="/console/topics/(\d+)"', team.get(CONSOLE).text)
    assert shown[0] == str(topic)


@pytest.mark.parametrize("place", ["", "one", "-1", "²", "99999"])
def test_a_place_that_is_none_is_refused(team, topics, place):
    topic = topics("Bees", "beekeeping")

    assert send(team, topic, "position", place=place).status_code == 400


def test_a_topic_of_the_citys_own_stands_at_the_end(town, team, topics):
    fields = {"name-lt": "Bitininkystė", "name-en": "Beekeeping"}
    said = team.fill(f"{CONSOLE}/new", CONSOLE, **fields, colour="food", icon="leaf")
    page = town.visitor().get("/topics/beekeeping").text

    assert said.status_code == 303
    assert "<h1>Beekeeping</h1>" in page
    assert "t-food" in page
    assert slugs(town)[-1] == "beekeeping"


def test_a_name_without_latin_letters_gets_an_address(town, team, topics):
    said = team.fill(
        f"{CONSOLE}/new", CONSOLE, **{"name-lt": "Μέλισσες"}, colour="food", icon="leaf"
    )
    newest = select(Topic.slug).order_by(Topic.id.desc()).limit(1)

    assert said.status_code == 303
    assert re.fullmatch(r"topic-[a-z0-9]{6}", town.do(lambda: db.session.scalar(newest)))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Write it in one language at least."),
        ({"name-en": "x" * 61}, "Use at most 60 characters."),
        ({"name-en": "Bees", "colour": "beige"}, "Choose one of these."),
        ({"name-en": "Bees", "icon": "bee"}, "Choose one of these."),
        (
            {"name-en": "Coding, games and robots", "name-lt": "Wasps"},
            "Another topic has this name.",
        ),
    ],
)
def test_what_is_wrong_is_said_and_the_form_kept(team, topics, fields, words):
    topics("Wasps", "wasps", lang="lt")
    sent = {"colour": "food", "icon": "leaf", **fields}
    said = team.fill(f"{CONSOLE}/new", CONSOLE, **sent)

    assert said.status_code == 422
    assert words in said.text
    assert fields.get("name-en", "") in said.text


def test_a_topic_that_is_there_is_not_added_twice(team, topics):
    topics("Wasps", "beekeeping", is_hidden=True)
    sent = {"name-en": "Beekeeping", "colour": "food", "icon": "leaf"}
    said = team.fill(f"{CONSOLE}/new", CONSOLE, **sent)

    assert (said.status_code, "it may be hidden" in said.text) == (422, True)


def test_merging_moves_everything_and_old_addresses_lead_on(town, team, topics, under):
    gone, stays = topics("Bees", "bees"), topics("Beekeeping", "beekeeping")
    under(gone, title="Zymurgy one"), under(gone, stays, title="Zymurgy two")
    fan = town.person("Fan")
    town.do(lambda: db.session.add(Interest(person_id=fan, topic_id=gone)))
    form = f"{CONSOLE}/{gone}/merging"
    said = team.fill(form, form, into=str(stays))
    visitor = town.visitor()

    assert said.status_code == 303
    moved = visitor.get("/topics/bees")
    assert (moved.status_code, moved.location) == (308, "/topics/beekeeping")
    assert visitor.get("/activities.json?topic=bees").json["total"] == 2
    assert ("beekeeping", "Beekeeping", 2) in facet(visitor.get("/activities.json"))
    likes = select(Interest.topic_id).where(Interest.person_id == fan)
    assert town.do(lambda: db.session.scalars(likes).all()) == [stays]
    listed = network(town, "/search.json?q=zymurgy").json["items"]
    assert [item["topics"] for item in listed] == [["beekeeping"], ["beekeeping"]]


def test_addresses_lead_on_through_two_merges(town, team, topics):
    first, second, third = (topics(word, word.lower()) for word in ("Bees", "Wasps", "Hornets"))
    for gone, stays in ((first, second), (second, third)):
        form = f"{CONSOLE}/{gone}/merging"
        team.fill(form, form, into=str(stays))

    assert town.visitor().get("/topics/bees").location == "/topics/hornets"


@pytest.mark.parametrize("into", ["", "none", "999999999999", "own", "hidden"])
def test_a_topic_is_merged_into_another_one_that_is_shown(team, topics, into):
    own, hidden = topics("Bees", "bees"), topics("Wasps", "wasps", is_hidden=True)
    form = f"{CONSOLE}/{own}/merging"
    said = team.fill(form, form, into={"own": str(own), "hidden": str(hidden)}.get(into, into))

    assert (said.status_code, "Choose one of these." in said.text) == (422, True)


def test_what_is_done_is_written_down(town, team, topics):
    topic = topics("Bees", "bees")
    send(team, topic, "hiding")
    columns = AuditEntry.action, AuditEntry.detail, AuditEntry.actor_id
    last = select(*columns).order_by(AuditEntry.id.desc()).limit(1)

    found = town.do(lambda: db.session.execute(last).one())
    assert tuple(found) == ("topic.hidden", {"topic": "bees"}, town.people[-1])


def test_a_name_in_another_language_is_marked_on_cards_and_pages(town, topics, under):
    topic = topics("Bitininkystė", "beekeeping", lang="lt")
    activity = under(topic, title="Zymurgy")
    pages = [
        town.visitor().get(p).text for p in ("/topics/beekeeping", f"/activities/{activity}-knots")
    ]

    assert ['lang="lt" dir="auto">' in page.partition("tag--topic")[2][:60] for page in pages] == [
        True,
        True,
    ]
