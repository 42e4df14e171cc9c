"""The atlas names every city once and claims membership only with evidence."""

import pytest

from col_app.core.i18n import INTERFACE
from col_app.learning.skills import esco
from col_app.opening import atlas


def test_every_city_but_the_applicants_gets_a_portal():
    applicants = {city.slug for city in atlas.facts() if city.standing == atlas.APPLICANT}

    assert applicants == {"kaunas", "prilep", "lviv", "rijeka", "nairobi"}
    assert len(atlas.facts()) - len(applicants) == 47


def test_a_member_is_a_member_by_evidence():
    members = [city for city in atlas.facts() if city.standing == atlas.MEMBER]

    assert len(members) == 17
    assert [city.slug for city in members if not city.evidence] == []
    assert [city.slug for city in members if city.is_demo] == []


@pytest.mark.parametrize(
    ("slug", "shown"),
    [("curacao", "nl"), ("sardinia", "it"), ("luxembourg", "en"), ("vilnius", "lt")],
)
def test_a_city_shows_its_first_language_that_has_a_catalogue(slug, shown):
    city = next(city for city in atlas.facts() if city.slug == slug)

    assert city.shown_language == shown


def test_a_region_has_a_centre_and_a_seat():
    sardinia = next(city for city in atlas.facts() if city.slug == "sardinia")

    assert (sardinia.lat, sardinia.lon) == (40.09, 9.03)
    assert (sardinia.seat_name, sardinia.seat_lat) == ("Sassari", 40.72586)


def test_topics_are_labelled_in_every_language_of_the_interface():
    missing = [(t.slug, lang) for t in atlas.topics() for lang in INTERFACE if lang not in t.labels]

    assert missing == []
    assert len(atlas.topics()) == 30
    assert {len(topic.labels) for topic in atlas.topics()} == {24}


def test_core_skills_carry_the_uris_of_esco():
    told = {skill.labels["en"]: skill.uri for skill in esco.core_skills()}

    assert {label: esco.uris()[label] for label in told} == told
    assert len(told) == 24
