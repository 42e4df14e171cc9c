"""Organisers endorse badges of others unasked."""

import pytest

from col_app.core.db import db
from col_app.recognition.endorsements import actions, asking, queries
from col_app.recognition.endorsements.asking import Subject
from col_app.recognition.endorsements.models import State
from tests.recognition.endorsements.circle import COMMENT, OURS

STUDIO = "/studio/endorsements"


def offer(town, badge, organiser, by):
    about = Subject(badge_id=badge, version=1)
    return town.do(lambda: actions.offer(about, organiser, OURS, "en", by).id)


def test_an_organiser_endorses_a_badge_and_its_owners_accept(town, badge, rasa, school):
    organiser, petras = school
    visitor, page = town.visitor(petras), f"{STUDIO}/new?badge={badge}"
    assert page in visitor.get(f"/badges/{badge}-knots").text
    answer = visitor.fill(page, STUDIO, badge=str(badge), organiser=str(organiser), comment=COMMENT)
    number = town.do(lambda: db.session.scalar(db.text("select max(id) from endorsement")))
    before = COMMENT in town.visitor().get(f"/badges/{badge}-knots").text
    own = f"/studio/badges/{badge}/endorsements"
    rasa.fill(own, f"{own}/{number}", do="accept")

    assert (answer.status_code, before) == (303, False)
    assert COMMENT in town.visitor().get(f"/badges/{badge}-knots").text


def test_a_comment_is_needed(town, badge, school):
    page = f"{STUDIO}/new?badge={badge}"
    form = {"badge": str(badge), "organiser": str(school[0]), "comment": "Yes."}
    answer = town.visitor(school[1]).fill(page, STUDIO, **form)

    assert (answer.status_code, "Write a sentence or two" in answer.text) == (422, True)


def test_nobody_endorses_twice_or_what_is_their_own(town, badge, school):
    organiser, petras = school
    offered = offer(town, badge, organiser, petras)
    first = town.do(lambda: queries.issuer(None, badge))

    assert town.read_one(offered).state is State.WRITTEN
    for number, by in ((organiser, petras), (first, petras), (organiser, town.organiser())):
        with pytest.raises(asking.NotAskableError):
            offer(town, badge, number, by)


def test_others_see_no_way_to_endorse(town, badge, ona, school):
    page = f"{STUDIO}/new?badge={badge}"
    stranger = town.person("Lina", "recogniser")
    answers = [town.visitor(each).get(page).status_code for each in (ona, stranger)]

    assert answers == [403, 200]
    assert "No organiser that you act for" in town.visitor(stranger).get(page).text
    assert page not in town.visitor(stranger).get(f"/badges/{badge}-knots").text
    assert town.visitor(stranger).get(f"{STUDIO}/new?badge=999999").status_code == 404
