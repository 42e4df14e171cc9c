"""The stock is whole: three languages, known words, texts of a good length."""

from collections import Counter

from col_app.demo import check
from col_app.demo.stock import LANGUAGES, stock
from col_app.learning.skills import esco
from col_app.opening.atlas import topics

ARCHETYPES = tuple(stock().archetypes.values())


def test_there_are_enough_activities_of_every_type():
    counts = Counter(archetype.type for archetype in ARCHETYPES)

    assert len(ARCHETYPES) >= 68
    assert set(counts) == check.TYPES - {"other"}
    assert [kind for kind, count in counts.items() if count < 3] == []


def test_outcomes_are_told_alike_in_all_languages():
    told = [archetype.outcomes for archetype in ARCHETYPES if archetype.outcomes]

    assert len(told) >= 20
    assert [each for each in told if {*map(len, each.values())} != {2}] == []
    assert {tuple(each) for each in told} == {LANGUAGES}


def test_every_topic_has_an_activity():
    used = {topic for archetype in ARCHETYPES for topic in archetype.topics}

    assert {topic.slug for topic in topics()} == used


def test_skills_are_those_of_esco():
    unknown = {s for archetype in ARCHETYPES for s in archetype.skills if s not in esco.uris()}

    assert unknown == set()


def test_bodies_have_between_55_and_130_words():
    odd = {
        (archetype.key, lang): len(archetype.body[lang].split())
        for archetype in ARCHETYPES
        for lang in LANGUAGES
        if not 55 <= len(archetype.body[lang].split()) <= 130
    }

    assert odd == {}


def test_bodies_have_the_same_paragraphs_in_every_language():
    odd = [
        archetype.key
        for archetype in ARCHETYPES
        if len({archetype.body[lang].count("\n\n") for lang in LANGUAGES}) != 1
    ]

    assert odd == []


def test_variants_are_translated_one_by_one():
    stocked = stock()
    variants = [
        *(archetype.titles for archetype in ARCHETYPES),
        *(thing.names for thing in (*stocked.places.values(), *stocked.organisers.values())),
        stocked.portal.tagline,
        stocked.portal.lead,
        stocked.portal.focus,
        stocked.portal.run_by,
    ]

    assert [v for v in variants if len({len(v[lang]) for lang in LANGUAGES}) != 1] == []


def test_whoever_is_named_exists():
    stocked = stock()
    organisers = {o for a in ARCHETYPES for o in a.organisers} - stocked.organisers.keys()
    places = {p for a in ARCHETYPES for p in a.places} - stocked.places.keys()
    homes = {p for o in stocked.organisers.values() for p in o.places} - stocked.places.keys()
    steps = {i.activity for p in stocked.playlists.values() for i in p.items}

    assert (organisers, places, homes, steps - stocked.archetypes.keys()) == (set(),) * 4
