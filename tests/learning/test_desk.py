"""The organiser's studio and check-in desk: the owner may, the colleague may, the stranger not."""

import re

import pytest
from sqlalchemy import select

from col_app.core.db import db
from col_app.learning.organisers.models import Organiser
from col_app.learning.participation import actions
from col_app.learning.participation.models import Participation, ParticipationState


@pytest.fixture
def activity(town):
    return town.activity("Knots at the desk")


def desk(activity):
    return f"/studio/activities/{activity}-knots/check-in"


def elsewhere(town):
    """An organiser that this town's new activities do not belong to."""
    return town.do(
        lambda: db.session.scalars(select(Organiser.id).order_by(Organiser.id.desc())).first()
    )


def test_the_organiser_sees_code_and_qr(town, activity):
    page = town.visitor(town.organiser()).get(desk(activity))

    assert page.status_code == 200
    assert town.code(activity).upper() in page.text
    assert 'aria-label="QR code that opens the check-in"' in page.text


def test_a_colleague_sees_the_same_desk(town, activity):
    pages = [town.visitor(town.organiser(name)).get(desk(activity)) for name in ("Rasa", "Vaiva")]
    codes = [re.search(r'class="bigcode">(\w+)', page.text)[1] for page in pages]

    assert codes[0] == codes[1]


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_among_organisers_finds_nothing(town, method):
    activity = town.activity("Not mine", organiser_id=elsewhere(town))
    rasa = town.visitor(town.organiser())

    answer = rasa.get(desk(activity)) if method == "get" else rasa.fill("/studio", desk(activity))

    assert answer.status_code == 404


def test_a_learner_has_no_studio(town, activity):
    ona = town.visitor(town.person())

    assert [ona.get(path).status_code for path in ("/studio", desk(activity))] == [403, 403]


def test_a_visitor_signs_in_first(town, activity):
    assert town.visitor().get(desk(activity)).location.startswith("/sign-in?next=%2Fstudio")


def test_an_organiser_of_another_city_finds_nothing(towns, activity):
    marta = towns("cagliari").organiser("Marta")

    assert towns("vilnius").visitor(marta).get(desk(activity)).status_code == 403


def test_a_draft_is_no_page_yet(town):
    rasa = town.visitor(town.organiser())

    assert rasa.get(desk(town.activity(state="draft"))).status_code == 404


def test_ticking_by_hand_completes(town, activity):
    jonas = town.person("Jonas Jonaitis")
    number = town.do(lambda: actions.join(activity, jonas).id)
    rasa = town.visitor(town.organiser())

    answer = rasa.fill(desk(activity), desk(activity), participation=str(number))

    assert answer.location == f"{desk(activity)}#people"
    assert "1 of 1 is here" in rasa.get(desk(activity)).text
    found = town.do(lambda: db.session.get_one(Participation, number).state)
    assert found is ParticipationState.COMPLETED


@pytest.mark.parametrize("number", ["", "0", "x", "9" * 30])
def test_a_number_that_is_nobodys_is_not_found(town, activity, number):
    town.do(lambda: actions.join(activity, 10**9 + 3000))
    rasa = town.visitor(town.organiser())
    town.do(lambda: actions.leave(activity, 10**9 + 3000))

    answer = rasa.fill("/check-in", desk(activity), participation=number)

    assert answer.status_code == 404


def test_nobody_can_be_ticked_in_another_activity(town, activity):
    other = town.activity("Another")
    number = town.do(lambda: actions.join(other, 10**9 + 3001).id)
    rasa = town.visitor(town.organiser())

    answer = rasa.fill("/check-in", desk(activity), participation=str(number))

    assert answer.status_code == 404


def test_htmx_gets_the_list_alone(town, activity):
    rasa = town.visitor(town.organiser())

    page = rasa.get(desk(activity), headers={"HX-Request": "true"})

    assert "<html" not in page.text
    assert 'id="people"' in page.text


def test_the_list_costs_the_same_for_one_and_for_three(town, activity, queries):
    rasa, costs = town.visitor(town.organiser()), []
    for guests in (1, 2):
        for number in range(guests):
            person = town.person(f"Guest {number}")
            town.do(lambda person=person: actions.join(activity, person))
        with queries() as seen:
            rasa.get(desk(activity))
        costs.append(len(seen))

    assert costs[0] == costs[1]


def test_the_studio_lists_own_activities(town, activity):
    stranger = town.activity("Somebody else's knots", organiser_id=elsewhere(town))
    text = town.visitor(town.organiser()).get("/studio").text

    assert f'href="{desk(activity)}"' in text
    assert f'href="{desk(stranger)}"' not in text


def test_an_empty_studio_says_what_to_do(town):
    page = town.visitor(town.person("Rasa", "organiser")).get("/studio")

    assert "No activities yet" in page.text
