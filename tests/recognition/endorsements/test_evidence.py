"""The evidence that a learner lets the one asked see, until there is an answer."""

import pytest

from col_app.core import files
from col_app.core.db import db
from col_app.core.ids import public_id
from col_app.recognition.endorsements import actions
from col_app.recognition.evidence.models import EvidenceFile
from tests.recognition.endorsements.circle import FORM, TEACHER
from tests.recognition.quests.quest import Workshop

STORY, OTHER = "I told the story of the mill.", "What nobody else shall read."


@pytest.fixture
def workshop(app):
    made = Workshop(app, "vilnius")
    yield made
    made.clear()


@pytest.fixture
def told(town, workshop, ona):
    """(award, the submissions behind it, the id of a file of the first one)."""
    by_oneself = {"evidence": "text", "verified_by": "self"}
    tasks = workshop.quest(by_oneself, by_oneself)
    handed_in = [
        workshop.hand_in(task, ona, body) for task, body in zip(tasks, (STORY, OTHER), strict=True)
    ]
    name = public_id()

    def attach():
        files.keep(name, b"What the miller said.")
        db.session.add(
            EvidenceFile(
                person_id=ona,
                submission_id=handed_in[0],
                position=1,
                public_id=name,
                name="mill.txt",
                media_type="text/plain",
                size=21,
            )  # fmt: skip
        )

    town.do(attach)
    yield town.award(workshop.badges[0], ona), handed_in, name
    town.do(town.remove_endorsements)


def ask(town, ona, award, **form):
    page = f"/passport/endorsements/new?award={award}"
    visitor = town.visitor(ona)
    assert STORY[:10] not in visitor.get(page).text
    visitor.fill(page, "/passport/endorsements", award=award, email=TEACHER, lang="en", **form)
    return town.do(lambda: db.session.scalar(db.text("select max(id) from endorsement")))


def test_the_one_asked_sees_what_was_ticked_and_nothing_else(town, ona, told):
    award, handed_in, name = told
    path = town.link(ask(town, ona, award, evidence=str(handed_in[0])))
    page = town.visitor().get(path).text
    file = town.visitor().get(f"{path}/evidence/{name}")

    assert [STORY in page, OTHER in page] == [True, False]
    assert (file.status_code, file.data) == (200, b"What the miller said.")
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.headers["Cache-Control"] == "private, no-store"


def test_without_a_tick_nothing_is_seen(town, ona, told):
    award, _handed_in, name = told
    path = town.link(ask(town, ona, award))

    assert STORY not in town.visitor().get(path).text
    assert town.visitor().get(f"{path}/evidence/{name}").status_code == 404


def test_evidence_of_others_is_not_shown(town, ona, told, workshop):
    award, _handed_in, _name = told
    tasks = workshop.quest({"evidence": "text", "verified_by": "self"})
    foreign = workshop.hand_in(tasks[0], town.person("Lina"), "Lina tells it.")
    path = town.link(ask(town, ona, award, evidence=str(foreign)))

    assert "Lina tells it." not in town.visitor().get(path).text


@pytest.mark.parametrize("do", ["write", "decline"])
def test_who_has_answered_sees_it_no_more(town, ona, told, do):
    award, handed_in, name = told
    path = town.link(ask(town, ona, award, evidence=str(handed_in[0])))
    town.visitor().fill(path, path, **{**FORM, "do": do})

    assert STORY not in town.visitor().get(path).text
    assert town.visitor().get(f"{path}/evidence/{name}").status_code == 404


def test_a_stranger_with_the_address_of_a_file_gets_nothing(town, ona, told, award):
    own, handed_in, name = told
    number = ask(town, ona, own, evidence=str(handed_in[0]))
    other = town.link(town.ask(award, ona, email="other@school.example"))

    assert town.visitor().get(f"{other}/evidence/{name}").status_code == 404
    assert town.visitor().get(f"/evidence/{name}").status_code == 302
    town.do(lambda: actions.decline(town.get(number)))
