from types import SimpleNamespace

import orjson
import pytest
from sqlalchemy import func, select, text, update

from col_app.core import outbox
from col_app.core.db import db
from col_app.recognition.awards import actions
from col_app.recognition.awards.models import RegisteredAward, StatusList
from col_app.recognition.badges import queries as badges
from tests.recognition.awarding import at_once

_PLAYLIST = text("""
    select i.activity_id, i.is_mandatory, b.id as final
    from playlist_item i join badge b on b.playlist_id = i.playlist_id
    where i.playlist_id = (select playlist_id from playlist_item where not is_mandatory limit 1)
    order by i.position
""")


def waiting(app):
    with app.app_context():
        return outbox.counts()["waiting"]


def test_a_check_in_gives_the_badge_of_the_activity(portal, ona, keep_promises):
    activity = portal.activity()
    portal.complete(activity, ona)
    keep_promises()

    badge = portal.do(lambda: badges.of_activity(activity)["id"])
    assert [award.badge_id for award in portal.awards(ona)] == [badge]


def test_eight_who_award_at_once_award_once(portal, ona):
    badge = portal.do(lambda: badges.of_activity(portal.activity_id()))

    made = at_once(lambda _: portal.do(lambda: bool(actions.award(badge, ona.id))), range(8))
    assert (sorted(made), len(portal.awards(ona))) == ([False] * 7 + [True], 1)


def test_keeping_the_promise_twice_awards_once(portal, ona):
    portal.complete(portal.activity(), ona)
    number = portal.do(lambda: db.session.scalar(select(func.max(outbox.Promise.id))))
    forget = update(outbox.Promise).where(outbox.Promise.id == number).values(done_at=None)
    for _time in "ab":
        portal.do(lambda: db.session.execute(forget))
        portal.keep(number)

    assert len(portal.awards(ona)) == 1


def test_the_first_holder_of_a_place_in_the_status_list_keeps_it(portal):
    people = [portal.new_person() for _ in range(8)]
    at_once(portal.award, people)

    places = [(a.status_list_id, a.status_index) for p in people for a in portal.awards(p)]
    assert len(set(places)) == 8


def test_a_crowded_status_list_is_followed_by_one_however_many_ask(portal):
    def lists():
        return portal.do(lambda: db.session.scalar(select(func.count(StatusList.id))))

    first = portal.new_person()
    portal.award(first)
    did = orjson.loads(portal.awards(first)[0].document)["issuer"]["id"]
    portal.do(lambda: db.session.add(StatusList(did=did, size=1)))
    portal.award(portal.new_person())
    before = lists()
    at_once(portal.award, [portal.new_person() for _ in range(8)])

    assert lists() == before + 1


def test_the_last_mandatory_step_gives_the_badge_of_the_playlist(portal, ona, keep_promises):
    steps = portal.do(lambda: db.session.execute(_PLAYLIST).all())
    *first, last = [step.activity_id for step in steps if step.is_mandatory]
    held = []
    for activities in (first, [last]):
        for activity in activities:
            portal.complete(activity, ona)
        keep_promises()
        held.append(steps[0].final in {award.badge_id for award in portal.awards(ona)})

    assert held == [False, True]


def test_a_person_without_an_account_is_awarded_nothing(portal, app, keep_promises):
    nobody, before = SimpleNamespace(id=10**12), waiting(app)
    portal.complete(portal.activity(), nobody)
    keep_promises()

    assert (portal.awards(nobody), waiting(app)) == ([], before)


@pytest.mark.parametrize(
    ("age", "is_public"), [(19, True), (18, False), (12, False), (None, False)]
)
def test_who_may_be_a_minor_is_not_shown_to_the_world(portal, age, is_public):
    this_year = portal.do(lambda: db.session.scalar(text("select extract(year from now())::int")))
    person = portal.new_person(birth_year=None if age is None else this_year - age)
    portal.award(person)

    assert [award.is_public for award in portal.awards(person)] == [is_public]


def test_an_award_is_written_into_the_register_of_the_network(portal, award):
    where = select(RegisteredAward.city_id).where(RegisteredAward.public_id == award)

    city = portal.app.directory.by_slug("vilnius")
    assert portal.do(lambda: db.session.scalar(where)) == city.id


def test_neither_credential_nor_outbox_hold_the_address_of_the_holder(portal, ona, keep_promises):
    portal.complete(portal.activity(), ona)
    promised = portal.do(lambda: db.session.scalars(select(outbox.Promise.payload)).all())
    keep_promises()

    documents = [award.document for award in portal.awards(ona)]
    assert [
        text for text in (*documents, orjson.dumps(promised).decode()) if ona.email in text
    ] == []


def test_a_credential_is_written_in_the_language_of_its_holder(portal):
    languages = []
    for lang in ("lt", "en"):
        person = portal.new_person(lang=lang)
        portal.award(person)
        document = orjson.loads(portal.awards(person)[0].document)
        languages.append(document["credentialSubject"]["achievement"]["inLanguage"])

    assert languages == ["lt", "en"]
