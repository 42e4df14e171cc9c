"""Asking: whom, how often, and what the one asked reads in their mailbox."""

import datetime as dt
import re
from urllib.parse import urlsplit

import pytest
from sqlalchemy import update

from col_app.core import clock
from col_app.core.db import db, network_session
from col_app.people.accounts.models import Address
from col_app.recognition.endorsements import actions, asking, moves
from col_app.recognition.endorsements.models import Endorsement, State
from tests.learning.postbox import text_of
from tests.recognition.awarding import at_once
from tests.recognition.endorsements.circle import TEACHER


def send(town, person, award, **form):
    page = f"/passport/endorsements/new?award={award}"
    return town.visitor(person).fill(page, "/passport/endorsements", award=award, **form)


def test_a_learner_asks_by_address(town, ona, award, postbox):
    answer = send(town, ona, award, email=TEACHER, words="You saw it.\nThank you!", lang="en")
    (mail,) = postbox.keep(town.letters(moves.ASK))

    assert (answer.status_code, answer.location) == (303, "/passport/endorsements")
    assert (mail["To"], mail["Subject"]) == (TEACHER, "Ona Petraitė asks you for an endorsement")
    assert "Hello,\n" in text_of(mail)
    assert "“You saw it.”" in text_of(mail)
    assert "/endorse/" in text_of(mail)
    (unsubscribe,) = re.findall(rb"^List-Unsubscribe: <(\S+)>\r$", mail.as_bytes(), re.MULTILINE)
    assert town.visitor().get(urlsplit(unsubscribe.decode()).path).status_code == 200


def test_words_of_a_mail_are_no_markup(town, ona, award, postbox):
    town.ask(award, ona, words='<a href="https://win.example">Win</a>')
    (mail,) = postbox.keep(town.letters(moves.ASK))
    html = mail.get_body(("html",)).get_content()

    assert "&lt;a href=" in html
    assert 'href="https://win.example"' not in html


def test_an_organiser_is_asked_by_all_who_act_for_it(town, ona, award, school, postbox):
    number, petras = school
    asked = town.ask(award, ona, organiser=number)
    sent = postbox.keep(town.letters(moves.ASK))

    assert town.email(petras) in [mail["To"].addresses[0].addr_spec for mail in sent]
    assert all(f"/studio/endorsements/{asked}" in text_of(mail) for mail in sent)


def test_one_reminder_comes_after_a_week_unless_there_is_an_answer(town, ona, award, postbox):
    number = town.ask(award, ona)
    (reminder,) = town.letters(moves.REMIND)
    in_days = round((reminder.run_after - clock.now()) / dt.timedelta(days=1))
    before = [mail["Subject"] for mail in postbox.keep([reminder])]
    other = town.ask(award, ona, email="other@school.example")
    town.do(lambda: actions.decline(town.get(other)))
    after = postbox.keep([each for each in town.letters(moves.REMIND) if each.id != reminder.id])

    assert (in_days, before) == (7, ["Ona Petraitė still hopes for your endorsement"])
    assert (number != other, after) == (True, [])


def test_an_ask_ends_after_thirty_days_and_is_forgotten_later(town, ona, award, postbox):
    number = town.ask(award, ona)
    (end,) = [each for each in town.promises() if each.kind == asking.END]
    postbox.keep([end])
    ended = town.read_one(number).state
    (forget,) = [each for each in town.promises() if each.kind == asking.FORGET]
    postbox.keep([forget])

    assert [round((each.run_after - clock.now()).days, -1) for each in (end, forget)] == [30, 30]
    assert ended is State.EXPIRED
    assert town.do(lambda: db.session.get(Endorsement, number)) is None


def test_what_was_answered_neither_ends_nor_is_forgotten(town, ona, award):
    number = town.ask(award, ona)
    town.write(number)
    town.do(lambda: asking.end(number))
    town.do(lambda: asking.forget(number))

    assert town.read_one(number).state is State.WRITTEN


@pytest.mark.parametrize(
    ("form", "status", "sentence"),
    [
        ({}, 422, "Choose an organiser or give an address"),
        ({"email": "nobody"}, 422, "This does not look like an e-mail address"),
        ({"email": TEACHER, "organiser": "999999"}, 303, ""),
        ({"organiser": "999999"}, 422, "Choose an organiser or give an address"),
        ({"email": TEACHER, "words": "x" * 601}, 422, "Use at most 600 characters."),
    ],
)
def test_faults_stand_beside_their_fields(town, ona, award, form, status, sentence):
    answer = send(town, ona, award, **form)

    assert (answer.status_code, sentence in answer.text) == (status, True)


def test_nobody_asks_themselves_or_the_same_one_twice(town, ona, award):
    own = send(town, ona, award, email=town.email(ona).upper())
    town.ask(award, ona)
    twice = send(town, ona, award, email=TEACHER)

    assert (own.status_code, "This is your own address." in own.text) == (409, True)
    assert (twice.status_code, "You have asked them about this badge already." in twice.text) == (
        409, True,
    )  # fmt: skip


def test_none_of_ones_own_addresses_is_asked(town, ona, award):
    second = Address(person_id=ona, email=f"second{ona}@town.example", confirmed_at=clock.now())
    with town.app.app_context(), network_session() as session:
        session.add(second)

    with pytest.raises(asking.OwnAddressError):
        town.ask(award, ona, email=f"second{ona}@town.example")


def test_the_issuer_and_organisers_that_nobody_checked_are_not_asked(town, ona, award, school):
    page = town.visitor(ona).get(f"/passport/endorsements/new?award={award}").text
    first = town.do(lambda: db.session.scalar(db.text("select min(id) from organiser")))

    assert f'<option value="{school[0]}">' in page
    assert f'<option value="{first}">' not in page
    with pytest.raises(asking.NotAskableError):
        town.ask(award, ona, organiser=first)


def test_five_asks_a_day_are_enough(town, ona, award):
    for number in range(asking.MOST_ASKS_A_DAY):
        town.ask(award, ona, email=f"t{number}@school.example")
    answer = send(town, ona, award, email="one-more@school.example")

    assert (answer.status_code, "You have asked a lot lately." in answer.text) == (409, True)


def test_the_limit_holds_for_those_who_ask_at_once(town, ona, award):
    def work(number):
        try:
            return bool(town.ask(award, ona, email=f"t{number}@school.example"))
        except asking.TooManyError:
            return False

    assert sum(at_once(work, range(7))) == asking.MOST_ASKS_A_DAY


def test_taking_an_ask_back_does_not_make_room_for_another(town, ona, award):
    for number in range(asking.MOST_ASKS_A_DAY):
        asked = town.ask(award, ona, email=f"t{number}@school.example")
        town.do(lambda asked=asked: asking.take_back(town.get(asked)))

    with pytest.raises(asking.TooManyError):
        town.ask(award, ona)


def test_an_address_gets_three_mails_a_day_by_whomever(town, badge):
    people = [town.person(f"Learner {n}") for n in range(asking.MOST_MAILS_A_DAY + 1)]
    held = [(town.award(badge, person), person) for person in people]
    for award, person in held[:-1]:
        town.ask(award, person)

    with pytest.raises(asking.BusyError):
        town.ask(*held[-1])


def test_yesterdays_asks_do_not_count(town, ona, award):
    for number in range(asking.MOST_ASKS_A_DAY):
        town.ask(award, ona, email=f"t{number}@school.example")
    ago = clock.now() - dt.timedelta(days=2)
    mine = update(Endorsement).where(Endorsement.asked_by == ona).values(asked_at=ago)
    town.do(lambda: db.session.execute(mine))

    assert town.ask(award, ona)


def test_an_address_that_says_never_again_is_not_asked_by_anybody(town, ona, award, badge):
    number = town.ask(award, ona)
    path = town.link(number)
    answer = town.visitor().fill(f"{path}/never", f"{path}/never")
    lina = town.person("Lina")
    held = town.award(badge, lina)

    assert (answer.status_code, town.read_one(number).state) == (303, State.DECLINED)
    refused = send(town, lina, held, email=TEACHER)
    assert "This address does not want to be asked." in refused.text


def test_who_is_young_asks_organisers_alone(town, badge, school):
    tomas = town.person("Tomas Tomaitis", birth_year=clock.now().year - 12)
    award = town.award(badge, tomas)
    page = town.visitor(tomas).get(f"/passport/endorsements/new?award={award}").text
    answer = send(town, tomas, award, email=TEACHER)

    assert ('name="email"' in page, 'name="organiser"' in page) == (False, True)
    assert (answer.status_code, "Choose an organiser." in answer.text) == (422, True)
    assert send(town, tomas, award, organiser=str(school[0])).status_code == 303


def test_who_is_young_is_called_by_the_first_name(town, badge, school, postbox):
    tomas = town.person("Tomas Tomaitis", birth_year=clock.now().year - 12)
    town.ask(town.award(badge, tomas), tomas, organiser=school[0])
    sent = postbox.keep(town.letters(moves.ASK))

    assert {mail["Subject"].partition("T.")[0] for mail in sent} == {"Tomas "}


def test_badges_of_others_and_withdrawn_ones_are_not_asked_about(town, ona, award):
    lina = town.person("Lina")
    town.do(lambda: db.session.execute(db.text(
        "update award set revoked_at = now(), revoked_because = 'x' where public_id = :id"
    ), {"id": award}))  # fmt: skip
    path = f"/passport/endorsements/new?award={award}"

    assert [town.visitor(each).get(path).status_code for each in (lina, ona)] == [404, 404]
    assert town.visitor().get(path).status_code == 302
