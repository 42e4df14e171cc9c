"""Somebody deletes their account: every city forgets them, their badges stay valid."""

import datetime as dt

import orjson
import pytest
from sqlalchemy import select

import tenancy
from col_app.core import clock
from col_app.core.db import db, network_session
from col_app.learning.participation import actions as participation
from col_app.learning.participation.models import Participation, ParticipationState
from col_app.learning.saved.models import Kind, Saved
from col_app.learning.seats import actions as seats
from col_app.learning.seats import queries as lines
from col_app.me.privacy import actions, forgetting
from col_app.people.accounts import actions as accounts
from col_app.people.accounts import queries as people
from col_app.people.accounts.models import Address, Person
from col_app.people.members import actions as members
from col_app.people.members import columns
from col_app.people.members.models import Membership, Role
from col_app.people.members.queries import cities_of
from col_app.recognition.awards import judging
from col_app.recognition.awards.issuing import Wanted, issue
from col_app.recognition.awards.models import RegisteredAward
from col_app.recognition.badges import queries as badges
from col_app.recognition.invitations.models import Invitation
from col_app.recognition.wallet.models import Collection

HOUR = dt.timedelta(hours=1)
STORY = "She counted the swifts of four streets."


@pytest.fixture
def delete(app):
    """Deletes an account, up to the last city."""

    def go(person):
        with app.app_context():
            actions.close(person.id)
            with tenancy.use_network():
                actions.carry_out(person.id)

    return go


@pytest.fixture
def badge(near):
    """A badge that anybody can be given."""
    return near.do(lambda: badges.of_activity(near.activity_id())["id"])


def held(portal, person):
    (found,) = portal.awards(person)
    return found


def award(portal, badge, person):
    wanted = Wanted(person.id, STORY)
    return portal.do(lambda: issue(badges.by_id(badge), [wanted])[0].public_id)


def stored(app, person):
    with app.app_context(), network_session() as session:
        found = session.get_one(Person, person.id)
        session.expunge(found)
    return found


def test_nothing_is_left_in_the_network_but_a_number(app, confirmed, near, badge, delete):
    ona = confirmed("Ona")
    award(near, badge, ona)
    with app.app_context(), network_session() as session:
        session.add(Collection(person_id=ona.id, title="Summer"))
    delete(ona)

    found = stored(app, ona)
    assert (found.email, found.password_hash, found.birth_year, found.name) == (
        None, None, None, "–",
    )  # fmt: skip
    assert found.erased_at is not None
    with app.app_context(), network_session() as session:
        for table in (*actions.OF_PERSON, RegisteredAward):
            assert not session.scalars(select(table).where(table.person_id == ona.id)).all()
        kept = session.scalars(select(Address).where(Address.person_id == ona.id)).all()
        assert all(address.removed_at for address in kept)
    with app.app_context(), pytest.raises(accounts.SignInRefusedError):
        accounts.authenticate(ona.email, "learn together")


def test_every_city_forgets_all_but_what_names_nobody(app, confirmed, near, far, badge, delete):
    ona = confirmed("Ona")
    award(near, badge, ona)
    for portal in (near, far):
        activity = portal.activity()
        with app.app_context():
            members.grant(ona.id, Role.LEARNER, app.directory.by_slug(portal.slug).id)
        portal.do(lambda there=activity: db.session.add(
            Saved(person_id=ona.id, kind=Kind.ACTIVITY, thing_id=there)
        ))  # fmt: skip
    delete(ona)

    def left():
        found = set()
        for column in columns.of_people():
            if db.session.execute(select(column).where(column == ona.id).limit(1)).first():
                found.add((column.table.name, column.name))
        return found

    for portal in (near, far):
        assert portal.do(left) <= forgetting.KEPT
    with app.app_context():
        assert cities_of(ona.id) == {}


def test_a_badge_keeps_its_page_and_its_status_without_a_name(
    app, confirmed, near, badge, delete, client
):
    ona = confirmed("Ona")
    number = award(near, badge, ona)
    before = orjson.loads(held(near, ona).document)
    delete(ona)

    after = held(near, ona)
    page = client(near.slug).get(f"/credentials/{number}")
    shown = client(near.slug).get(f"/credentials/{number}.json").json
    assert page.status_code == 200
    assert STORY not in page.text
    assert "Ona" not in page.text
    assert before["credentialSubject"]["narrative"] == STORY
    assert shown["credentialSubject"].keys() == {"id", "type", "achievement"}
    assert shown["credentialStatus"] == before["credentialStatus"]
    assert shown == orjson.loads(after.document)
    assert (after.salt, after.identity_hash, after.shows_name) == ("", "", False)


def test_what_was_kept_and_what_is_shown_are_both_checked(app, confirmed, near, badge, delete):
    ona = confirmed("Ona")
    award(near, badge, ona)
    before = held(near, ona).document
    delete(ona)
    after = held(near, ona).document

    verdicts = near.do(lambda: [judging.verdict(orjson.loads(each)) for each in (before, after)])

    assert [each.verdict for each in verdicts] == ["valid", "valid"]


def test_the_last_mail_greets_nobody_by_a_name(app, confirmed, delete):
    ona = confirmed("Ona")
    with app.app_context():
        number = people.address_id(ona.id, ona.email)
    delete(ona)

    with app.app_context():
        to = people.recipient_at(number)
    assert (to.email, to.name) == (ona.email, "")


def test_again_it_changes_nothing(app, confirmed, near, badge, delete):
    ona = confirmed("Ona")
    award(near, badge, ona)
    delete(ona)
    first, when = held(near, ona).document, stored(app, ona).erased_at
    delete(ona)

    assert held(near, ona).document == first
    assert stored(app, ona).erased_at == when


def test_a_seat_goes_to_whoever_waits(town):
    ona, rasa = town.person("Ona"), town.person("Rasa")
    later = clock.now() + dt.timedelta(days=9)
    activity = town.activity("Knots", capacity=1, starts_at=later, ends_at=later + HOUR)
    town.do(lambda: participation.join(activity, ona))
    town.do(lambda: seats.enlist(activity, rasa))
    town.do(lambda: forgetting.forget(ona, []))

    mine = select(Participation.state).where(
        Participation.activity_id == activity, Participation.person_id == ona
    )
    assert town.do(lambda: db.session.scalar(mine)) is ParticipationState.LEFT
    assert town.do(lambda: lines.turn(rasa, activity).is_offered)


def test_what_waits_for_their_address_does_not_wait_any_more(app, confirmed, near, badge, delete):
    ona = confirmed("Ona")
    near.do(lambda: db.session.add(Invitation(badge_id=badge, email=ona.email, lang="en")))
    delete(ona)

    waiting = select(Invitation).where(Invitation.email == ona.email)
    assert near.do(lambda: db.session.scalars(waiting).all()) == []


def test_nobody_is_awarded_once_they_are_gone(app, confirmed, near, badge, delete):
    ona = confirmed("Ona")
    delete(ona)

    assert near.do(lambda: issue(badges.by_id(badge), [Wanted(ona.id)])) == []


def test_the_address_is_free_for_a_new_account(app, confirmed, near, delete):
    ona = confirmed("Ona")
    delete(ona)
    with app.app_context(), network_session() as session:
        session.add(Person(name="Ona", email=ona.email))

    with app.app_context(), network_session() as session:
        again = session.scalars(select(Person.id).where(Person.email == ona.email)).one()
        assert again != ona.id
        assert not session.scalars(select(Membership).where(Membership.person_id == again)).all()
