"""The tree and the editor: what the team does stays a draft, and nobody's writing is lost."""

import pytest

from col_app.learning.skills import esco
from tests.city.skills.console import HERE, Console


def test_a_skill_of_the_citys_own_waits_in_the_draft(town, team):
    key = team.add("Bendrystės kūrimas", "group-think")
    node = team.draft().nodes[key]

    assert key == "bendrystes-kurimas"
    assert (node.parent, node.names) == ("group-think", {"lt": "Bendrystės kūrimas"})
    assert node.uri == f"https://vilnius.{town.app.settings.issuer_domain}/skills/{key}"
    assert town.visitor().get(f"/skills/{key}").status_code == 404


def test_a_skill_of_esco_brings_its_names_along(team):
    held = {node.uri for node in team.draft().nodes.values()}
    concept = next(each for uri, each in esco.concepts().items() if uri not in held)
    team.post("", do=f"esco-{concept.code}", parent="group-make")
    node = next(each for each in team.draft().nodes.values() if each.uri == concept.uri)

    assert (node.names, node.parent, node.is_linked) == (dict(concept.labels), "group-make", True)


def test_what_is_in_the_tree_is_not_added_twice(team):
    node = next(each for each in team.draft().nodes.values() if esco.is_esco(each.uri))
    again = team.post("", do=f"esco-{node.uri.rpartition('/')[2]}")
    team.add("Bendrystės kūrimas")
    twice = team.post("", do="add", name="bendrystės Kūrimas")

    assert (again.status_code, twice.status_code) == (422, 422)
    assert "There is one of this name already." in twice.text


def test_texts_levels_and_links_are_kept(team):
    key = team.add("Bendrystės kūrimas", "group-think")
    team.save(key, description="Kai žmonės susitinka.")
    team.save(key, "level")
    team.save(key, **{"level": ["0"], "level-0": "Pradžia", "about-0": "Pasisveikinu."})
    team.save(key, "link", framework="DigComp 2.2", url="https://digcomp.example/2.2")
    node = team.draft().nodes[key]

    assert node.descriptions == {"lt": "Kai žmonės susitinka."}
    assert [(each.names, each.descriptions) for each in node.levels] == [
        ({"lt": "Pradžia"}, {"lt": "Pasisveikinu."})
    ]
    assert [(each.framework, each.url) for each in node.links] == [
        ("DigComp 2.2", "https://digcomp.example/2.2")
    ]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": ""}, "Give it a name in one language at least."),
        ({"name": "x" * 121}, "Use at most 120 characters."),
        ({"parent": "nowhere"}, "This is not there any more. Choose another place."),
        ({"do": "link", "framework": "A", "url": "http://a.example/1"}, "Write the whole address"),
        ({"do": "link", "framework": "A", "url": "https://user@a.example/"}, "Write the whole"),
        ({"do": "link", "framework": "A", "url": "javascript:alert(1)"}, "Write the whole"),
        ({"do": "link", "url": "https://a.example/1"}, "Say which framework this is"),
    ],
)
def test_what_is_wrong_is_said_beside_what_was_written(team, fields, said):
    key = team.add("Bendrystės kūrimas")
    answer = team.save(key, **{"description": "Mano žodžiai.", **fields})

    assert answer.status_code == 422
    assert said in answer.text
    assert "Mano žodžiai." in answer.text


def test_the_later_of_two_writers_is_told_and_keeps_the_form(town, team):
    key = team.add("Bendrystės kūrimas")
    other = Console(town, town.person("Jonas", "city"))
    seen = team.revision(f"/{key}")
    other.save(key, description="Jono žodžiai.")
    late = team.save(key, description="Vidos žodžiai.", revision=str(seen))

    assert late.status_code == 409
    assert "Vidos žodžiai." in late.text
    assert "Somebody else has changed this skill" in late.text
    assert team.draft().nodes[key].descriptions == {"lt": "Jono žodžiai."}


def test_two_who_write_about_two_skills_do_not_disturb_each_other(town, team):
    one, two = team.add("Viena"), team.add("Kita")
    seen = team.revision(f"/{one}")
    Console(town, town.person("Jonas", "city")).save(two, description="Jono žodžiai.")
    team.save(one, description="Vidos žodžiai.", revision=str(seen))
    nodes = team.draft().nodes

    assert [nodes[key].descriptions["lt"] for key in (one, two)] == [
        "Vidos žodžiai.", "Jono žodžiai.",
    ]  # fmt: skip


def test_a_skill_moves_among_its_siblings_and_under_another(team):
    group = team.add("Kartu", do="group")
    one, two = team.add("Viena", group), team.add("Kita", group)
    team.post("/order", do=f"up-{two}")
    moved = [node.key for node in team.draft().children(group)]
    team.save(one, parent=two)

    assert moved == [two, one]
    assert [node.key for node in team.draft().path(one)] == [group, two, one]


def test_a_tree_has_neither_loops_nor_endless_depth(team):
    keys = [team.add("Kartu", do="group")]
    for name in ("Viena", "Dvi", "Trys"):
        keys.append(team.add(name, keys[-1]))
    looped = team.save(keys[1], parent=keys[3])
    deep = team.post("", do="add", name="Keturios", parent=keys[3])

    assert (looped.status_code, deep.status_code) == (422, 422)
    assert "The tree has at most 4 levels." in deep.text


def test_changes_are_taken_back_one_by_one(team):
    key = team.add("Bendrystės kūrimas")
    team.save(key, description="Pirma.")
    team.save(key, description="Antra.")
    told = []
    for _step in range(3):
        team.post("/draft")
        node = team.draft().nodes.get(key)
        told.append(node.descriptions.get("lt", "") if node else None)

    assert told == ["Pirma.", "", None]


def test_a_withdrawn_draft_comes_back(team):
    key = team.add("Bendrystės kūrimas")
    team.post("/draft", _method="DELETE")
    gone = key in team.draft().nodes
    team.post("/draft")

    assert (gone, key in team.draft().nodes) == (False, True)


def test_the_team_alone_keeps_the_spine_and_the_audit_says_who(town, team):
    key = team.add("Bendrystės kūrimas")
    team.save(key, "hide")
    strangers = [town.person("Zita", "organiser"), town.person("Ona", "learner")]
    paths = ("", f"/{key}", "/publication", "/coverage", "/import", ".csv", ".json")
    seen = {town.visitor(each).get(HERE + path).status_code for each in strangers for path in paths}

    assert seen == {403}
    assert town.visitor().get(HERE).status_code in {302, 303}
    assert team.did() == ["spine.added", "spine.hidden"]


def test_another_city_sees_nothing_of_it(town, team, client):
    key = team.add("Bendrystės kūrimas", "group-think")
    team.publish()

    assert town.visitor().get(f"/skills/{key}").status_code == 200
    assert client("cagliari").get(f"/skills/{key}").status_code == 404


@pytest.mark.parametrize("path", ["", "/publication", "/coverage"])
def test_however_many_skills_there_are_a_page_asks_as_often(town, team, queries, path):
    team.add("Viena", "group-think")
    team.publish()
    team.get(path)
    with queries() as before:
        team.get(path)
    for name in ("Antra", "Trečia", "Ketvirta"):
        team.add(name, "group-think")
    team.publish()
    team.get(path)
    with queries() as after:
        team.get(path)

    assert len(after) == len(before)
