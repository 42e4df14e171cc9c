"""The list of playlists: what narrows it, and the reader's progress."""

import re

import pytest

from col_app.learning.playlists import actions, filters
from tests.learning.paths import Paths

LINK = re.compile(r'href="(/playlists/\d+-[^"]+)"')


@pytest.fixture
def paths(town):
    made = Paths(town)
    yield made
    made.forget()


def row(minutes=60, topics=("coding",), organiser=1, title="Šaltas vanduo"):
    return {
        "items": [{"minutes": minutes}],
        "topics": list(topics),
        "organiser_id": organiser,
        "texts": {"lt": {"title": title, "summary": ""}},
        "organiser_names": {"lt": "Upė"},
    }


@pytest.mark.parametrize(
    ("asked", "fits"),
    [
        ({}, True),
        ({"q": "saltas"}, True),
        ({"q": "upe vand"}, True),
        ({"q": "karštas"}, False),
        ({"topic": "coding"}, True),
        ({"topic": "food"}, False),
        ({"organiser": "1"}, True),
        ({"organiser": "2"}, False),
        ({"organiser": "x"}, True),
        ({"length": "short"}, True),
        ({"length": "long"}, False),
        ({"length": "x"}, True),
    ],
)
def test_the_list_is_narrowed(asked, fits):
    assert bool(filters.narrowed([row()], filters.read(asked))) is fits


@pytest.mark.parametrize(
    ("minutes", "length"), [(299, "short"), (300, "medium"), (899, "medium"), (900, "long")]
)
def test_every_length_is_in_one_band(minutes, length):
    assert [
        band
        for band in filters.LENGTHS
        if filters.narrowed([row(minutes)], filters.read({"length": band}))
    ] == [length]


def test_words_find_a_playlist(town, paths):
    playlist = paths.playlist(title="Zeppelinology in four steps")
    page = town.visitor().get("/playlists?q=ZEPPELÍNOLOGY")

    assert set(LINK.findall(page.text)) == {f"/playlists/{playlist}-ropes"}


def test_a_list_that_nothing_fits_says_so_and_keeps_the_words(town):
    page = town.visitor().get("/playlists?q=zyxw").text

    assert "No playlist fits" in page
    assert 'value="zyxw"' in page


def test_the_list_shows_how_far_the_reader_is(town, paths):
    person, playlist = town.person(), paths.playlist([town.activity()])
    town.do(lambda: actions.start(playlist, person))
    page = town.visitor(person).get("/playlists").text

    assert "0 of 1 done" in page
    assert "0 of 1 done" not in town.visitor().get("/playlists").text


def test_programs_get_the_list(town, paths):
    playlist = paths.playlist([town.activity()], [town.activity()])
    found = town.visitor().get("/playlists.json").json["items"]
    mine = next(item for item in found if item["id"] == playlist)

    assert (mine["steps"], mine["needed"], mine["minutes"]) == (2, 1, 120)
    assert mine["url"].endswith(f"/playlists/{playlist}-ropes")


def test_the_list_costs_the_same_for_one_path_followed_and_for_three(town, paths, queries):
    person, costs = town.person(), []
    visitor = town.visitor(person)
    for number in (1, 2):
        for _time in range(number):
            playlist = paths.playlist([town.activity()], guests=[("cagliari", 10**9)])
            town.do(lambda followed=playlist: actions.start(followed, person))
        visitor.get("/playlists")
        with queries() as seen:
            visitor.get("/playlists")
        costs.append(len(seen))

    assert costs[0] == costs[1]
