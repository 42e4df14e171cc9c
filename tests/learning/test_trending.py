"""What many choose just now, and that nobody moves it alone."""

import datetime as dt

import pytest
from sqlalchemy import update

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.discovery import queries as discovery
from col_app.learning.participation import actions
from col_app.learning.participation.models import Participation
from col_app.learning.saved import actions as saving
from col_app.learning.saved.models import Kind


@pytest.fixture
def crowd(town):
    """Joins in the town, told to the directory; `ranked()` are the numbers of what trends."""
    return Crowd(town)


class Crowd:
    def __init__(self, town):
        self.town = town

    def join(self, activity, *people):
        for person in people:
            self.town.do(lambda: actions.join(activity, person))  # noqa: B023

    def save(self, activity, *people):
        for person in people:
            self.town.do(lambda: saving.save(person, Kind.ACTIVITY, activity))  # noqa: B023

    def leave(self, activity, person):
        self.town.do(lambda: actions.leave(activity, person))

    def back_date(self, activity, days):
        moved = update(Participation).where(Participation.activity_id == activity)
        when = clock.now() - dt.timedelta(days=days)
        self.town.do(lambda: db.session.execute(moved.values(joined_at=when)))

    def trending(self, kind="activity"):
        """What trends, counted anew: (number, people)."""
        directory = self.town.app.directory
        directory.changed(self.town.slug)
        self.town.city = directory.by_slug(self.town.slug)
        found = self.town.do(lambda: discovery.trending()[kind])
        return [(trend.id, trend.people) for trend in found]

    def ranked(self):
        return [number for number, _people in self.trending() if number in self.town.made]


@pytest.fixture
def people(town):
    """Somebody anew, as often as asked."""
    return lambda count: [town.person(f"Person {number}") for number in range(count)]


def test_three_people_make_a_trend_and_two_do_not(town, crowd, people):
    few, many = town.activity(), town.activity()
    crowd.join(few, *people(2))
    crowd.join(many, *people(3))

    assert [found for found in crowd.trending() if found[0] in town.made] == [(many, 3)]


def test_more_people_stand_higher(town, crowd, people):
    three, five = town.activity(), town.activity()
    crowd.join(three, *people(3))
    crowd.join(five, *people(5))

    assert crowd.ranked() == [five, three]


def test_who_chooses_one_thing_speaks_louder_than_who_chooses_many(town, crowd, people):
    liked, sprinkled = town.activity(), town.activity()
    crowd.join(liked, *people(3))
    undecided = people(4)
    crowd.join(sprinkled, *undecided)
    for _other in range(2):
        crowd.join(town.activity(), *undecided)

    assert crowd.ranked()[0] == liked


def test_saving_counts_as_joining_does_and_both_together_once(town, crowd, people):
    activity = town.activity()
    three = people(3)
    crowd.save(activity, *three)
    crowd.join(activity, three[0])

    assert [found for found in crowd.trending() if found[0] in town.made] == [(activity, 3)]


def test_fifty_saves_and_joins_of_one_account_move_nothing(town, crowd, people):
    pair, lesser, greater = (town.activity() for _ in range(3))
    crowd.save(pair, *people(2))
    crowd.save(lesser, *people(3))
    crowd.save(greater, *people(3))
    crowd.join(greater, *people(1))
    before = crowd.trending(), crowd.trending("topic")
    (greedy,) = people(1)
    for activity in (pair, lesser, *(town.activity() for _ in range(48))):
        crowd.save(activity, greedy)
        crowd.join(activity, greedy)
        crowd.leave(activity, greedy)

    assert (crowd.trending(), crowd.trending("topic")) == before
    assert crowd.ranked() == [greater, lesser]


def test_one_account_that_takes_everything_moves_nothing(town, crowd, people):
    pair, lesser, greater = (town.activity() for _ in range(3))
    crowd.join(pair, *people(2))
    crowd.join(lesser, *people(3))
    crowd.join(greater, *people(4))
    before = crowd.trending()
    (greedy,) = people(1)
    crowd.join(lesser, greedy)
    crowd.join(pair, greedy)
    for _number in range(48):
        crowd.join(town.activity(), greedy)

    assert crowd.trending() == before


def test_joining_and_leaving_fifty_times_counts_once(town, crowd, people):
    lesser, greater = town.activity(), town.activity()
    crowd.join(lesser, *people(3))
    crowd.join(greater, *people(5))
    (restless,) = people(1)
    for _number in range(25):
        crowd.join(lesser, restless)
        crowd.leave(lesser, restless)
    crowd.join(lesser, restless)

    assert [found for found in crowd.trending() if found[0] in town.made] == [
        (greater, 5),
        (lesser, 4),
    ]


def test_who_leaves_takes_the_vote_back(town, crowd, people):
    activity = town.activity()
    three = people(3)
    crowd.join(activity, *three)
    crowd.leave(activity, three[0])

    assert crowd.ranked() == []


def test_what_was_chosen_before_the_window_does_not_count(town, crowd, people):
    old, fresh = town.activity(), town.activity()
    crowd.join(old, *people(3))
    crowd.join(fresh, *people(3))
    crowd.back_date(old, days=15)
    crowd.back_date(fresh, days=13)

    assert crowd.ranked() == [fresh]


@pytest.mark.parametrize("state", ["cancelled", "draft"])
def test_what_does_not_take_place_does_not_trend(town, crowd, people, state):
    activity = town.activity()
    crowd.join(activity, *people(3))
    town.change(activity, state=state)

    assert crowd.ranked() == []


def test_what_is_cancelled_since_the_last_count_is_not_shown(town, crowd, people):
    activity = town.activity()
    crowd.join(activity, *people(3))
    assert crowd.ranked() == [activity]
    town.change(activity, state="cancelled")

    assert f"/activities/{activity}-" not in main(town, "/trending")


def main(town, path):
    """What stands on a page before what was just added."""
    return town.visitor().get(path).text.partition('id="h-newest"')[0]


def test_the_page_tells_window_and_people(town, crowd, people):
    activity = town.activity()
    crowd.join(activity, *people(4))
    crowd.ranked()
    page = town.visitor().get("/trending").text

    assert f'href="/activities/{activity}-knots"' in page
    assert "4 people chose it in the last 14 days" in page
    assert "What most people joined or saved in the last 14 days." in page


def test_a_full_activity_says_that_it_is_full(town, crowd, people):
    activity = town.activity(title="Full house of knots", capacity=3)
    crowd.join(activity, *people(3))
    crowd.ranked()

    card = main(town, "/trending").partition("Full house of knots")[2].partition("</article>")[0]
    assert "Full" in card


def test_an_empty_page_says_why(town, crowd, monkeypatch):
    monkeypatch.setattr(discovery, "LEAST_PEOPLE", 1000)
    assert crowd.trending() == []
    page = town.visitor().get("/trending").text
    monkeypatch.undo()
    crowd.trending()

    assert "Nothing stands out just now" in page


def test_another_city_has_its_own_trends(town, towns, crowd, people):
    activity = town.activity("Zeppelinology")
    crowd.join(activity, *people(3))
    crowd.ranked()
    towns("cagliari").app.directory.changed("cagliari")

    assert "Zeppelinology" not in towns("cagliari").visitor().get("/trending").text


def test_what_was_published_last_stands_first_and_has_a_feed(town):
    activity = town.activity("The newest knots", published_at=clock.now())
    page = town.visitor().get("/trending").text.partition('id="h-newest"')[2]

    assert page.index(f"/activities/{activity}-knots") == page.index("/activities/")
    assert 'href="/activities.rss?sort=newest"' in page
    assert "The newest knots" in town.visitor().get("/activities.rss?sort=newest").text


def test_trending_costs_the_same_for_one_and_for_three(town, crowd, people, queries):
    costs = {}
    for size in (1, 3):
        while len(town.made) < size:
            crowd.join(town.activity(), *people(3))
        assert len(crowd.ranked()) == size
        town.visitor().get("/trending")
        with queries() as seen:
            town.visitor().get("/trending")
        costs[size] = len(seen)

    assert costs[1] == costs[3] <= 3


def test_trending_is_shared(client):
    found = client("vilnius").get("/trending")

    assert (found.status_code, found.headers["Cache-Control"]) == (200, "public, no-cache")
    assert found.headers.getlist("Set-Cookie") == []
