"""What is recommended to whom, and why."""

import re

import pytest
from sqlalchemy import select, update

from col_app.core import clock
from col_app.core.db import db, network_session
from col_app.learning.activities.models import ActivitySkill, ActivityTopic
from col_app.learning.discovery.reasons import Suggestion, varied
from col_app.learning.interests import actions as interests
from col_app.learning.interests.models import Interest
from col_app.learning.participation import actions
from col_app.learning.participation.models import Participation, ParticipationState
from col_app.learning.places.models import Place
from col_app.learning.saved import actions as saved
from col_app.learning.saved.models import Kind
from col_app.learning.skills.models import Skill, SkillText
from col_app.learning.topics.models import Topic, TopicText
from col_app.people.accounts.models import Person
from tests.learning.town import DAY, HOUR

CARD = re.compile(
    r'<p class="why__line">.*?<span>(.*?)</span></p>.*?href="/activities/(\d+)-', re.S
)


@pytest.fixture
def words(town):
    """(topic, skill): numbers of a new topic and a new skill that nothing else has."""

    def add():
        topic, skill = Topic(slug="knotting", position=98), Skill(slug="knot-tying", position=98)
        db.session.add_all([topic, skill])
        db.session.flush()
        db.session.add(TopicText(topic_id=topic.id, lang="en", label="Knotting"))
        db.session.add(SkillText(skill_id=skill.id, lang="en", label="tie knots"))
        return topic.id, skill.id

    topic, skill = town.do(add)
    town.app.directory.changed(town.slug)
    yield topic, skill
    for model, number in ((Topic, topic), (Skill, skill)):
        town.do(lambda: db.session.delete(db.session.get_one(model, number)))  # noqa: B023
    town.app.directory.changed(town.slug)


@pytest.fixture
def activity(town, words):
    """Makes an activity of that topic and skill."""

    def make(title="More knots", **columns):
        made = town.activity(title, **columns)
        tables = (ActivityTopic(activity_id=made, topic_id=words[0]),
                  ActivitySkill(activity_id=made, skill_id=words[1]))  # fmt: skip
        town.do(lambda: db.session.add_all(tables))
        return made

    return make


def shown(town, person, path="/recommended"):
    """(number, reason) of what is recommended of this test's own activities, best first."""
    page = town.visitor(person).get(path).text
    found = [(int(number), reason) for reason, number in CARD.findall(page)]
    return [each for each in found if each[0] in town.made]


def join(town, person, number):
    town.do(lambda: actions.join(number, person))


def test_what_is_like_the_joined_is_recommended_and_says_so(town, activity):
    person, joined, other = town.person(), activity("Reef knots"), activity()
    join(town, person, joined)

    assert shown(town, person) == [(other, "Because you joined Reef knots")]


def test_who_took_part_reads_that(town, activity):
    person, done, other = town.person(), activity("Reef knots"), activity()
    join(town, person, done)
    town.do(lambda: db.session.execute(
        update(Participation).where(Participation.person_id == person)
        .values(state=ParticipationState.COMPLETED, completed_at=clock.now())
    ))  # fmt: skip

    assert shown(town, person) == [(other, "Because you took part in Reef knots")]


def test_what_is_like_the_saved_is_recommended(town, activity):
    person, kept, other = town.person(), activity("Reef knots"), activity()
    town.do(lambda: saved.save(person, Kind.ACTIVITY, kept))

    assert shown(town, person) == [(other, "Because you saved Reef knots")]


def test_a_saved_skill_is_a_reason(town, activity, words):
    person, other = town.person(), activity()
    town.do(lambda: saved.save(person, Kind.SKILL, words[1]))

    assert shown(town, person) == [(other, "Also builds: tie knots")]


def follow(town, person, words):
    """The person chooses the topic of these tests alone."""
    liked = Interest(person_id=person, topic_id=words[0])
    town.do(lambda: db.session.add(liked))


def test_a_followed_topic_is_a_reason_and_news_are_told(town, activity, words):
    person = town.person()
    fresh = activity(published_at=clock.now())
    old = activity(published_at=clock.now() - 30 * DAY, starts_at=clock.now() + 2 * HOUR)
    follow(town, person, words)

    assert shown(town, person) == [
        (fresh, "New under Knotting, which you follow"),
        (old, "Under Knotting, which you follow"),
    ]


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "draft"},
        {"state": "cancelled"},
        {"starts_at": clock.now() - DAY, "ends_at": clock.now() - HOUR},
        {"capacity": 2, "taken_count": 2},
        {"age_min": 60},
        {"age_max": 12},
    ],
    ids=["draft", "cancelled", "over", "full", "too young", "too old"],
)
def test_what_one_cannot_join_is_never_recommended(town, activity, columns):
    person, joined = town.person(), activity("Reef knots")
    activity(**columns)
    join(town, person, joined)

    assert shown(town, person) == []


def test_without_a_year_of_birth_age_decides_nothing(town, activity):
    person, joined, other = town.person(), activity("Reef knots"), activity(age_max=12)
    join(town, person, joined)
    with town.app.app_context(), network_session() as session:
        session.execute(update(Person).where(Person.id == person).values(birth_year=None))

    assert [number for number, _reason in shown(town, person)] == [other]


def test_what_one_understands_comes_first(town, activity):
    person, joined = town.person(), activity("Reef knots")
    strange = activity(languages=["fi"])
    understood = activity(languages=["lt", "en"], starts_at=clock.now() + HOUR * 3, ends_at=None)
    join(town, person, joined)

    assert [number for number, _reason in shown(town, person)] == [understood, strange]


def test_what_is_near_comes_first(town, activity):
    here, there = town.do(
        lambda: db.session.execute(
            select(Place.id, Place.lat, Place.lon).order_by(Place.lat.desc())
        ).all()
    )[:: len(town.do(lambda: db.session.scalars(select(Place.id)).all())) - 1]
    person, joined = town.person(), activity("Reef knots", place_id=here.id)
    first, second = activity(place_id=there.id), activity(place_id=here.id)
    join(town, person, joined)
    path = f"/recommended?near={here.lat},{here.lon}&km=1"

    assert [number for number, _reason in shown(town, person, path)] == [second, first]


def test_a_place_is_typed_in_a_field(town, activity):
    person, joined = town.person(), activity("Reef knots")
    activity()
    join(town, person, joined)
    ona = town.visitor(person)
    found, lost = (ona.get(f"/recommended?lang=en&where={each}") for each in ("Kaunas", "Xyzzyx"))

    assert 'name="where"' in found.text
    assert "what is near comes first" in found.text
    assert (lost.status_code, "We know no place of this name" in lost.text) == (400, True)


def test_a_place_that_cannot_be_read_is_told(town):
    found = town.visitor().get("/recommended?near=here")

    assert found.status_code == 400
    assert "The place could not be read" in found.text


def test_a_stranger_sees_what_is_new_and_why(town):
    number = town.activity(published_at=clock.now())
    found = shown(town, None)

    assert [each for each, _reason in found] == [number]
    assert found[0][1].startswith("Added on ")


def test_a_stranger_costs_no_session(client):
    found = client("vilnius").get("/recommended")

    assert found.headers["Cache-Control"] == "public, no-cache"
    assert found.headers.getlist("Set-Cookie") == []


def test_a_person_gets_a_private_page(town):
    page = town.visitor(town.person()).get("/recommended")

    assert page.headers["Cache-Control"].startswith("private")
    assert "suggestions of your own will stand here" in page.text


def test_each_city_recommends_its_own(towns, activity):
    town = towns("vilnius")
    person, joined = town.person(), activity("Reef knots")
    other = activity("Zeppelinology")
    join(town, person, joined)

    assert [number for number, _reason in shown(town, person)] == [other]
    assert "Zeppelinology" not in towns("cagliari").visitor(person).get("/recommended").text


def test_the_passport_shows_at_most_three(town, activity):
    person, joined = town.person(), activity("Reef knots")
    for _number in range(5):
        activity()
    join(town, person, joined)

    assert len(shown(town, person, "/passport")) == 3
    assert 'href="/recommended"' in town.visitor(person).get("/passport").text


def test_what_fits_ones_needs_comes_first(town, activity, words):
    soon, later, person = clock.now() + HOUR, clock.now() + 9 * DAY, town.person()
    hard = activity(starts_at=soon, ends_at=soon + HOUR)
    easy = activity(access=["hearing-loop"], starts_at=later, ends_at=later + HOUR)
    follow(town, person, words)
    before = [number for number, _reason in shown(town, person)]
    town.do(lambda: interests.need(person, ["hearing-loop"]))

    assert before == [hard, easy]
    assert [number for number, _reason in shown(town, person)] == [easy, hard]


def test_who_has_chosen_nothing_reads_in_the_passport_what_starts_soon(town):
    starts = clock.now() + HOUR / 60
    made = town.activity("Knots", starts_at=starts, ends_at=starts + HOUR)
    full = town.activity("Full", starts_at=starts, ends_at=starts + HOUR, capacity=1, taken_count=1)
    person = town.person()
    page = town.visitor(person).get("/passport").text

    assert (made, "It starts soon, and there is room") in shown(town, person, "/passport")
    assert len(CARD.findall(page)) == 3
    assert f'href="/activities/{full}-' not in page


def test_what_starts_soon_stands_in_for_nothing_else(town, activity, words):
    person, other = town.person(), activity()
    follow(town, person, words)

    assert [int(number) for _why, number in CARD.findall(
        town.visitor(person).get("/passport").text
    )] == [other]  # fmt: skip


def test_a_few_suggestions_have_as_many_reasons_as_there_are():
    found = [Suggestion(card, reason) for card, reason in enumerate("aaabbc")]

    assert [each.card for each in varied(found, 3)] == [0, 3, 5]
    assert [each.card for each in varied(found, 4)] == [0, 1, 3, 5]


def test_recommending_costs_the_same_for_one_and_for_three(town, activity, queries):
    person, joined = town.person(), activity("Reef knots")
    join(town, person, joined)
    costs = {}
    for size in (1, 3):
        while len(town.made) <= size:
            activity()
        visitor = town.visitor(person)
        visitor.get("/recommended")
        with queries() as seen:
            visitor.get("/recommended")
        costs[size] = len(seen)

    assert len(shown(town, person)) == 3
    assert costs[1] == costs[3]
