"""What pages and mails say about places one asks for."""

import re

import pytest
from sqlalchemy import select

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.applications import actions, decisions
from col_app.learning.applications import queries as applications
from col_app.learning.applications.models import Application
from col_app.learning.guests import actions as guests
from col_app.learning.organisers.models import Organiser, OrganiserMember
from tests.learning.postbox import Postbox, text_of
from tests.learning.town import DAY, HOUR
from tests.people.browsers import token_of

QUEUE = "/studio/applications"
RASA = 10**9 + 2400


@pytest.fixture
def postbox(app, monkeypatch):
    return Postbox(app, monkeypatch)


def make(town, **columns):
    starts = clock.now() + 10 * DAY
    return town.activity(asks_approval=True, starts_at=starts, ends_at=starts + HOUR, **columns)


@pytest.fixture
def activity(town):
    return make(town, capacity=2)


def page(activity):
    return f"/activities/{activity}-knots"


def ask(town, activity, words="I can tie one.", name="Ona Petraitė"):
    """Ask by form; (the browser, the number of the application)."""
    person = town.person(name)
    browser = town.visitor(person)
    address = page(activity)
    answer = browser.fill(f"{address}/join", f"{address}/application", words=words)
    assert answer.status_code == 303
    return browser, town.do(lambda: applications.of_person(person, activity).id)


def only(town, activity):
    """The number of the activity's only application."""
    query = select(Application.id).where(Application.activity_id == activity)
    return town.do(lambda: db.session.scalar(query))


@pytest.fixture
def desk(town):
    """The browser of somebody who acts for the organiser."""
    return town.visitor(town.organiser())


def test_the_page_leads_to_the_form_and_then_says_how_it_stands(town, activity):
    assert f'href="{page(activity)}/join"' in town.visitor().get(page(activity)).text
    browser, _number = ask(town, activity)

    shown = browser.get(page(activity)).text
    assert "The organiser has not answered yet." in shown
    assert "The organiser has not answered yet." in browser.get("/passport").text
    browser.fill(page(activity), f"{page(activity)}/application", _method="DELETE")
    assert "Ask for a place" in browser.get(page(activity)).text


def test_joining_straight_away_leads_to_the_form(town, activity):
    browser = town.visitor(town.person())
    answer = browser.fill(page(activity), f"{page(activity)}/join")

    assert (answer.status_code, answer.headers["Location"]) == (303, f"{page(activity)}/join")


def test_too_many_words_are_told_beside_them_and_kept(town, activity):
    browser = town.visitor(town.person())
    answer = browser.fill(
        f"{page(activity)}/join", f"{page(activity)}/application", words="knot " * 101
    )

    assert answer.status_code == 422
    assert "aria-invalid" in answer.text
    assert "knot knot" in answer.text


def test_the_queue_shows_the_oldest_first_and_accepts_at_once(town, activity, desk):
    for name in ("Ona Petraitė", "Jonas Jonaitis"):
        browser, number = ask(town, activity, name=name)
    shown = desk.get(QUEUE).text
    assert shown.index("Ona Petraitė") < shown.index("Jonas Jonaitis")
    assert "2 people ask for a place" in desk.get("/studio").text

    assert desk.fill(QUEUE, f"{QUEUE}/{number}", decision="accept").status_code == 303
    assert "You have a place" in browser.get(page(activity)).text
    assert "Just decided" in desk.get(QUEUE).text
    desk.fill(QUEUE, f"{QUEUE}/{number}", _method="DELETE")
    assert "has not answered yet" in browser.get(page(activity)).text


def test_declining_without_words_is_refused_and_with_words_told(town, activity, desk):
    browser, number = ask(town, activity)
    address = f"{QUEUE}/{number}"
    refused = desk.fill(address, address, decision="decline")
    assert (refused.status_code, "Say why" in refused.text) == (422, True)

    desk.fill(address, address, decision="decline", words="It is full of sailors.")
    for shown in (page(activity), f"{page(activity)}/join", "/passport"):
        assert "It is full of sailors." in browser.get(shown).text


def test_a_second_answer_is_told_and_keeps_the_words(town, activity, desk):
    _browser, number = ask(town, activity)
    town.do(lambda: decisions.accept(number, RASA).id)
    other = make(town)
    _again, waits = ask(town, other)
    answer = desk.fill(f"{QUEUE}/{waits}", f"{QUEUE}/{number}", decision="decline", words="No.")

    assert (answer.status_code, "Somebody was faster" in answer.text) == (409, True)


def test_phrases_are_saved_put_in_and_forgotten(town, activity, desk):
    _browser, number = ask(town, activity)
    address = f"{QUEUE}/{number}"
    desk.fill(address, f"{address}/phrases", phrase="Come next time.")
    phrase = re.search(r'name="insert" value="(\d+)"', desk.get(address).text)[1]
    put_in = desk.fill(address, address, words="Sorry.", insert=phrase)
    assert "Sorry.\nCome next time.</textarea>" in put_in.text

    desk.fill(address, f"{address}/phrases", remove=phrase)
    assert "Come next time." not in desk.get(address).text


def test_only_people_of_the_organiser_see_and_answer(town, activity):
    _browser, number = ask(town, activity)
    other = town.person("Vaida", "organiser")
    second = select(Organiser.id).order_by(Organiser.id).offset(1).limit(1).scalar_subquery()
    town.do(lambda: db.session.add(OrganiserMember(organiser_id=second, person_id=other)))
    strangers = [town.visitor(other), town.visitor(town.person("Tomas")), town.visitor()]

    seen = [each.get(f"{QUEUE}/{number}").status_code for each in strangers]
    assert seen == [404, 403, 302]
    token = token_of(strangers[0].get("/studio"))
    answer = strangers[0].post(f"{QUEUE}/{number}", {"csrf_token": token, "decision": "accept"})
    assert answer.status_code == 404
    assert "I can tie one." not in strangers[0].get(QUEUE).text


def test_the_mails_say_what_happened(town, activity, desk, postbox):
    _browser, number = ask(town, activity)
    (asked,) = postbox.keep(town.letters(actions.ASKED))
    assert asked["Subject"] == "You have asked to join: Knots for beginners"
    town.do(lambda: decisions.accept(number, RASA, "Bring a rope.").id)
    (accepted,) = postbox.keep(town.letters(actions.ANSWERED))

    assert accepted["Subject"] == "You are in: Knots for beginners"
    assert "“Bring a rope.”" in text_of(accepted)
    assert [each.get_filename() for each in accepted.iter_attachments()] == ["calendar.ics"]


def test_an_undone_answer_is_never_mailed(town, activity, postbox):
    _browser, number = ask(town, activity)
    town.do(lambda: decisions.decline(number, RASA, "No.").id)
    town.do(lambda: decisions.undo(number, RASA))
    assert postbox.keep(town.letters(actions.ANSWERED)) == []

    town.do(lambda: decisions.decline(number, RASA, "Too young.").id)
    (declined,) = postbox.keep(town.letters(actions.ANSWERED)[1:])
    assert declined["Subject"] == "No place this time: Knots for beginners"
    assert "“Too young.”" in text_of(declined)


def test_who_is_accepted_into_the_line_is_told_so(town, activity, postbox):
    town.change(activity, taken_count=2)
    _browser, number = ask(town, activity)
    town.do(lambda: decisions.accept(number, RASA).id)
    (message,) = postbox.keep(town.letters(actions.ANSWERED))

    assert message["Subject"] == "Accepted, but it is full: Knots for beginners"
    assert "You are number 1 on the list." in text_of(message)


def test_a_guest_confirms_asks_and_is_accepted(town, desk, postbox):
    activity = make(town, allows_email_join=True, capacity=1)
    path = f"{page(activity)}/join-by-email"
    town.visitor().fill(path, path, email="guest@guest.example", name="Gintarė")
    (message,) = postbox.keep(town.letters(guests.ASK))
    link = re.search(r"/guest/\S+", text_of(message)).group()
    assert "You have asked for a place" in town.visitor().fill(link, link, words="Hello!").text
    shown = desk.get(QUEUE).text
    assert ("Gintarė" in shown, "guest@guest.example" in shown) == (True, False)

    number = town.do(
        lambda: db.session.scalar(select(Application.id).where(Application.activity_id == activity))
    )
    desk.fill(QUEUE, f"{QUEUE}/{number}", decision="accept")
    (accepted,) = postbox.keep(town.letters(actions.GUEST_ANSWERED))
    assert accepted["Subject"] == "You are in: Knots for beginners"
    assert "You have a place" in town.visitor().get(link).text


def test_a_guest_finds_no_line_to_stand_in(town, desk, postbox):
    activity = make(town, allows_email_join=True, capacity=1)
    path = f"{page(activity)}/join-by-email"
    town.visitor().fill(path, path, email="guest@guest.example", name="Gintarė")
    (message,) = postbox.keep(town.letters(guests.ASK))
    link = re.search(r"/guest/\S+", text_of(message)).group()
    town.visitor().fill(link, link)
    town.change(activity, taken_count=1)
    number = town.do(
        lambda: db.session.scalar(select(Application.id).where(Application.activity_id == activity))
    )
    answer = desk.fill(QUEUE, f"{QUEUE}/{number}", decision="accept")

    assert (answer.status_code, "cannot stand in line" in answer.text) == (409, True)


def test_the_queue_costs_the_same_for_one_and_for_three(town, activity, desk, queries):
    counts = []
    for number in (1, 2):
        for each in range(number):
            ask(town, activity, name=f"Person {number} {each}")
        with queries() as seen:
            desk.get(QUEUE)
        counts.append(len(seen))

    assert counts[0] == counts[1]
