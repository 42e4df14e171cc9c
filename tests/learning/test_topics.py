"""Topics and what stands under them."""

import re

import pytest
from sqlalchemy import delete, select

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.activities import actions as activities
from col_app.learning.activities.models import ActivityTopic
from col_app.learning.topics import views
from col_app.learning.topics.models import Topic, TopicText
from tests.learning.town import DAY, HOUR

TILE = re.compile(r'href="/topics/([\w-]+)">[^<]+</a><small>(\d+)</small>')


def under(town, slug, activity):
    """Put an activity under a topic."""

    def work():
        topic = db.session.scalars(select(Topic.id).where(Topic.slug == slug)).one()
        db.session.add(ActivityTopic(activity_id=activity, topic_id=topic))
        db.session.flush()
        activities.learn([activity])

    town.do(work)
    return activity


@pytest.fixture
def new_topic(town):
    """A topic with a Lithuanian name and nothing under it, for a while."""

    def add():
        topic = Topic(slug="beekeeping", position=99)
        db.session.add(topic)
        db.session.flush()
        db.session.add(TopicText(topic_id=topic.id, lang="lt", label="Bitininkystė"))

    town.do(add)
    town.app.directory.changed(town.slug)
    yield "beekeeping"
    town.do(lambda: db.session.execute(delete(Topic).where(Topic.slug == "beekeeping")))
    town.app.directory.changed(town.slug)


def test_every_topic_counts_as_its_list_does(client):
    city = client("vilnius")
    tiles = TILE.findall(city.get("/topics").text)
    wrong = [
        (slug, number)
        for slug, number in tiles
        if city.get(f"/activities.json?topic={slug}").json["total"] != int(number)
    ]

    assert len(tiles) > 20
    assert wrong == []


def test_all_topics_are_there_each_once(client, vilnius):
    slugs = vilnius.scalars(select(Topic.slug)).all()
    shown = re.findall(r'href="/topics/([\w-]+)"', client("vilnius").get("/topics").text)

    assert sorted(shown) == sorted(slugs)


def test_topics_stand_in_the_citys_order(client, vilnius):
    slugs = vilnius.scalars(select(Topic.slug).order_by(Topic.position)).all()
    shown = [slug for slug, _count in TILE.findall(client("vilnius").get("/topics").text)]

    assert shown == [slug for slug in slugs if slug in shown]


@pytest.mark.parametrize(
    ("kind", "columns"),
    [
        ("draft", {"state": "draft"}),
        ("cancelled", {"state": "cancelled"}),
        ("over", {"starts_at": clock.now() - DAY, "ends_at": clock.now() - HOUR}),
    ],
)
def test_what_nobody_can_join_any_more_does_not_count(town, kind, columns):
    def count():
        return dict(TILE.findall(town.visitor().get("/topics").text))["coding"]

    before = count()
    activity = under(town, "coding", town.activity(**columns))

    assert count() == before
    assert f"/activities/{activity}-" not in town.visitor().get("/topics/coding").text


def test_a_topic_page_shows_what_is_coming_and_leads_to_its_list(town):
    activity = under(town, "coding", town.activity())
    total = town.visitor().get("/activities.json?topic=coding").json["total"]
    page = town.visitor().get("/topics/coding").text

    assert f'href="/activities/{activity}-knots"' in page
    assert 'href="/activities?topic=coding"' in page
    assert f"{total} activities are coming" in page


def test_a_topic_page_leads_to_skills_organisers_and_badges(client):
    city = client("vilnius")
    slug = TILE.findall(city.get("/topics").text)[0][0]
    page = city.get(f"/topics/{slug}").text

    assert [
        kind for kind in ("skills", "organisers", "badges") if f'href="/{kind}/' not in page
    ] == []


def test_a_topic_without_anything_says_so(town, new_topic):
    page = town.visitor().get(f"/topics/{new_topic}").text

    assert "What organisers publish under this topic will stand here." in page
    assert 'href="/activities/' not in page
    assert f'class="chip" href="/topics/{new_topic}"' in town.visitor().get("/topics").text


def test_a_label_in_another_language_is_marked(town, new_topic):
    assert '<h1 lang="lt" dir="auto">Bitininkystė</h1>' in (
        town.visitor().get(f"/topics/{new_topic}").text
    )


@pytest.mark.parametrize("slug", ["nothing", "1", "%F0%9F%98%80", "a" * 200])
def test_an_unknown_topic_is_not_found(client, slug):
    assert client("vilnius").get(f"/topics/{slug}").status_code == 404


def test_topics_of_another_city_count_their_own(towns):
    before = towns("cagliari").visitor().get("/topics").text
    under(towns("vilnius"), "coding", towns("vilnius").activity())

    assert TILE.findall(towns("cagliari").visitor().get("/topics").text) == TILE.findall(before)


def test_a_topic_costs_the_same_for_one_and_for_three(client, queries, monkeypatch):
    city = client("vilnius")
    city.get("/topics/coding")
    costs = {}
    for size in (1, 3):
        monkeypatch.setattr(views, "MOST", size)
        with queries() as seen:
            assert city.get("/topics/coding").text.count('class="act"') == size
        costs[size] = len(seen)

    assert costs[1] == costs[3] <= 5


@pytest.mark.parametrize("path", ["/topics", "/topics/coding"])
def test_topics_are_shared(client, path):
    found = client("vilnius").get(path)

    assert (found.status_code, found.headers["Cache-Control"]) == (200, "public, no-cache")
    assert found.headers.getlist("Set-Cookie") == []


def test_skills_of_a_topic_begin_with_a_capital_letter(client):
    page = client("vilnius").get("/topics/coding").text.partition('id="h-skills"')[2]
    names = re.findall(r'class="chip" href="/skills/[\w-]+">([^<]+)', page.partition("</ul>")[0])

    assert [name for name in names if name[0] != name[0].upper()] == []
    assert names != []
