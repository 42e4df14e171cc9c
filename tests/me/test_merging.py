"""Two accounts of one person become one, in every city."""

import pytest
from sqlalchemy import select, update

import tenancy
from col_app.core import outbox
from col_app.core.audit import AuditEntry
from col_app.core.db import db, network_session
from col_app.core.outbox import Promise
from col_app.learning.activities.models import Activity
from col_app.learning.applications import actions as applications
from col_app.learning.applications import decisions
from col_app.learning.applications.models import Application
from col_app.learning.lists.models import OwnList
from col_app.learning.participation import actions as participation
from col_app.learning.participation.models import Participation
from col_app.learning.playlists.models import PlaylistFollower
from col_app.learning.saved.models import Kind, Saved
from col_app.me.merging import actions
from col_app.me.merging.models import Merging
from col_app.me.merging.moving import Move
from col_app.people.accounts import actions as accounts
from col_app.people.accounts import queries as people
from col_app.people.accounts.models import Address, Person
from col_app.people.members import actions as members
from col_app.people.members.models import Role
from col_app.people.members.queries import cities_of
from col_app.recognition.awards.issuing import Wanted, issue
from col_app.recognition.awards.models import Award, RegisteredAward
from col_app.recognition.badges import queries as badges
from col_app.recognition.wallet.models import Collection, CollectionItem, Form, ImportedBadge


def holders(portal, table, column="person_id"):
    query = select(getattr(table, column))
    return set(portal.do(lambda: db.session.scalars(query).all()))


def joined(portal, activity_id):
    query = select(Participation.person_id, Participation.state).where(
        Participation.activity_id == activity_id
    )
    return portal.do(lambda: [(p, s.value) for p, s in db.session.execute(query)])


def taken(portal, activity_id):
    query = select(Activity.taken_count).where(Activity.id == activity_id)
    return portal.do(lambda: db.session.scalar(query))


def award_in(portal, badge_id, person):
    return portal.do(lambda: issue(badges.by_id(badge_id), [Wanted(person.id)])[0].public_id)


def some_badge(portal):
    return portal.do(lambda: badges.of_activity(portal.activity_id())["id"])


def test_everything_moves_in_every_city(app, two, merge, near, far):
    ona, other = two
    badge_ids = [award_in(p, some_badge(p), other) for p in (near, far)]
    for portal in (near, far):
        thing = Saved(person_id=other.id, kind=Kind.BADGE, thing_id=1)
        own = OwnList(person_id=other.id, title="Five for a friend")
        follows = PlaylistFollower(playlist_id=1, person_id=other.id)
        portal.do(lambda rows=(thing, own, follows): db.session.add_all(rows))
    merge(ona, other)

    for portal in (near, far):
        for table in (Award, Saved, OwnList, PlaylistFollower):
            assert other.id not in holders(portal, table)
            assert ona.id in holders(portal, table)
    with app.app_context(), network_session() as session:
        mine = RegisteredAward.person_id == ona.id
        found = session.scalars(select(RegisteredAward.public_id).where(mine)).all()
    assert set(found) == set(badge_ids)


def test_a_badge_that_both_hold_is_there_twice_and_both_are_valid(app, two, merge, near):
    badge = some_badge(near)
    before = {award_in(near, badge, person) for person in two}
    documents = {a.public_id: a.document for person in two for a in near.awards(person)}
    merge(*two)

    found = near.awards(two[0])
    assert {each.public_id for each in found} == before
    assert {each.public_id: each.document for each in found} == documents
    assert sorted(each.is_second for each in found) == [False, True]


def test_a_badge_is_not_awarded_a_third_time(two, merge, near):
    badge = some_badge(near)
    for person in two:
        award_in(near, badge, person)
    merge(*two)
    again = near.do(lambda: issue(badges.by_id(badge), [Wanted(person.id) for person in two]))

    assert again == []


def test_who_was_chosen_before_is_awarded_after_in_the_account_that_stays(two, merge, near):
    ona, other = two
    merge(ona, other)
    badge = some_badge(near)

    made = near.do(lambda: issue(badges.by_id(badge), [Wanted(other.id)]))
    assert [each.person_id for each in made] == [ona.id]


def test_of_two_in_one_activity_one_seat_and_the_earlier_stay(two, merge, near):
    activity = near.activity()
    before = taken(near, activity)
    for person in (two[1], two[0]):
        near.do(lambda p=person: participation.join(activity, p.id) and None)
    merge(*two)

    mine = [each for each in joined(near, activity) if each[0] in {p.id for p in two}]
    assert mine == [(two[0].id, "joined")]
    assert taken(near, activity) == before + 1
    near.do(lambda: participation.leave(activity, two[0].id))


def test_who_was_there_was_there(two, merge, near, keep_promises):
    activity = near.activity()
    near.do(lambda: participation.join(activity, two[0].id) and None)
    near.complete(activity, two[1])
    keep_promises()
    merge(*two)

    mine = [each for each in joined(near, activity) if each[0] in {p.id for p in two}]
    assert mine == [(two[0].id, "completed")]


def test_the_old_address_and_only_the_password_that_stays_sign_in(app, two, merge):
    ona, other = two
    with app.app_context():
        for person, password in ((ona, "three green trams"), (other, "nine white boats")):
            with network_session() as session:
                stored = session.get_one(Person, person.id)
                stored.password_hash = accounts.hash_password(password)
    merge(ona, other)

    with app.app_context():
        assert accounts.authenticate(other.email, "three green trams").id == ona.id
        with pytest.raises(accounts.SignInRefusedError):
            accounts.authenticate(other.email, "nine white boats")
        assert people.addresses_of(ona.id) == [ona.email, other.email]
        assert people.by_address([other.email]) == {other.email: ona.id}
        assert people.recipient(other.id).email == ona.email


def test_an_address_that_was_not_confirmed_comes_along_and_still_has_to_be(app, near, merge):
    ona, other = near.new_person("Ona"), near.new_person("Ona P")
    with app.app_context(), network_session() as session:
        session.add(Address(person_id=other.id, email=ona.email))
    merge(ona, other)

    with app.app_context(), network_session() as session:
        query = select(Address.email, Address.confirmed_at).where(Address.person_id == ona.id)
        kept = [tuple(row) for row in session.execute(query)]
    assert sorted(kept) == sorted([(ona.email, None), (other.email, None)])


def test_roles_come_along(app, two, merge, near):
    city = app.directory.by_slug("vilnius")
    with app.app_context():
        members.grant(two[0].id, Role.LEARNER, city.id)
        for role in (Role.LEARNER, Role.ORGANISER):
            members.grant(two[1].id, role, city.id)
    merge(*two)

    with app.app_context():
        assert cities_of(two[0].id) == {city.id: [Role.LEARNER, Role.ORGANISER]}
        assert cities_of(two[1].id) == {}


def test_a_foreign_badge_of_both_is_kept_once_and_stays_in_collections(app, two, merge):
    facts = {"body": b"x", "digest": b"d" * 32, "form": Form.JSON, "name": "N"}
    facts |= {"description": "", "issuer": "I", "verdict": "valid", "checks": []}
    with app.app_context(), network_session() as session:
        mine, theirs = (ImportedBadge(person_id=person.id, **facts) for person in two)
        shown = Collection(person_id=two[1].id, title="Summer job")
        session.add_all([mine, theirs, shown])
        session.flush()
        session.add(CollectionItem(collection_id=shown.id, imported_id=theirs.id))
        kept, shelf = mine.id, shown.id
    merge(*two)

    with app.app_context(), network_session() as session:
        held = select(ImportedBadge.id).where(
            ImportedBadge.person_id.in_([person.id for person in two])
        )
        item = select(CollectionItem.imported_id).where(CollectionItem.collection_id == shelf)
        assert (session.scalars(held).all(), session.scalar(item)) == ([kept], kept)
        assert session.get_one(Collection, shelf).person_id == two[0].id


def test_a_crash_in_the_middle_is_made_good(app, two, near, far, monkeypatch):
    for portal in (near, far):
        award_in(portal, some_badge(portal), two[1])
    with app.app_context():
        number = actions.prove(Move(two[1].id, two[0].id))
        actions.agree(number, two[0].id)
        query = select(Promise.id).where(Promise.key == f"network:{actions.MERGE}:{number}")
        with network_session() as session:
            promise = session.scalars(query).one()
    move, fall = actions.move_here, "vilnius"

    def failing(way):
        move(way)
        if tenancy.current_city().slug == fall:
            raise OSError("the machine stops")

    monkeypatch.setattr(actions, "move_here", failing)
    with app.app_context(), tenancy.use_network(), pytest.raises(OSError, match="stops"):
        outbox.run(promise, app.directory)
    halfway = [two[1].id in holders(portal, Award) for portal in (near, far)]
    monkeypatch.undo()
    with app.app_context(), tenancy.use_network():
        outbox.run(promise, app.directory)

    assert halfway == [True, False]
    assert [two[0].id in holders(p, Award) for p in (near, far)] == [True, True]
    with app.app_context(), network_session() as session:
        assert session.get_one(Merging, number).done_at is not None


def test_each_city_writes_it_down_once(app, two, merge, near):
    award_in(near, some_badge(near), two[1])
    number = merge(*two)
    with app.app_context(), network_session() as session:
        session.execute(update(Merging).where(Merging.id == number).values(done_at=None))
    with app.app_context(), tenancy.use_network():
        actions.carry_out(number)

    noted = select(AuditEntry.actor_id, AuditEntry.detail).where(
        AuditEntry.action == "account.merged", AuditEntry.actor_id == two[0].id
    )
    rows = near.do(lambda: [tuple(row) for row in db.session.execute(noted)])
    assert rows == [(two[0].id, {"gone": two[1].id})]


def test_whoever_answered_their_other_account_did_not_answer_themselves(two, merge, near):
    activity = near.activity()
    asks = update(Activity).where(Activity.id == activity).values(asks_approval=True)
    near.do(lambda: db.session.execute(asks) and None)
    number = near.do(lambda: applications.ask(activity, two[1].id, "").id)
    near.do(lambda: decisions.decline(number, two[0].id, "No.") and None)
    merge(*two)

    whose = select(Application.person_id, Application.decided_by).where(Application.id == number)
    assert near.do(lambda: tuple(db.session.execute(whose).one())) == (two[0].id, None)
