"""All that the network and its cities know of a person, for that person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, select

import tenancy
from col_app.core import i18n, web
from col_app.core.db import db, network_session, read
from col_app.learning.applications import queries as applications
from col_app.learning.circles import queries as circles
from col_app.me.mentors import queries as mentors
from col_app.people.accounts import queries as people
from col_app.people.accounts.models import Person
from col_app.people.members import columns
from col_app.people.members import queries as members
from col_app.people.sessions.models import PersonSession
from col_app.recognition.awards import across
from col_app.recognition.endorsements import queries as endorsements
from col_app.recognition.quests import queries as quests
from col_app.recognition.recognise import queries as recognise
from col_app.recognition.wallet.models import Collection, ImportedBadge

TOLD_BY_ROOMS = {
    "application", "circle_member", "evidence_file", "experience", "mentorship", "submission",
}  # fmt: skip
"""What rooms tell with all that belongs to it."""
SECRET = {"code", "identity_hash", "salt"}
"""What would let others pass for the person, or find out who they are."""
OF_ACCOUNT = ("name", "lang", "birth_year", "confirmed_at", "created_at")
OF_SESSION = ("host", "created_at", "expires_at")
OF_COLLECTION = ("public_id", "title", "about", "is_shared", "is_listed", "ends_at", "made_at")
OF_IMPORTED = ("name", "description", "issuer", "awarded_at", "evidence", "verdict", "imported_at")

_ALONE = """
select (select jsonb_object_agg(i.lang, i.name) from organiser_i18n i
  where i.organiser_id = m.organiser_id) as names
from organiser_member m where m.person_id = %(id)s and not exists (
  select from organiser_member x
  where x.organiser_id = m.organiser_id and x.person_id <> m.person_id)
order by m.organiser_id
"""

Facts = dict[str, Any]


def everything(person_id: int) -> Facts:
    """By `account`, `signed_in`, `collections`, `imported_badges`, and `cities` by their slug.

    Tables are read from the metadata: one that is added tomorrow is told like the others.
    """
    with network_session() as session:
        person = session.get_one(Person, person_id)
        found: Facts = {"account": _facts(person, OF_ACCOUNT)}
        for name, table, wanted in (
            ("signed_in", PersonSession, OF_SESSION),
            ("collections", Collection, OF_COLLECTION),
            ("imported_badges", ImportedBadge, OF_IMPORTED),
        ):
            mine = session.scalars(select(table).where(table.person_id == person_id))
            found[name] = [_facts(each, wanted) for each in mine]
    emails = people.addresses_of(person_id)
    found["account"]["addresses"] = emails
    roles = members.cities_of(person_id)
    numbers = dict.fromkeys([*roles, *across.places(person_id)])
    cities = [city for number in numbers if (city := web.app().directory.by_id(number))]
    found["cities"] = {
        city.slug: {"roles": roles.get(city.id, []), **_there(city, person_id, emails)}
        for city in cities
    }
    return found


def alone(person_id: int, order: tuple[str, ...]) -> list[str]:
    """The organisers, of all cities, that nobody but the person looks after."""
    found: list[str] = []
    for number in members.cities_of(person_id):
        city = web.app().directory.by_id(number)
        if city is None:
            continue
        with tenancy.use_city(city):
            rows = read(_ALONE, {"id": person_id})
            db.session.remove()
        found += [i18n.pick_value(row["names"], order)[1] for row in rows]
    return found


def _facts(row: object, names: Sequence[str]) -> Facts:
    return {name: getattr(row, name) for name in names}


def _there(city: tenancy.City, person_id: int, emails: Sequence[str]) -> Facts:
    with tenancy.use_city(city):
        try:
            rooms: Facts = {
                "applications": applications.personal_data(person_id),
                "circles": circles.personal_data(person_id),
                "endorsements": endorsements.personal_data(person_id, emails),
                "experiences": recognise.personal_data(person_id),
                "mentors": mentors.personal_data(person_id),
                **quests.personal_data(person_id),
            }
            return rooms | _tables(person_id)
        finally:
            db.session.remove()


def _tables(person_id: int) -> Facts:
    found: Facts = {}
    for column in columns.of_people():
        table = column.table
        assert isinstance(table, Table)
        if column.name != "person_id" or table.name in TOLD_BY_ROOMS:
            continue
        told = [each for each in table.columns if each.name not in SECRET and each is not column]
        rows = db.session.execute(select(*told).where(column == person_id)).mappings()
        if mine := [dict(row) for row in rows]:
            found[table.name] = mine
    return found
