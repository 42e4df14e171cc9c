"""What next, at the end of an activity's page, with its reason."""

import re

import pytest
from sqlalchemy import delete, select

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.activities.models import (
    Activity,
    ActivitySkill,
    ActivityState,
    ActivityTopic,
)
from col_app.learning.organisers.models import Organiser, OrganiserText
from col_app.learning.participation import actions
from col_app.learning.playlists.models import Playlist, PlaylistItem, PlaylistText
from col_app.learning.skills.models import Skill, SkillText
from col_app.learning.topics.models import Topic, TopicText
from col_app.recognition.badges.models import Badge
from tests.conftest import inside
from tests.learning.town import DAY, HOUR

WHY = re.compile(
    r'class="why__line">.*?<span>(.*?)</span></p>.*?href="/(activities|playlists)/(\d+)-', re.S
)
MOST_QUERIES = 6


@pytest.fixture
def village(towns):
    """Vilnius with an organiser, a topic and two skills that nobody else has."""
    town = towns("vilnius")

    def build():
        organiser = Organiser(kind="club", slug="knotters", website="")
        topic = Topic(slug="knotting", position=98)
        skills = [Skill(slug="knot-tying", position=97), Skill(slug="splicing", position=98)]
        db.session.add_all([organiser, topic, *skills])
        db.session.flush()
        words = {"name": "Knotters", "about": "They knot."}
        db.session.add(OrganiserText(organiser_id=organiser.id, lang="en", **words))
        db.session.add(TopicText(topic_id=topic.id, lang="en", label="Knotting"))
        for skill, label in zip(skills, ("tie knots", "splice ropes"), strict=True):
            db.session.add(SkillText(skill_id=skill.id, lang="en", label=label))
        return organiser.id, topic.id, [skill.id for skill in skills]

    village = Village(town, *town.do(build))
    town.app.directory.changed(town.slug)
    yield village
    village.leave()


class Village:
    def __init__(self, town, organiser, topic, skills):
        self.town, self.organiser, self.topic, self.skills = town, organiser, topic, skills
        self.playlists = []

    def activity(self, title="Knots", topics=True, skills=(), own=False, **columns):
        if own:
            columns["organiser_id"] = self.organiser
        made = self.town.activity(title, **columns)
        rows = [ActivityTopic(activity_id=made, topic_id=self.topic)] if topics else []
        rows += [ActivitySkill(activity_id=made, skill_id=self.skills[n]) for n in skills]
        self.town.do(lambda: db.session.add_all(rows))
        return made

    def playlist(self, title, *activities):
        def make():
            made = Playlist(organiser_id=self.organiser, slug="way", published_at=clock.now())
            db.session.add(made)
            db.session.flush()
            texts = {"title": title, "summary": "Step by step."}
            db.session.add(PlaylistText(playlist_id=made.id, lang="en", **texts))
            for place, number in enumerate(activities):
                item = {"activity_id": number, "position": place, "minutes": 60}
                db.session.add(PlaylistItem(playlist_id=made.id, **item))
            return made.id

        self.playlists.append(self.town.do(make))
        self.town.app.directory.changed(self.town.slug)
        return self.playlists[-1]

    def ahead(self, activity, person=None):
        """(reason, kind, number) of what the page of an activity says comes next."""
        page = self.town.visitor(person).get(f"/activities/{activity}-knots").text
        found = WHY.findall(page.partition('id="h-ahead"')[2])
        mine = {"activities": self.town.made, "playlists": self.playlists}
        return [
            (reason, kind, int(number))
            for reason, kind, number in found
            if int(number) in mine[kind]
        ]

    def leave(self):
        own = Playlist.id.in_(self.playlists)
        self.town.do(lambda: db.session.execute(delete(Playlist).where(own)))
        self.town.forget()
        self.town.made = []
        for model, number in ((Topic, self.topic), (Organiser, self.organiser),
                              *((Skill, skill) for skill in self.skills)):  # fmt: skip
            self.town.do(lambda: db.session.execute(delete(model).where(model.id == number)))  # noqa: B023
        self.town.app.directory.changed(self.town.slug)


def test_each_step_on_has_its_reason(village):
    here = village.activity(skills=[0], own=True)
    alike = village.activity(skills=[0])
    helping = village.activity(skills=[0], type="volunteering")
    same = village.activity(topics=False, own=True)
    step = village.activity(topics=False)
    way = village.playlist("Rope work", here, step)
    other_way = village.playlist("Sailing", alike)

    assert village.ahead(here) == [
        ("Next step of the playlist Rope work", "activities", step),
        ("Also builds: tie knots", "activities", alike),
        ("A place to help out and use: tie knots", "activities", helping),
        ("Same organiser", "activities", same),
        ("Also builds: tie knots", "playlists", other_way),
    ]
    assert way != other_way


def test_a_topic_in_common_is_a_reason(village):
    here, other = village.activity(own=True), village.activity()

    assert village.ahead(here) == [("Also about: Knotting", "activities", other)]


def test_more_in_common_comes_first(village):
    here = village.activity(skills=[0, 1])
    little, much = village.activity(skills=[0]), village.activity(skills=[0, 1])

    assert [number for _reason, _kind, number in village.ahead(here)] == [much, little]


def test_the_next_step_is_the_next_one_that_can_still_be_joined(village):
    over = {"starts_at": clock.now() - DAY, "ends_at": clock.now() - HOUR}
    here = village.activity(topics=False)
    first, second = village.activity(topics=False, **over), village.activity(topics=False)
    third = village.activity(topics=False)
    village.playlist("Rope work", here, first, second, third)

    assert village.ahead(here)[0] == ("Next step of the playlist Rope work", "activities", second)
    assert third not in [number for _reason, _kind, number in village.ahead(here)]


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "draft"},
        {"state": "cancelled"},
        {"starts_at": clock.now() - DAY, "ends_at": clock.now() - HOUR},
        {"capacity": 1, "taken_count": 1},
    ],
    ids=["draft", "cancelled", "over", "full"],
)
def test_what_one_cannot_join_does_not_come_next(village, columns):
    here = village.activity(skills=[0])
    village.activity(skills=[0], **columns)

    assert village.ahead(here) == []


def test_what_a_person_joined_does_not_come_next_for_them(village):
    here, other = village.activity(skills=[0]), village.activity(skills=[0])
    person = village.town.person()
    village.town.do(lambda: actions.join(other, person))

    assert village.ahead(here, person) == []
    assert len(village.ahead(here)) == 1


def test_another_city_leads_nowhere_here(village, towns):
    here = village.activity("Zeppelinology", skills=[0])
    page = towns("cagliari").visitor().get(f"/activities/{here}-knots", follow_redirects=True)

    assert "Zeppelinology" not in page.text


def test_what_next_costs_the_same_for_one_and_for_three(village, queries):
    here = village.activity(skills=[0])
    costs = {}
    for size in (1, 3):
        while len(village.town.made) <= size:
            village.activity(skills=[0])
        assert len(village.ahead(here)) == size
        with queries() as seen:
            village.ahead(here)
        costs[size] = len(seen)

    assert costs[1] == costs[3] <= MOST_QUERIES


def test_an_activity_of_the_demo_leads_to_a_playlist_and_a_place_to_help(client, vilnius):
    known = select(ActivitySkill.activity_id).order_by(ActivitySkill.activity_id).limit(1)
    number = vilnius.scalar(known)
    page = client("vilnius").get(f"/activities/{number}?lang=en", follow_redirects=True).text
    kinds = {kind for _reason, kind, _number in WHY.findall(page.partition('id="h-ahead"')[2])}

    assert kinds == {"activities", "playlists"}


@pytest.mark.parametrize("slug", ["vilnius", "cagliari"])
def test_every_activity_and_every_badge_leads_on_with_a_reason(client, app, slug):
    with inside(app, slug) as session:
        activities = session.execute(
            select(Activity.id, Activity.slug).where(Activity.state != ActivityState.DRAFT)
        ).all()
        badges = session.execute(
            select(Badge.id, Badge.slug).where(Badge.published_at.is_not(None))
        ).all()
    paths = [f"/activities/{number}-{name}" for number, name in activities]
    paths += [f"/badges/{number}-{name}" for number, name in badges]
    pages = {path: client(slug).get(path).text.partition('id="h-ahead"')[2] for path in paths}

    assert len(paths) > 50
    assert [path for path, page in pages.items() if 'class="why__line"' not in page] == []
