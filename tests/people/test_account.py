from sqlalchemy import select

import tenancy
from col_app.core import outbox
from col_app.core.db import db, network_session
from col_app.core.outbox import Promise
from col_app.people.accounts.actions import RENAMED
from col_app.people.members.models import Member


def keep_renames(app, person):
    with app.app_context():
        with network_session() as session:
            who = Promise.payload["person_id"].as_integer() == person.id
            found = session.scalars(select(Promise.id).where(who, Promise.kind == RENAMED)).all()
        for promise_id in found:
            outbox.run(promise_id, app.directory)


def names_in(app, person, *cities):
    with app.app_context():
        for slug in cities:
            with tenancy.use_city(app.directory.by_slug(slug)):
                yield db.session.scalar(select(Member.name).where(Member.person_id == person.id))
                db.session.remove()


def test_a_new_name_is_shown_at_once_at_the_apex(ona):
    answer = ona.fill("apex/account", name="Ona  Onaitė", lang="lt")

    assert answer.location == "/account?saved=profile&lang=lt"
    assert "Ona Onaitė" in ona.get("apex/account").text


def test_every_city_of_the_person_hears_of_a_new_name(app, ona, person):
    for city in ("vilnius", "cagliari"):
        ona.enter(city)
    ona.fill("apex/account", name="Onutė", lang="lt")
    keep_renames(app, person)

    assert list(names_in(app, person, "vilnius", "cagliari")) == ["Onutė", "Onutė"]


def test_a_city_the_person_never_visited_does_not_hear_of_them(app, ona, person):
    ona.enter("vilnius")
    ona.fill("apex/account", name="Onutė", lang="lt")
    keep_renames(app, person)

    assert list(names_in(app, person, "cagliari")) == [None]


def test_an_empty_name_is_told_beside_the_field(ona):
    answer = ona.fill("apex/account", name=" \u200b ", lang="lt")

    assert answer.status_code == 422
    assert 'id="f-name-error"' in answer.text


def test_the_account_page_lists_the_cities_of_the_person(ona):
    ona.enter("cagliari")

    page = ona.get("apex/account").text
    assert f"{ona.host('cagliari')}/passport" in page
    assert f"{ona.host('vilnius')}/passport" not in page
