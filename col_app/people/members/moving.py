"""The people of a city move house with it.

The tables of a city know people by numbers, which mean somebody in one database alone. So an
archive says who they are, and whoever restores it gives the rows to the same people: to the account
with the same `uid`; else to the one with the same confirmed address; else to a new one without a
password, since a link by mail signs in. What belonged to nobody any more belongs to nobody here.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    Connection,
    Integer,
    MetaData,
    Table,
    Text,
    Uuid,
    select,
    text,
    true,
    union,
    update,
)
from sqlalchemy.dialects.postgresql import insert

import tenancy
from col_app.core.db import db, network_session
from col_app.people.accounts import actions as accounts
from col_app.people.accounts.models import Person
from col_app.people.members import columns

ENTRY = "network/person.json"
_PEOPLE = text("""
    select p.id as number, p.uid, p.name, p.lang, p.birth_year, p.email,
      p.merged_into_id is not null or p.erased_at is not null as is_gone,
      array(select a.email from network.address a where a.person_id = p.id
        and a.confirmed_at is not null and a.removed_at is null order by a.id) as confirmed,
      array(select m.role from network.membership m
        where m.person_id = p.id and m.city_id = :city order by m.role) as roles
    from network.person p
    where p.id = any(:numbers)
      or exists (select from network.membership m where m.person_id = p.id and m.city_id = :city)
    order by p.id
""")
_coming = Table(
    "coming",
    MetaData(),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("uid", Uuid(as_uuid=False)),
    Column("name", Text),
    Column("lang", Text),
    Column("birth_year", Integer),
    Column("email", Text),
    Column("is_gone", Boolean, nullable=False, server_default=true()),
    Column("confirmed", ARRAY(Text), nullable=False, server_default="{}"),
    Column("roles", ARRAY(Text), nullable=False, server_default="{}"),
    Column("here", BigInteger, unique=True),
)
"""The people of the archive by their numbers there, and who they are here."""
_SAME = (
    # accounts that were made one since then: the one that stayed
    """update coming c set here = s.id from (
        select distinct on (p.merged_into_id) p.uid, p.merged_into_id as id from coming o
        join network.person p using (uid)
        where not o.is_gone and p.merged_into_id is not null
          and not exists (select from coming x join network.person y using (uid)
            where y.id = p.merged_into_id)
        order by p.merged_into_id, p.id) s where s.uid = c.uid""",
    """update coming c set here = p.id from network.person p
        where p.uid = c.uid and c.here is null""",
    """update coming c set here = s.id from (
        select distinct on (o.number) o.number, s.id from coming o join (
          select distinct on (a.person_id) a.person_id as id, o.number from coming o
          join network.address a on a.email = any(o.confirmed)
          where o.here is null and a.confirmed_at is not null and a.removed_at is null
            and not exists (select from coming x where x.here = a.person_id)
          order by a.person_id, o.number) s using (number)
        order by o.number, s.id) s where s.number = c.number""",
)
_NEW = (
    """insert into network.person (uid, name, lang, birth_year, email, confirmed_at)
        select c.uid, c.name, c.lang, c.birth_year, free.email,
          case when free.email = any(c.confirmed) then now() end
        from coming c left join lateral (select c.email where not exists (
          select from network.person p where p.email = c.email) and not exists (
          select from network.address a where a.email = c.email
            and a.confirmed_at is not null and a.removed_at is null)) free on true
        where c.here is null and not c.is_gone""",
    """insert into network.address (person_id, email, confirmed_at)
        select p.id, each.email, now() from coming c join network.person p using (uid)
        cross join unnest(c.confirmed) each (email)
        where c.here is null and p.confirmed_at is not null on conflict do nothing""",
    """update coming c set here = p.id from network.person p
        where p.uid = c.uid and c.here is null""",
)
_NOBODY = """
    update coming c set here = case
      when c.number > (select last_value from network.person_id_seq)
        or exists (select from network.person p where p.id = c.number)
      then nextval('network.person_id_seq') else c.number end
    where c.here is null
"""
_ROLES = text("""
    insert into network.membership (person_id, city_id, role)
    select p.id, :city, each.role from coming c join network.person p on p.id = c.here
    cross join unnest(c.roles) each (role)
    where p.erased_at is null
    on conflict do nothing
""")


def pack(file: Path, city: tenancy.City) -> None:
    """Add who the people of a city are, and what they may do there, to its archive."""
    numbers = _numbers(city)
    with network_session() as session:
        rows = session.execute(_PEOPLE, {"numbers": numbers, "city": city.id}).mappings()
        people = [{**row, "uid": str(row["uid"])} for row in rows]
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(ENTRY, orjson.dumps(people))


def _numbers(city: tenancy.City) -> list[int]:
    named = union(*(select(each).where(each.is_not(None)) for each in columns.of_people()))
    with tenancy.use_city(city):
        numbers = list(db.session.scalars(named))
        db.session.remove()
    return numbers


def forget_again(city: tenancy.City) -> None:
    """Whoever deleted their account since the archive was made is forgotten here once more."""
    gone = select(Person.id).where(Person.id.in_(_numbers(city)), Person.erased_at.is_not(None))
    with network_session() as session:
        for person_id in session.scalars(gone).all():
            accounts.promise_erasure(session, person_id)


def unpack(file: Path, connection: Connection, city: tenancy.City) -> dict[int, int]:
    """Give what has just been restored to its people; the numbers that changed, old to new.

    Needs the owner and the city's search path.
    """
    with zipfile.ZipFile(file) as archive:
        packed = archive.read(ENTRY) if ENTRY in archive.namelist() else b"[]"
    _coming.create(connection)
    _find(connection, orjson.loads(packed))
    _renumber(connection, columns.of_people())
    connection.execute(_ROLES, {"city": city.id})
    moved = select(_coming.c.number, _coming.c.here).where(_coming.c.here != _coming.c.number)
    changed = {row.number: row.here for row in connection.execute(moved)}
    _coming.drop(connection)
    return changed


def _find(connection: Connection, people: list[dict[str, Any]]) -> None:
    if people:
        connection.execute(insert(_coming), people)
    for column in columns.of_people():
        met = select(column).where(column.is_not(None)).distinct()
        connection.execute(insert(_coming).from_select(["number"], met).on_conflict_do_nothing())
    for statement in (*_SAME, *_NEW, _NOBODY):
        connection.execute(text(statement))


def _renumber(connection: Connection, held: Sequence[Column[int]]) -> None:
    # by way of negative numbers, all columns first: one person's new number may be another's old
    # one, and a row may refuse to hold the same person twice
    number, here = _coming.c.number, _coming.c.here
    for column in held:
        left = update(column.table).where(here != number, column == number)
        connection.execute(left.values({column: -column}))
    for column in held:
        arrived = update(column.table).where(here != number, column == -number)
        connection.execute(arrived.values({column: here}))
