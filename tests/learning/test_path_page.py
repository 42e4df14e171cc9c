"""The page of one playlist: its steps in every state, joining from the list, other cities."""

import re

import pytest

from col_app.core import clock
from col_app.learning.activities.models import ActivityState
from col_app.learning.index import actions as index
from col_app.learning.participation import actions as participation
from tests.learning.paths import Paths
from tests.learning.town import DAY, HOUR

STEP = re.compile(r'<li class="is-(\w+)">(.*?)</li>', re.DOTALL)
TAG = re.compile(r'<span class="tag[^"]*">(?:<svg.*?</svg>)?([^<]+)</span>')


@pytest.fixture
def paths(town):
    made = Paths(town)
    yield made
    made.forget()


def steps(page):
    """(stage, tags) of each step."""
    return [(stage, TAG.findall(text)) for stage, text in STEP.findall(page.text)]


def test_a_step_says_how_it_stands(town, paths):
    over = {"starts_at": clock.now() - DAY, "ends_at": clock.now() - HOUR}
    ids = [
        town.activity(**over),
        town.activity(state=ActivityState.CANCELLED),
        town.activity(capacity=1, taken_count=1),
        town.activity(capacity=20, taken_count=17),
        town.activity(),
    ]
    page = town.visitor().get(f"/playlists/{paths.playlist(ids)}-ropes")

    assert steps(page) == [
        ("next", ["Over"]), ("next", ["Cancelled"]), ("next", ["Full"]), ("now", ["Start here"]),
        ("next", []),
    ]  # fmt: skip
    assert "3 of 20 places left" in page.text
    assert re.findall(r'href="/activities/(\d+)[^"]*/join">.*Wait for a place', page.text) == [
        str(ids[2])
    ]


def test_a_learner_sees_what_is_done_and_joined(town, paths):
    person, ids = town.person(), [town.activity() for _ in range(3)]
    town.do(lambda: participation.complete(participation.join(ids[1], person)))
    town.do(lambda: participation.join(ids[2], person))
    page = town.visitor(person).get(f"/playlists/{paths.playlist(ids)}-ropes")

    assert steps(page) == [
        ("now", ["Next for you"]), ("done", []), ("next", ["You are in"]),
    ]  # fmt: skip
    assert "1 of 3 done" in page.text


def test_a_step_is_joined_from_the_list(town, paths):
    activity, learner = town.activity(), town.visitor(town.person())
    here = f"/playlists/{paths.playlist([activity])}-ropes"
    answer = learner.fill(here, f"/activities/{activity}-knots/join", next=here)

    assert (answer.status_code, answer.location) == (303, here)
    assert steps(learner.get(here)) == [("now", ["Next for you", "You are in"])]


def test_joining_never_leads_to_another_host(town, paths):
    activity, learner = town.activity(), town.visitor(town.person())
    here = f"/playlists/{paths.playlist([activity])}-ropes"
    answer = learner.fill(here, f"/activities/{activity}-knots/join", next="//evil.example/")

    assert answer.location == f"/activities/{activity}-knots"


def test_a_strangers_way_to_join_leads_back_to_the_list(town, paths):
    activity = town.activity()
    here = f"/playlists/{paths.playlist([activity])}-ropes"
    link = f"/activities/{activity}-knots/join?next={here}"

    assert f'href="{link}"' in town.visitor().get(here).text
    assert f'name="next" value="{here}"' in town.visitor(town.person()).get(link).text


@pytest.mark.parametrize(
    ("needed", "sentence"),
    [
        (0, "The badge takes the 1 step that is needed; the others are extra."),
        (1, "The badge takes every step that is needed, and any 1 of the 2 others."),
    ],
)
def test_the_rule_is_told_in_words(town, paths, needed, sentence):
    one, two, three = (town.activity() for _ in range(3))
    page = town.visitor().get(f"/playlists/{paths.playlist([one], [two, three], needed)}-ropes")

    assert sentence in page.text
    assert steps(page)[1][1] == ["One to choose from" if needed else "If you like"]


def test_a_step_elsewhere_opens_on_the_portal_of_its_city(towns, town, paths):
    away = towns("cagliari").activity("Sails for beginners", format="online", place_id=None)
    towns("cagliari").do(lambda: index.write([away]))
    page = town.visitor().get(f"/playlists/{paths.playlist(guests=[('cagliari', away)])}-ropes")
    towns("cagliari").do(lambda: index.remove([away]))

    assert "Sails for beginners" in page.text
    assert re.search(rf'href="http://cagliari\.[^"]+/activities/{away}-knots"', page.text)
    assert steps(page)[0][1] == ["Start here", "In Cagliari", "If you like"]


def test_what_was_done_elsewhere_counts(towns, town, paths):
    away, person = towns("cagliari").activity(), town.person()
    playlist = paths.playlist([], [town.activity()], 1, [("cagliari", away)])
    towns("cagliari").do(lambda: participation.complete(participation.join(away, person)))
    page = town.visitor(person).get(f"/playlists/{playlist}-ropes")

    assert "1 of 1 done" in page.text


def test_what_was_joined_elsewhere_is_told(towns, town, paths):
    cagliari, person = towns("cagliari"), town.person()
    away = cagliari.activity()
    cagliari.do(lambda: index.write([away]))
    cagliari.do(lambda: participation.join(away, person).id)
    playlist = paths.playlist(guests=[("cagliari", away)])
    page = town.visitor(person).get(f"/playlists/{playlist}-ropes")
    cagliari.do(lambda: index.remove([away]))

    assert "You are in" in steps(page)[0][1]


def test_where_one_has_to_ask_or_nobody_may_join_the_list_says_so(town, paths):
    asks = town.activity(asks_approval=True)
    closed = town.activity(joining_closed_at=clock.now())
    playlist = paths.playlist([asks, closed])
    page = town.visitor(town.person()).get(f"/playlists/{playlist}-ropes")

    assert f'href="/activities/{asks}-knots/join?next=/playlists/{playlist}-ropes"' in page.text
    assert steps(page)[1][1] == ["Joining is closed"]


def test_a_step_that_is_gone_is_told_kindly(town, paths):
    playlist = paths.playlist(guests=[("cagliari", 10**9), ("atlantis", 1)])
    page = town.visitor().get(f"/playlists/{playlist}-ropes")

    assert page.status_code == 200
    assert page.text.count("An activity no longer on offer") == 2


def test_a_playlist_without_steps_has_a_page(town, paths):
    page = town.visitor().get(f"/playlists/{paths.playlist()}-ropes")

    assert "No steps yet" in page.text


def test_a_page_with_steps_elsewhere_costs_the_same_for_one_and_for_three(town, paths, queries):
    costs, visitor = [], town.visitor(town.person())
    for number in (1, 3):
        ids = [town.activity() for _ in range(number)]
        guests = [("cagliari", 10**9 + n) for n in range(number)]
        address = f"/playlists/{paths.playlist(ids, guests=guests)}-ropes"
        visitor.get(address)
        with queries() as seen:
            visitor.get(address)
        costs.append(len(seen))

    assert costs[0] == costs[1]


def test_following_is_begun_and_ended(town, paths):
    learner = town.visitor(town.person())
    here = f"/playlists/{paths.playlist([town.activity()])}-ropes"
    learner.fill(here, f"{here}/start")
    started = learner.get(here).text
    learner.fill(here, f"{here}/start", _method="DELETE")

    assert ("Stop following" in started, "Stop following" in learner.get(here).text) == (
        True, False,
    )  # fmt: skip


def test_the_page_tells_machines_what_it_is_made_of(town, paths):
    page = town.visitor().get(f"/playlists/{paths.playlist([town.activity()])}-ropes").text

    assert '"@type": "Course"' in page
    assert '"timeRequired": "PT60M"' in page
    assert '<meta property="og:title" content="Ropes and rivers">' in page


def test_other_languages_are_named_only_where_the_texts_are(town, paths):
    page = town.visitor().get(f"/playlists/{paths.playlist([town.activity()])}-ropes").text

    assert re.findall(r'hreflang="([^"]+)" href="http', page)[:2] == ["en", "x-default"]


def test_a_long_title_stays_whole(town, paths):
    title = "Unbreakable" * 20
    page = town.visitor().get(f"/playlists/{paths.playlist(title=title)}-ropes")

    assert f"<h1>{title}</h1>" in page.text


@pytest.mark.parametrize(
    ("ages", "sentence"),
    [
        (((14, 99), (12, 19)), "Ages 14 to 19"),
        (((None, None), (0, 99)), "All ages"),
        (((7, 10), (14, 19)), ""),
    ],
)
def test_a_path_is_for_those_who_may_take_every_step(town, paths, ages, sentence):
    ids = [town.activity(age_min=least, age_max=most, languages=["lt"]) for least, most in ages]
    page = town.visitor().get(f"/playlists/{paths.playlist(ids)}-ropes").text

    assert "Lithuanian" in page
    assert sentence in page
    assert ("Ages 14" in page) is (sentence == "Ages 14 to 19")
