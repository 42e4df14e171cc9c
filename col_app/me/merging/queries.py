"""What would move when two accounts become one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, text

import tenancy
from col_app.core import web
from col_app.core.db import network_session, session_of
from col_app.me.merging.models import Merging
from col_app.people.accounts import queries as people
from col_app.people.accounts.models import Person
from col_app.people.members import queries as members
from col_app.recognition.awards import across

_COUNTS = text("""
    select (select count(*) from award where person_id = :id) as badges,
      (select count(*) from participation where person_id = :id and state <> 'left') as joins,
      (select count(*) from own_list where person_id = :id) as lists,
      (select count(*) from playlist_follower where person_id = :id) as playlists,
      (select count(*) from submission where person_id = :id) as tasks
""")


@dataclass(frozen=True, slots=True)
class There:
    """What a person has in one city."""

    city: tenancy.City
    badges: int
    joins: int
    lists: int
    playlists: int
    tasks: int


@dataclass(frozen=True, slots=True)
class Other:
    """The account that would become a part of the reader's."""

    name: str
    addresses: Sequence[str]
    cities: Sequence[There]


def find(merging_id: int, kept_id: int) -> Merging | None:
    """A merging that this person has asked for."""
    with network_session() as session:
        found = session.get(Merging, merging_id)
        session.expunge_all()
    return found if found is not None and found.kept_id == kept_id else None


def other(person_id: int) -> Other:
    """What an account is and has, city by city."""
    with network_session() as session:
        name = session.scalar(select(Person.name).where(Person.id == person_id)) or ""
    return Other(name, people.addresses_of(person_id), [*_cities(person_id)])


def _cities(person_id: int) -> Sequence[There]:
    numbers = dict.fromkeys([*members.cities_of(person_id), *across.places(person_id)])
    found = map(web.app().directory.by_id, numbers)
    return [_there(city, person_id) for city in found if city is not None]


def _there(city: tenancy.City, person_id: int) -> There:
    with session_of(city) as session:
        row = session.execute(_COUNTS, {"id": person_id}).one()
    return There(city, *row)
