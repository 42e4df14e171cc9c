"""Awarding by programs: POST /api/v1/badges/ID/awards with a token of an organiser."""

import itertools

import pytest
from sqlalchemy import func, select

from col_app.core.db import db, network_session
from col_app.people.accounts.models import Person
from col_app.recognition.awards.models import Award
from col_app.recognition.badges.models import Badge
from col_app.recognition.invitations.models import Invitation
from col_app.recognition.tokens import actions
from col_app.recognition.tokens.models import ApiToken
from tests.recognition.awarding import at_once

_keys = itertools.count(1)


@pytest.fixture
def program(town, badge):
    """Sends awards of the badge with a token of its organiser."""
    organiser = town.do(lambda: db.session.get_one(Badge, badge).organiser_id)
    token = town.do(lambda: actions.make(organiser, "Tests", by=1))
    return Program(town, badge, token)


class Program:
    def __init__(self, town, badge, token):
        self.town, self.badge, self.token = town, badge, token

    def send(self, body, **headers):
        headers = {"Authorization": f"Bearer {self.token}", **headers}
        path = f"/api/v1/badges/{self.badge}/awards"
        return self.town.visitor().post(path, json=body, headers=headers)


def ask(email, key=None, **more):
    return {"recipient": email, "idempotency_key": key or f"key-{next(_keys)}", **more}


def address_of(app, person_id):
    with app.app_context(), network_session() as session:
        return session.get_one(Person, person_id).email


@pytest.fixture
def email(app, town):
    """The address of somebody with an account."""
    return address_of(app, town.person())


def test_one_award_is_made_and_its_address_told(program, email):
    made = program.send(ask(email, narrative="Tied three knots."))
    page = program.town.visitor().get(f"/credentials/{made.json['id']}.json")

    assert (made.status_code, made.headers["Location"]) == (201, made.json["url"])
    assert page.json["credentialSubject"]["narrative"] == "Tied three knots."


def test_the_same_key_again_gives_the_same_award(program, email):
    asked = ask(email)
    answers = [program.send(asked) for _ in range(2)]

    assert [each.status_code for each in answers] == [201, 201]
    assert answers[0].json == answers[1].json


def test_four_with_one_key_at_once_make_one_award(program, email, badge):
    asked = ask(email)
    ids = at_once(lambda _: program.send(asked).json["id"], range(4))
    count = select(func.count()).where(Award.badge_id == badge)

    assert (len(set(ids)), program.town.do(lambda: db.session.scalar(count))) == (1, 1)


def test_a_key_of_another_award_is_refused(program, email):
    program.send(ask(email, "taken"))
    answer = program.send(ask("other@api.example", "taken"))

    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")


def test_another_key_for_who_holds_the_badge_gives_that_award(program, email):
    first, second = program.send(ask(email)), program.send(ask(email))

    assert first.json["id"] == second.json["id"]


def test_a_list_is_awarded_together(program, email):
    answer = program.send([ask(email), ask("nobody@api.example"), ask("nobody@api.example")])
    ids = [each["id"] for each in answer.json["awards"]]

    assert (answer.status_code, ids[1] == ids[2], ids[0] != ids[1]) == (201, True, True)


def test_a_stranger_gets_the_award_that_was_announced(app, program, town):
    announced = program.send(ask("later@api.example")).json["id"]
    query = select(Invitation.public_id).where(Invitation.email == "later@api.example")

    assert town.do(lambda: db.session.scalars(query).one()) == announced


@pytest.mark.parametrize(
    "body",
    [
        [],
        {},
        {"recipient": "no address", "idempotency_key": "a"},
        {"recipient": "a@b.example"},
        {"recipient": "a@b.example", "idempotency_key": ""},
        {"recipient": "a@b.example", "idempotency_key": "a", "narrative": 7},
        {"recipient": "a@b.example", "idempotency_key": "a", "more": 7},
        [{"recipient": "a@b.example", "idempotency_key": "a"}] * 2,
        "text",
    ],
)
def test_what_cannot_be_kept_is_a_problem(program, body):
    answer = program.send(body)

    assert (answer.status_code, answer.json["type"]) == (422, "about:blank")


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer wrong", "Basic abc"])
def test_without_a_token_nothing_is_awarded(program, header):
    answer = program.send(ask("a@b.example"), Authorization=header)

    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_a_revoked_token_opens_nothing(town, program):
    last = select(ApiToken).order_by(ApiToken.id.desc()).limit(1)
    town.do(lambda: actions.revoke(db.session.scalars(last).one(), 1))

    assert program.send(ask("a@b.example")).status_code == 401


def test_a_token_awards_the_badges_of_its_organiser_alone(town, program):
    own = town.do(lambda: db.session.get_one(Badge, program.badge).organiser_id)
    others = select(Badge.id).where(Badge.organiser_id != own).limit(1)
    program.badge = town.do(lambda: db.session.scalars(others).one())

    assert program.send(ask("a@b.example")).status_code == 404


def test_a_token_is_shown_once_and_kept_as_a_hash(town, rasa):
    page = rasa.fill("/studio/tokens", "/studio/tokens", name="Our shop", organiser="1")
    token = page.text.partition('value="col_')[2].partition('"')[0]
    kept = town.do(lambda: db.session.scalars(select(ApiToken.digest)).all())

    assert len(token) > 40
    assert f"col_{token}" not in rasa.get("/studio/tokens").text
    assert actions.digest(f"col_{token}") in kept


def test_an_award_costs_at_most_ten_statements(program, email, queries):
    with queries() as seen:
        program.send(ask(email))

    assert len(seen) <= 10, seen
