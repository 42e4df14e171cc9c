"""Skills from a spreadsheet and into one: what comes out goes in again, and no line is lost."""

import csv
import io

import pytest

HEAD = "id,kind,parent,uri,hidden,links,name_lt,name_en,description_lt\n"


def send(team, text, do="", **fields):
    """Send a table as a file; with `do`, as the page does that has shown its trial."""
    sent = {"do": do, "text": text} if do else {"file": (io.BytesIO(text.encode()), "skills.csv")}
    return team.post("/import", "/import", **sent, **fields)


def kept(team, text):
    """Try a table, then put it into the draft."""
    number = team.revision() if "revision" in team.get().text else 0
    return send(team, text, "keep", revision=str(number))


def table(team, path="/console/skills.csv"):
    text = team.browser.get(path).text
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_file_is_tried_before_anything_changes(team):
    tried = send(team, HEAD + ",,group-think,,,,Bendrystės kūrimas,,\n")

    assert tried.status_code == 200
    assert "1 new skill" in tried.text
    assert "bendrystes-kurimas" not in team.draft().nodes


def test_what_was_tried_is_put_into_the_draft(team):
    lines = [
        "kartu,group,,,,,Kartu,,",
        ",skill,kartu,,,DigComp 2.2 https://digcomp.example/2.2,Bendrystės kūrimas,Belonging,Žodis",
    ]
    answer = kept(team, HEAD + "\n".join(lines))
    nodes = team.draft().nodes
    made = nodes["bendrystes-kurimas"]

    assert answer.status_code == 303
    assert (nodes["kartu"].is_group, made.parent) == (True, "kartu")
    assert (made.names, made.descriptions) == (
        {"lt": "Bendrystės kūrimas", "en": "Belonging"}, {"lt": "Žodis"},
    )  # fmt: skip
    assert [(link.framework, link.url) for link in made.links] == [
        ("DigComp 2.2", "https://digcomp.example/2.2")
    ]
    assert team.did() == ["spine.imported"]


def test_what_comes_out_goes_in_again_and_changes_nothing(team):
    key = team.add("=Bendrystė", "group-think")
    team.save(key, "link", framework="DigComp", url="https://digcomp.example/2.2")
    text = team.browser.get("/console/skills.csv").text
    again = send(team, text)

    assert "'=Bendrystė" in text
    assert again.status_code == 422
    assert "Nothing: the skills are like this already." in again.text


def test_columns_that_are_missing_leave_things_as_they_are(team):
    key = team.add("Bendrystės kūrimas", "group-think")
    team.save(key, description="Žodis")
    kept(team, f"id,name_en\n{key},Belonging\n")
    node = team.draft().nodes[key]

    assert (node.parent, node.descriptions) == ("group-think", {"lt": "Žodis"})
    assert node.names == {"lt": "Bendrystės kūrimas", "en": "Belonging"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (",,,,,,,,", None),
        ("x-new,,,,,,,,", "Give it a name in one language at least."),
        ("X new,,,,,,Vardas,,", "This id cannot be had."),
        (",circle,,,,,Vardas,,", "The kind is either “skill” or “group”."),
        (",,nowhere,,,,Vardas,,", "There is no parent with this id."),
        (",,,,perhaps,,Vardas,,", "Write “yes” under “hidden”"),
        (",,,,,DigComp http://a.example/,Vardas,,", "Write the whole address"),
        (",,,,,https://a.example/1,Vardas,,", "Say which framework this is"),
        (f",,,,,,{'x' * 121},,", "Use at most 120 characters."),
        (",,,,,,,Name,Aprašymas", "Give it a name in this language too"),
        ("dvi,,,,,,Vardas,,\ndvi,,,,,,Kitas,,", "This skill stands in two lines."),
        ("viena,,dvi,,,,Viena,,\ndvi,,viena,,,,Dvi,,", "It cannot stand there."),
    ],
)
def test_every_line_that_is_wrong_is_named(team, line, said):
    before = set(team.draft().nodes)
    answer = send(team, HEAD + line)

    assert answer.status_code == 422
    assert said is None or said in answer.text
    assert said is None or "Line " in answer.text
    assert set(team.draft().nodes) == before


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\x00\x01", "This file cannot be read."),
        (b"", "The first line has to name the columns"),
        (b"colour,id\nred,x\n", "Nobody knows this column: colour."),
        (b"x" * 400_001, "This file is too large."),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(team, data, said):
    answer = team.post("/import", "/import", file=(io.BytesIO(data), "skills.csv"))

    assert answer.status_code == 422
    assert said in answer.text


def test_a_draft_that_changed_meanwhile_is_tried_anew(team):
    seen = team.revision() if "revision" in team.get().text else 0
    team.add("Kita")
    answer = send(team, HEAD + ",,,,,,Bendrystė,,\n", "keep", revision=str(seen))

    assert answer.status_code == 409
    assert "bendryste" not in team.draft().nodes


def test_the_public_table_and_the_json_are_those_that_are_published(town, team):
    key = team.add("Bendrystės kūrimas", "group-think")
    before = table(team, "/skills.csv")
    team.publish()
    after = table(team, "/skills.csv")
    shown = {each["id"]: each for each in town.visitor().get("/skills.json").json["skills"]}

    assert [row for row in after if row not in before] == [
        row for row in table(team) if row["id"] == key
    ]
    assert [row["id"] for row in after] == list(shown)
    assert (shown[key]["parent"], shown[key]["labels"]) == (
        "group-think", {"lt": "Bendrystės kūrimas"},
    )  # fmt: skip
    assert town.visitor().get(f"/skills/{key}.json").json == shown[key]
