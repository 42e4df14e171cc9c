"""What publishing changes for everybody, and what it never changes for those who hold a badge."""

import re

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from col_app.city.skills import publishing
from col_app.core.db import Base, db
from col_app.recognition.awards import actions as awards
from col_app.recognition.badges import queries as badges
from tests.city.skills.console import Console
from tests.recognition.studio import Studio

DIGCOMP = {"framework": "DigComp 2.2", "url": "https://digcomp.example/2.2", "link_name": "Sharing"}


@pytest.fixture
def skill(team):
    """The key of a skill of the city's own, published and linked."""
    key = team.add("Bendrystės kūrimas", "group-think")
    team.save(key, "link", **DIGCOMP)
    team.publish()
    return key


def badge_with(town, *keys):
    """A published badge that shows these skills; made in the studio."""
    rasa = Studio(town, town.organiser())
    badge = rasa.begin()
    for key in keys:
        rasa.save(badge, do=f"skill-{key}")
    rasa.publish(badge)
    return badge


def alignments(town, badge):
    """What a credential says of the skills of a badge that is awarded now."""
    holder = town.person()
    given = town.do(lambda: awards.award(badges.by_id(badge), holder).public_id)
    shown = town.visitor().get(f"/credentials/{given}.json").json
    told = shown["credentialSubject"]["achievement"]["alignment"]
    return [(each["targetFramework"], each["targetUrl"], each["targetName"]) for each in told]


def test_everybody_sees_what_is_published(town, team, skill):
    page = town.visitor().get(f"/skills/{skill}").text

    assert "Bendrystės kūrimas" in page
    assert "In DigComp 2.2: Sharing" in page
    assert f"/skills/{skill}" in town.visitor().get("/skills").text
    assert team.did()[-1] == "spine.published"


def test_a_badge_names_the_citys_skill_in_the_citys_framework_and_those_it_is_linked_to(
    town, skill
):
    own = f"https://vilnius.{town.app.settings.issuer_domain}/skills/{skill}"

    assert alignments(town, badge_with(town, skill)) == [
        ("Vilnius", own, "Bendrystės kūrimas"),
        ("DigComp 2.2", "https://digcomp.example/2.2", "Sharing"),
    ]


def test_a_badge_goes_on_saying_what_its_version_said(town, team, skill):
    badge = badge_with(town, skill)
    before = alignments(town, badge)
    other = team.add("Buvimas kartu", "group-think")
    team.save(skill, name="Bendruomenės kūrimas")
    team.publish()
    renamed = alignments(town, badge)
    team.save(skill, "merge", into=other)
    team.publish()

    assert (renamed, alignments(town, badge)) == (before, before)


def test_the_next_version_of_a_badge_says_what_the_skill_is_called_now(town, team, skill):
    badge = badge_with(town, skill)
    team.save(skill, name="Bendruomenės kūrimas")
    team.publish()
    rasa = Studio(town, town.organiser("Tomas"))
    rasa.save(badge, description="Found two true stories.")
    rasa.publish(badge)

    assert [name for _f, _u, name in alignments(town, badge)][0] == "Bendruomenės kūrimas"


def test_what_named_a_merged_skill_names_the_other_one(town, team, skill):
    other = team.add("Buvimas kartu", "group-think")
    team.publish()
    badge, activity = badge_with(town, skill), town.activity()
    number = town.do(
        lambda: db.session.scalar(text("select id from skill where slug = :s"), {"s": skill})
    )
    town.do(lambda: _build(activity, number))
    person = town.person()
    town.do(lambda: _save(person, number))
    team.save(skill, "merge", into=other)
    team.publish()
    team.learn()
    there = town.visitor().get(f"/skills/{skill}")

    assert (there.status_code, there.location) == (308, f"/skills/{other}")
    assert badge_ids(town, other) == [badge]
    assert listed(town, other) == [activity]
    assert f"/skills/{other}" in town.visitor(person).get("/saved").text


def _build(activity, skill):
    row = "insert into activity_skill (activity_id, skill_id, position) values (:a, :s, 0)"
    db.session.execute(text(row), {"a": activity, "s": skill})


def _save(person, skill):
    row = "insert into saved (person_id, kind, thing_id) values (:p, 'skill', :s)"
    db.session.execute(text(row), {"p": person, "s": skill})


def badge_ids(town, key):
    page = town.visitor().get(f"/badges?skill={key}").text
    return sorted({int(number) for number in re.findall(r'href="/badges/(\d+)-', page)})


def listed(town, key):
    found = town.visitor().get(f"/activities.json?skill={key}").json
    return [int(item["url"].rpartition("/")[2].partition("-")[0]) for item in found["items"]]


def test_a_badge_that_showed_both_shows_one(town, team, skill):
    other = team.add("Buvimas kartu", "group-think")
    team.publish()
    badge = badge_with(town, skill, other)
    team.save(skill, "merge", into=other)
    team.publish()
    page = town.visitor().get(f"/badges/{badge}-street-reporter").text

    assert page.count(f'href="/skills/{other}"') == 1
    assert badge_ids(town, other) == [badge]


def test_merged_twice_an_address_leads_to_what_is_left(town, team, skill):
    second, third = team.add("Antra", "group-think"), team.add("Trečia", "group-think")
    team.publish()
    team.save(skill, "merge", into=second)
    team.publish()
    team.save(second, "merge", into=third)
    team.publish()

    assert town.visitor().get(f"/skills/{skill}").location == f"/skills/{third}"
    assert town.visitor().get(f"/skills/{skill}.json").location == f"/skills/{third}.json"


def test_links_that_ask_for_a_merged_skill_find_what_it_became_part_of(town, team, skill):
    other = team.add("Buvimas kartu", "group-think")
    team.publish()
    badge, activity = badge_with(town, other), town.activity()
    number = team.scalar("select id from skill where slug = :slug", slug=other)
    town.do(lambda: _build(activity, number))
    team.save(skill, "merge", into=other)
    team.publish()
    team.learn()

    assert badge_ids(town, skill) == [badge]
    assert listed(town, skill) == [activity]


def test_what_is_hidden_is_offered_to_nobody_and_goes_on(town, team, skill):
    badge = badge_with(town, skill)
    team.save(skill, "hide")
    team.publish()
    visitor, rasa = town.visitor(), Studio(town, town.organiser("Tomas"))
    found = rasa.browser.get(f"/studio/badges/{badge}?find=bendryst").text

    assert f'href="/skills/{skill}"' not in visitor.get("/skills").text
    assert "skill-bendrystes" not in found
    assert "does not look for this skill any more" in visitor.get(f"/skills/{skill}").text
    assert f'href="/skills/{skill}"' in visitor.get(f"/badges/{badge}-street-reporter").text


def test_publishing_warns_of_what_is_linked_to_nothing(team):
    team.add("Bendrystės kūrimas", "group-think")
    page = team.get("/publication").text

    assert "1 skill is linked to nothing" in page
    assert ">Bendrystės kūrimas</a>" in page


def test_what_changed_meanwhile_is_looked_at_before_it_is_published(town, team):
    key = team.add("Bendrystės kūrimas", "group-think")
    seen = team.revision("/publication")
    Console(town, town.person("Jonas", "city")).save(key, description="Jono žodžiai.")
    answer = team.post("/publication", "/publication", revision=str(seen))

    assert (answer.status_code, answer.location) == (303, "/console/skills/publication")
    assert team.scalar("select count(*) from spine_version") == 0


def test_a_version_stands(town, team, skill):
    team.save(skill, name="Bendruomenės kūrimas")
    team.publish()
    first = town.visitor().get("/skills.json?version=1").json
    names = {each["id"]: each["labels"]["lt"] for each in first["skills"] if "lt" in each["labels"]}

    assert (first["version"], names[skill]) == (1, "Bendrystės kūrimas")
    assert town.visitor().get("/skills.json?version=3").status_code == 404
    with pytest.raises(IntegrityError, match="never changed"):
        team.scalar("update spine_version set contents = '{}' returning number")


def test_search_finds_activities_by_the_new_name(town, team, skill):
    activity = town.activity("Knots", lang="lt")
    number = team.scalar("select id from skill where slug = :slug", slug=skill)
    town.do(lambda: _build(activity, number))
    team.save(skill, name="Burtažodžių kalbėjimas")
    team.publish()
    team.learn()

    found = town.visitor().get("/activities.json?q=burtažodžių&lang=lt").json

    assert [item["title"] for item in found["items"]] == ["Knots"]


def test_whatever_can_name_a_skill_names_the_other_one_after_merging():
    naming = {
        key.parent.table.name
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.target_fullname == "skill.id"
    }
    of_the_skill_itself = {"skill", "skill_i18n", "skill_level", "skill_link", "skill_alias"}
    soft = {table.name for table in Base.metadata.sorted_tables if "thing_id" in table.columns}

    assert naming - of_the_skill_itself | soft == {name for name, *_rest in publishing.NAMING}
