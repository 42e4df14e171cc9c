"""The learner's own code at the door."""

import pytest
from sqlalchemy import delete, update

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.participation import actions
from col_app.learning.participation import queries as participations
from col_app.learning.participation.models import ParticipationState
from col_app.learning.passes import actions as passes
from col_app.learning.passes.models import PassCode
from tests.learning.town import DAY, HOUR


@pytest.fixture(autouse=True)
def _no_code_is_left(town):
    yield
    town.do(lambda: db.session.execute(delete(PassCode)))


def code_of(town, person):
    return town.do(lambda: passes.show(person).code)


def state(town, person, activity):
    def read():
        found = participations.of_person(person, activity)
        return found and found.state

    return town.do(read)


def test_the_organiser_lets_somebody_in_by_their_code(town):
    activity, ona = town.activity(), town.person("Ona Petraitė")
    town.do(lambda: actions.join(activity, ona).id)
    assert "Show this at the door" in town.visitor(ona).get("/passport/code").text

    page, rasa = f"/studio/check-in/{code_of(town, ona)}", town.visitor(town.organiser())
    assert "Ona Petraitė" in rasa.get(page).text
    assert rasa.fill(page, page, activity=activity).location == "/studio"
    assert state(town, ona, activity) is ParticipationState.COMPLETED


def test_a_typed_code_leads_to_the_same_page(town):
    ona, rasa = town.person(), town.visitor(town.organiser())
    code = code_of(town, ona)

    assert rasa.get(f"/studio/check-in?code={code.upper()}").location.endswith(code)
    assert rasa.get(f"/studio/check-in/{code.upper()}").status_code == 200


def test_somebody_without_a_seat_gets_one_at_the_door(town):
    activity, ona = town.activity(), town.person()
    page, rasa = f"/studio/check-in/{code_of(town, ona)}", town.visitor(town.organiser())
    rasa.fill(page, page, activity=activity)

    assert state(town, ona, activity) is ParticipationState.COMPLETED


def test_a_code_ends_and_a_new_one_replaces_it(town):
    ona, rasa = town.person(), town.visitor(town.organiser())
    first, second = code_of(town, ona), code_of(town, ona)
    assert rasa.get(f"/studio/check-in/{first}").status_code == 404
    assert rasa.get(f"/studio/check-in/{second}").status_code == 200

    town.do(lambda: db.session.execute(update(PassCode).values(expires_at=clock.now())))
    assert rasa.get(f"/studio/check-in/{second}").status_code == 404


def test_a_code_is_worth_nothing_to_others(town):
    activity, ona = town.activity(), town.person()
    page = f"/studio/check-in/{code_of(town, ona)}"
    other = town.visitor(town.person("Other", "organiser"))

    assert town.visitor().get(page).status_code == 302
    assert town.visitor(town.person("Jonas")).get(page).status_code == 403
    assert other.fill("/check-in", page, activity=activity).status_code == 404
    assert state(town, ona, activity) is None


def test_what_is_not_on_now_lets_nobody_in(town):
    starts = clock.now() + DAY
    activity, ona = town.activity(starts_at=starts, ends_at=starts + HOUR), town.person()
    town.do(lambda: actions.join(activity, ona).id)
    page, rasa = f"/studio/check-in/{code_of(town, ona)}", town.visitor(town.organiser())

    assert rasa.fill("/check-in", page, activity=activity).status_code == 404
    assert state(town, ona, activity) is ParticipationState.JOINED


def test_the_code_says_nothing_about_the_person(town):
    ona = town.person("Ona Petraitė")
    code = code_of(town, ona)

    assert len(code) == 6
    assert code != code_of(town, ona)


def test_the_page_with_the_code_hears_that_it_was_read(town):
    activity, ona = town.activity(), town.person()
    asked = town.visitor(ona)
    page, rasa = f"/studio/check-in/{code_of(town, ona)}", town.visitor(town.organiser())
    assert asked.get("/passport/code/answer").status_code == 204

    rasa.fill(page, page, activity=activity)
    answer = asked.get("/passport/code/answer")
    assert answer.status_code == 286
    assert f"/check-in/done/{activity}" in answer.text

    code_of(town, ona)
    assert asked.get("/passport/code/answer").status_code == 204
