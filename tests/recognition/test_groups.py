"""Groups: what an organiser keeps, changes and forgets, and nobody else."""

import pytest
from sqlalchemy import select

from col_app.core.db import db
from col_app.learning.organisers.models import OrganiserMember
from col_app.recognition.badges.models import Badge
from col_app.recognition.groups import actions
from col_app.recognition.groups import queries as groups
from col_app.recognition.groups.models import Group


@pytest.fixture
def organiser(town, badge):
    return town.do(lambda: db.session.get_one(Badge, badge).organiser_id)


@pytest.fixture
def keep(town, organiser):
    """Saves a group of people by their names; gives its number."""

    def save(name, *people):
        ids = [town.person(each) for each in people]
        return town.do(lambda: actions.save(organiser, name, ids))

    yield save
    town.do(lambda: [db.session.delete(each) for each in db.session.scalars(select(Group))])


def names(town, group):
    return town.do(lambda: [row["name"] for row in groups.people(group)])


def test_the_list_is_empty_and_says_how_a_group_is_made(rasa):
    assert "No group yet" in rasa.get("/studio/groups").text


def test_groups_are_listed_with_their_sizes(rasa, keep):
    keep("Tuesday", "Ona T", "Jonas T")
    page = rasa.get("/studio/groups").text

    assert "Tuesday" in page
    assert "2 people" in page


def test_the_list_costs_the_same_for_one_and_for_three(rasa, keep, queries):
    keep("One", "Ona 1")
    rasa.get("/studio/groups")
    with queries() as few:
        rasa.get("/studio/groups")
    keep("Two", "Ona 2", "Ona 3")
    keep("Three", "Ona 4", "Ona 5")
    with queries() as many:
        rasa.get("/studio/groups")

    assert len(few) == len(many)


def test_a_group_is_renamed_and_loses_who_is_not_ticked(town, rasa, keep):
    group = keep("Monday", "Ona M", "Jonas M")
    stays = town.do(lambda: groups.people(group)[0]["person_id"])
    here = f"/studio/groups/{group}"
    answer = rasa.fill(here, here, name="Friday", person=str(stays))

    assert (answer.status_code, names(town, group)) == (303, ["Jonas M"])
    assert "Friday" in rasa.get(here).text


def test_a_name_that_is_taken_is_told_and_nothing_changes(town, rasa, keep):
    keep("Monday", "Ona M")
    group = keep("Friday", "Ona F", "Jonas F")
    ticked = [str(row["person_id"]) for row in town.do(lambda: groups.people(group))]
    here = f"/studio/groups/{group}"
    answer = rasa.fill(here, here, name="Monday", person=ticked[:1])

    assert answer.status_code == 422
    assert "Another group has this name already." in answer.text
    assert len(names(town, group)) == 2


@pytest.mark.parametrize("sent", [{"name": " "}, {"name": "x" * 81}, {"name": "Monday"}])
def test_a_group_without_name_or_people_is_refused(rasa, keep, sent):
    here = f"/studio/groups/{keep('Monday', 'Ona M')}"

    assert rasa.fill(here, here, **sent).status_code == 422


def test_a_group_is_forgotten(town, rasa, keep):
    here = f"/studio/groups/{keep('Monday', 'Ona M')}"
    answer = rasa.fill(here, here, _method="DELETE")

    assert (answer.location, rasa.get(here).status_code) == ("/studio/groups", 404)


def test_the_group_of_another_organiser_does_not_exist(town, rasa, keep, organiser):
    group = keep("Monday", "Ona M")
    town.do(lambda: setattr(db.session.get_one(Group, group), "organiser_id", other(organiser)))
    here = f"/studio/groups/{group}"

    assert rasa.get(here).status_code == 404
    assert "Monday" not in rasa.get("/studio/groups").text


def other(organiser):
    query = select(OrganiserMember.organiser_id).where(OrganiserMember.organiser_id != organiser)
    return db.session.scalars(query.order_by(OrganiserMember.organiser_id.desc())).first()
