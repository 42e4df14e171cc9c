"""Cities worked out by hand are read and hold together."""

import pytest

from col_app.demo import check, contents, generator
from col_app.learning.skills import esco
from col_app.opening.atlas import facts

WRITTEN = [city for city in facts() if contents.is_written(city.slug)]


@pytest.mark.parametrize("city", WRITTEN, ids=[city.slug for city in WRITTEN])
def test_a_written_city_has_no_problems(city):
    assert check.problems(city, contents.load_city(city.slug)) == []


@pytest.mark.parametrize("city", WRITTEN, ids=[city.slug for city in WRITTEN])
def test_a_written_city_shows_all_that_an_activity_may_say(city):
    shown = contents.load_city(city.slug).activities

    assert len([each for each in shown if each.outcomes]) >= 15
    assert len([each for each in shown if each.partners]) >= 5
    assert len([each for each in shown if each.when and each.when.sessions > 1]) >= 5
    assert len({each.reach for each in shown if each.reach}) >= 4
    assert [each for each in shown if each.type == "sport"] != []


def test_an_unknown_field_is_refused():
    row = {"key": "x", "kind": "park", "colour": "green"}

    with pytest.raises(TypeError, match="colour"):
        contents.Place(**row)


def test_every_skill_of_the_demo_has_a_name_in_the_languages_of_the_written_cities():
    core = {skill.labels["en"] for skill in esco.core_skills()}
    every = [each for city in generator.all_contents() for each in city.activities]
    used = {label for each in every for label in each.skills} - core
    drafts = esco.drafts()

    assert {
        label for label in used if set(drafts.get(label, {})) != {"lt", "sl", "it", "nl"}
    } == set()


def test_a_draft_names_a_skill_of_esco():
    assert set(esco.drafts()) - set(esco.uris()) == set()


def test_a_step_in_another_city_is_an_activity_there_that_can_be_taken_from_afar():
    written = {city.slug: contents.load_city(city.slug) for city in WRITTEN}
    guests = [i for city in written.values() for p in city.playlists for i in p.items if i.city]
    found = {
        (slug, activity.key): activity.format
        for slug, city in written.items()
        for activity in city.activities
    }

    assert len(guests) >= len(WRITTEN)
    assert {found[item.city, item.activity] for item in guests} == {"online"}


@pytest.mark.parametrize("city", WRITTEN, ids=[city.slug for city in WRITTEN])
def test_a_written_city_has_playlists_that_ask_for_some_of_many(city):
    playlists = contents.load_city(city.slug).playlists

    assert sum(playlist.optional_needed > 0 for playlist in playlists) >= 2
