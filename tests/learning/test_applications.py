"""Places one asks for: seats go to who is accepted, one organiser answers, ten minutes to undo."""

import datetime as dt

import pytest
from sqlalchemy import update

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.activities.models import Activity
from col_app.learning.applications import actions, decisions, queries
from col_app.learning.applications.models import Application, ApplicationState
from col_app.learning.participation import actions as participation
from col_app.learning.participation import queries as participations
from col_app.learning.seats import actions as seats
from col_app.learning.seats import queries as waiting
from tests.learning.crowd import at_once
from tests.learning.town import DAY, HOUR

ONA, JONAS, TOMAS, RASA, LINAS = range(10**9 + 2200, 10**9 + 2205)


@pytest.fixture
def activity(town):
    """One in ten days that asks for approval and has one place."""
    starts = clock.now() + 10 * DAY
    return town.activity(asks_approval=True, capacity=1, starts_at=starts, ends_at=starts + HOUR)


def ask(town, activity, person, words=""):
    return town.do(lambda: actions.ask(activity, person, words).id)


def state(town, number):
    return town.do(lambda: queries.by_number(number).state)


def taken(town, activity):
    return town.read(activity, Activity.taken_count)[0]


def is_in(town, activity, person):
    return town.do(lambda: participations.of_person(person, activity)) is not None


def turn(town, activity, person):
    return town.do(lambda: waiting.turn(person, activity))


def test_asking_takes_no_seat_and_twice_is_once(town, activity):
    first, second = ask(town, activity, ONA, "Please!"), ask(town, activity, ONA, "Please do!")

    assert first == second
    assert town.do(lambda: queries.by_number(first).words) == "Please do!"
    assert (taken(town, activity), len(town.letters(actions.ASKED))) == (0, 1)


@pytest.mark.parametrize("way", [participation.join, seats.enlist])
def test_nobody_joins_or_waits_unasked(town, activity, way):
    town.change(activity, taken_count=1 if way is seats.enlist else 0)

    with pytest.raises(seats.ApprovalError):
        town.do(lambda: way(activity, ONA))


def test_where_everybody_may_join_there_is_nothing_to_ask(town):
    with pytest.raises(actions.NotAskedError):
        ask(town, town.activity(), ONA)


def test_accepting_gives_a_seat_and_a_mail_ten_minutes_later(town, activity):
    number = ask(town, activity, ONA)
    town.do(lambda: decisions.accept(number, RASA, "Welcome!").id)

    (mail,) = town.letters(actions.ANSWERED)
    assert (taken(town, activity), is_in(town, activity, ONA)) == (1, True)
    assert mail.run_after > clock.now() + dt.timedelta(minutes=9)


def test_who_is_accepted_when_it_is_full_stands_in_line_and_gets_an_offer(town, activity):
    for person in (ONA, JONAS):
        number = ask(town, activity, person)
        town.do(lambda number=number: decisions.accept(number, RASA).id)
    assert (is_in(town, activity, JONAS), turn(town, activity, JONAS).place) == (False, 1)

    town.do(lambda: participation.leave(activity, ONA))
    assert turn(town, activity, JONAS).is_offered
    town.do(lambda: participation.join(activity, JONAS).id)
    assert (is_in(town, activity, JONAS), taken(town, activity)) == (True, 1)


def test_who_was_accepted_may_come_back(town, activity):
    number = ask(town, activity, ONA)
    town.do(lambda: decisions.accept(number, RASA).id)
    town.do(lambda: participation.leave(activity, ONA))
    town.do(lambda: participation.join(activity, ONA).id)

    assert is_in(town, activity, ONA)


def test_declining_needs_words_and_is_final_for_the_learner(town, activity):
    number = ask(town, activity, ONA)
    with pytest.raises(decisions.MissingWordsError):
        town.do(lambda: decisions.decline(number, RASA, ""))
    town.do(lambda: decisions.decline(number, RASA, "It is for beginners.").id)

    assert (state(town, number), taken(town, activity)) == (ApplicationState.DECLINED, 0)
    with pytest.raises(actions.DecidedError):
        ask(town, activity, ONA)


def test_nobody_decides_about_themselves(town, activity):
    number = ask(town, activity, RASA)

    with pytest.raises(decisions.OwnApplicationError):
        town.do(lambda: decisions.accept(number, RASA))


def test_what_was_taken_back_is_not_answered_and_can_be_asked_again(town, activity):
    number = ask(town, activity, ONA, "Please!")
    town.do(lambda: actions.withdraw(activity, ONA))
    with pytest.raises(decisions.AlreadyDecidedError):
        town.do(lambda: decisions.accept(number, RASA))

    assert town.do(lambda: queries.by_number(number).words) == ""
    assert ask(town, activity, ONA) == number
    assert state(town, number) is ApplicationState.WAITING


@pytest.mark.parametrize("is_yes", [True, False])
def test_a_decision_can_be_undone_by_who_took_it(town, activity, is_yes):
    number = ask(town, activity, ONA)
    decide(town, number, RASA, is_yes)
    with pytest.raises(decisions.TooLateError):
        town.do(lambda: decisions.undo(number, TOMAS))
    town.do(lambda: decisions.undo(number, RASA))

    assert (state(town, number), taken(town, activity)) == (ApplicationState.WAITING, 0)
    assert not is_in(town, activity, ONA)


def decide(town, number, by, is_yes):
    if is_yes:
        town.do(lambda: decisions.accept(number, by).id)
    else:
        town.do(lambda: decisions.decline(number, by, "No.").id)


def test_undoing_takes_out_of_the_line(town, activity):
    town.change(activity, taken_count=1)
    number = ask(town, activity, ONA)
    town.do(lambda: decisions.accept(number, RASA).id)
    town.do(lambda: decisions.undo(number, RASA))

    assert turn(town, activity, ONA) is None


def test_after_ten_minutes_or_when_the_learner_acted_nothing_is_undone(town, activity):
    town.change(activity, capacity=2)
    old, left = (ask(town, activity, person) for person in (ONA, JONAS))
    for number in (old, left):
        town.do(lambda number=number: decisions.accept(number, RASA).id)
    past = clock.now() - dt.timedelta(minutes=10)
    late = update(Application).where(Application.id == old).values(decided_at=past)
    town.do(lambda: db.session.execute(late))
    town.do(lambda: participation.leave(activity, JONAS))

    for number in (old, left):
        with pytest.raises(decisions.TooLateError):
            town.do(lambda number=number: decisions.undo(number, RASA))


def test_of_two_organisers_one_answers(town, activity):
    number = ask(town, activity, ONA)

    def answer(by):
        try:
            decide(town, number, by, by == RASA)
        except decisions.AlreadyDecidedError:
            return False
        return True

    assert sorted(at_once(answer, [RASA, TOMAS])) == [False, True]
    assert len(town.letters(actions.ANSWERED)) == 1
    assert taken(town, activity) == int(state(town, number) is ApplicationState.ACCEPTED)


def test_a_rush_of_answers_never_overfills(town, activity):
    town.change(activity, capacity=3)
    numbers = [ask(town, activity, 10**9 + 2300 + each) for each in range(8)]
    at_once(lambda number: town.do(lambda: decisions.accept(number, RASA).id), numbers)

    assert taken(town, activity) == 3
    assert len(town.do(lambda: waiting.people(activity))) == 5


def test_taking_back_and_accepting_at_once_leaves_one_of_them(town, activity):
    number = ask(town, activity, ONA)

    def act(is_organiser):
        try:
            town.do(
                lambda: (
                    decisions.accept(number, RASA).id
                    if is_organiser
                    else actions.withdraw(activity, ONA)
                )
            )
        except decisions.AlreadyDecidedError:
            return

    at_once(act, [True, False])

    is_accepted = state(town, number) is ApplicationState.ACCEPTED
    assert (is_in(town, activity, ONA), taken(town, activity)) == (is_accepted, int(is_accepted))


def test_who_stood_in_line_before_need_not_ask(town, activity):
    town.change(activity, asks_approval=False)
    town.do(lambda: participation.join(activity, ONA).id)
    town.do(lambda: seats.enlist(activity, JONAS))
    town.change(activity, asks_approval=True)
    town.do(lambda: participation.leave(activity, ONA))

    assert town.do(lambda: participation.join(activity, JONAS).id)


def test_an_organiser_lets_anybody_in_at_the_door(town, activity):
    number = ask(town, activity, ONA)
    town.do(lambda: participation.admit(activity, ONA, RASA).id)

    assert state(town, number) is ApplicationState.ACCEPTED


def test_a_code_alone_opens_no_door(town, activity):
    starts = clock.now()
    town.change(activity, starts_at=starts, ends_at=starts + HOUR)
    code = town.code(activity)

    with pytest.raises(participation.ApprovalError):
        town.do(lambda: participation.check_in(code, ONA))


def test_what_was_asked_is_forgotten_when_it_is_over(town, activity):
    number = ask(town, activity, ONA)
    town.do(lambda: actions.forget(activity))
    assert state(town, number) is ApplicationState.WAITING

    past = clock.now() - HOUR
    town.change(activity, starts_at=past - HOUR, ends_at=past)
    town.do(lambda: actions.forget(activity))
    assert town.do(lambda: queries.by_number(number)) is None


def test_an_erased_person_asked_nothing(town, activity):
    number = ask(town, activity, ONA, "Please!")
    assert [row["words"] for row in town.do(lambda: queries.personal_data(ONA))] == ["Please!"]
    town.do(lambda: actions.erase(ONA))

    assert town.do(lambda: queries.by_number(number)) is None
