"""Many awards in one action."""

import pytest
from sqlalchemy import func, select, update

from col_app.core import outbox
from col_app.core.db import db, network_session
from col_app.people.accounts.models import Person
from col_app.recognition.awards.models import Award, RegisteredAward
from col_app.recognition.badges import queries as badges
from col_app.recognition.batches import actions, lists, queries
from col_app.recognition.batches.actions import Entry
from col_app.recognition.batches.models import Line, Outcome, Way
from col_app.recognition.invitations.models import Invitation


def badge_id(portal):
    return portal.do(lambda: badges.of_activity(portal.activity_id())["id"])


def crowd(portal, size, prefix):
    with portal.app.app_context(), network_session() as session:
        people = [
            Person(email=f"{prefix}{n}@crowd.example", name=f"P {n}", lang="lt")
            for n in range(size)
        ]
        session.add_all(people)
        session.flush()
        return [person.id for person in people]


def begun(portal, badge, entries):
    def work():
        batch = actions.make(badge, Way.PEOPLE, 1, entries)
        actions.start(batch)
        return batch.id

    return portal.do(work)


def outcomes(portal, batch):
    return portal.do(lambda: queries.outcomes(batch))


def held(portal, badge, people):
    query = select(func.count()).where(Award.badge_id == badge, Award.person_id.in_(people))
    return portal.do(lambda: db.session.scalar(query))


def test_everybody_of_a_batch_is_awarded_once_and_registered(portal, keep_promises, monkeypatch):
    monkeypatch.setattr(actions, "PART_SIZE", 40)
    badge, people = badge_id(portal), crowd(portal, 100, "all")
    batch = begun(portal, badge, [Entry(person_id=each) for each in people])
    keep_promises()
    found = portal.do(
        lambda: db.session.scalar(
            select(func.count())
            .select_from(RegisteredAward)
            .where(
                RegisteredAward.public_id.in_(
                    select(Award.public_id).where(Award.person_id.in_(people))
                )
            )
        )
    )

    assert outcomes(portal, batch) == {Outcome.AWARDED: 100}
    assert (held(portal, badge, people), found) == (100, 100)


def test_a_part_that_is_kept_twice_awards_once(portal, keep_promises):
    badge, people = badge_id(portal), crowd(portal, 3, "twice")
    batch = begun(portal, badge, [Entry(person_id=each) for each in people])
    keep_promises()
    again = update(outbox.Promise).where(outbox.Promise.kind == actions.PART).values(done_at=None)
    portal.do(lambda: db.session.execute(again))
    keep_promises()

    assert (held(portal, badge, people), outcomes(portal, batch)) == (3, {Outcome.AWARDED: 3})


def test_who_holds_the_badge_is_not_awarded_again(portal, keep_promises):
    badge, people = badge_id(portal), crowd(portal, 2, "again")
    begun(portal, badge, [Entry(person_id=people[0])])
    batch = begun(portal, badge, [Entry(person_id=each) for each in people])
    keep_promises()

    assert outcomes(portal, batch) == {Outcome.HELD: 1, Outcome.AWARDED: 1}


def test_a_cancelled_batch_awards_nobody_else(portal, keep_promises):
    badge, people = badge_id(portal), crowd(portal, 3, "stopped")
    batch = begun(portal, badge, [Entry(person_id=each) for each in people])
    portal.do(lambda: actions.cancel(queries.by_number(batch), 1))
    keep_promises()

    assert (held(portal, badge, people), outcomes(portal, batch)) == (0, {})


def test_an_address_without_an_account_is_invited_and_erased_from_the_line(portal, keep_promises):
    badge = badge_id(portal)
    batch = begun(portal, badge, [Entry(email="new@crowd.example", narrative="Patient")])
    keep_promises()
    of_new = select(Invitation.narrative).where(Invitation.email == "new@crowd.example")
    kept = portal.do(lambda: db.session.scalars(of_new).all())
    lines = portal.do(
        lambda: db.session.scalars(select(Line.email).where(Line.batch_id == batch)).all()
    )

    assert (outcomes(portal, batch), kept, lines) == ({Outcome.INVITED: 1}, ["Patient"], [None])


def test_nothing_personal_is_in_what_is_promised(portal, keep_promises):
    begun(portal, badge_id(portal), [Entry(email="secret@crowd.example")])
    keep_promises()
    payloads = portal.do(lambda: db.session.scalars(select(outbox.Promise.payload)).all())

    assert [each for each in payloads if "crowd.example" in str(each)] == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ona@a.example\nrasa@a.example", ["ona@a.example", "rasa@a.example"]),
        (
            "ona@a.example, rasa@a.example;j@a.example",
            ["ona@a.example", "rasa@a.example", "j@a.example"],
        ),
        ("ona@a.example rasa@a.example", ["ona@a.example", "rasa@a.example"]),
        ("Ona Onaitė <Ona@a.example>, <rasa@a.example>", ["ona@a.example", "rasa@a.example"]),
    ],
)
def test_addresses_are_read_as_people_paste_them(typed, expected):
    read = lists.read_text(typed, "")

    assert ([each.email for each in read.entries], read.faults) == (expected, [])


def test_words_that_are_no_address_are_one_fault_of_their_line():
    read = lists.read_text("ona@a.example\nnot an address, rasa@a.example", "")

    assert [each.email for each in read.entries] == ["ona@a.example", "rasa@a.example"]
    assert [(each.line, each.text) for each in read.faults] == [(2, "not an address")]


def again(portal, badge, person, way):
    portal.do(lambda: actions.start(actions.make(badge, way, None, [Entry(person_id=person.id)])))


def test_a_revoked_badge_is_awarded_again_when_somebody_decides_so(
    portal, ona, award, keep_promises
):
    portal.revoke(award)
    again(portal, badge_id(portal), ona, Way.PEOPLE)
    keep_promises()
    held = portal.awards(ona)

    assert len(held) == 2
    assert [each.public_id == award for each in held if each.revoked_at] == [True]


def test_a_revoked_badge_does_not_come_again_by_a_rule(portal, ona, award, keep_promises):
    portal.revoke(award)
    again(portal, badge_id(portal), ona, Way.RULE)
    keep_promises()

    assert [each.public_id for each in portal.awards(ona)] == [award]


def test_a_badge_in_force_is_not_awarded_again(portal, ona, award, keep_promises):
    again(portal, badge_id(portal), ona, Way.PEOPLE)
    keep_promises()

    assert [each.public_id for each in portal.awards(ona)] == [award]
