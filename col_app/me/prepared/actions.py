"""Preparing accounts, withdrawing their codes, making one's own what was prepared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

import tenancy
from col_app.core import clock, codes
from col_app.core.audit import record
from col_app.core.db import db, network_session
from col_app.learning.participation import actions as participation
from col_app.me.merging import actions as merging
from col_app.me.merging.moving import Move
from col_app.me.prepared import queries
from col_app.me.prepared.models import PreparedAccount, PreparedList
from col_app.people.accounts.actions import clean_name
from col_app.people.accounts.models import Person
from col_app.people.members.models import Member, Membership, Role
from col_app.recognition.claims import tries
from col_app.recognition.groups.models import Group, GroupMember

MOST = 100
LONGEST = 80


class NamesError(ValueError):
    """No name, more than MOST, or one that is too long (its line is `line`)."""

    def __init__(self, line: int = 0) -> None:
        super().__init__(line)
        self.line = line


class NameTakenError(ValueError):
    """The organiser has a group of this name."""


class TimesError(ValueError):
    """The codes would end before they begin."""


class ClosedError(Exception):
    """The code was used or withdrawn, or its time is over."""


def read_names(text: str) -> list[str]:
    """One name for each line, as people wrote them. Raises NamesError."""
    lines = [clean_name(line) for line in text.splitlines()]
    for number, line in enumerate(lines, start=1):
        if len(line) > LONGEST:
            raise NamesError(number)
    names = [line for line in lines if line]
    if not 1 <= len(names) <= MOST:
        raise NamesError
    return names


def prepare(
    organiser_id: int, name: str, names: Sequence[str], closes_at: dt.datetime, by: int
) -> PreparedList:
    """Open an account for each name, with a code. Nothing but the name is known of anybody.

    Raises TimesError, NameTakenError: the caller rolls back then.
    """
    if closes_at <= clock.now():
        raise TimesError
    group = Group(organiser_id=organiser_id, name=name)
    db.session.add(group)
    try:
        db.session.flush()
    except IntegrityError as fault:
        raise NameTakenError from fault
    made = PreparedList(
        organiser_id=organiser_id, group_id=group.id, name=name, closes_at=closes_at, made_by=by
    )
    db.session.add(made)
    db.session.flush()
    _open(made, group.id, names)
    record("accounts.prepared", by, list=made.id, number=len(names))
    return made


def _open(made: PreparedList, group_id: int, names: Sequence[str]) -> None:
    numbers = _accounts(names)
    lang = tenancy.current_city().default_locale
    shown = list(zip(numbers, names, strict=True))
    rows = [{"person_id": number, "name": name, "lang": lang} for number, name in shown]
    db.session.execute(insert(Member), rows)
    members = [{"group_id": group_id, "person_id": number} for number in numbers]
    db.session.execute(insert(GroupMember), members)
    for number, name in shown:
        code = codes.draw()
        db.session.add(
            PreparedAccount(
                list_id=made.id, account_id=number, name=name, code=code, digest=codes.digest(code)
            )
        )
    db.session.flush()


def _accounts(names: Sequence[str]) -> list[int]:
    city = tenancy.current_city()
    with network_session() as session:
        people = [Person(name=name, lang=city.default_locale) for name in names]
        session.add_all(people)
        session.flush()
        session.add_all(
            Membership(person_id=person.id, city_id=city.id, role=Role.LEARNER) for person in people
        )
        return [person.id for person in people]


def withdraw(made: PreparedList, by: int, account: int | None = None) -> None:
    """End the code of one account of a list, or all that are open. What was earned stays."""
    chosen = PreparedAccount.id == account if account else PreparedAccount.list_id == made.id
    db.session.execute(
        update(PreparedAccount)
        .where(PreparedAccount.list_id == made.id, chosen)
        .where(PreparedAccount.claimed_at.is_(None), PreparedAccount.withdrawn_at.is_(None))
        .values(withdrawn_at=clock.now())
    )
    record("account.code_withdrawn", by, list=made.id, account=account)


def put_on_list(made: PreparedList, activity_id: int, by: int) -> int:
    """Give everybody of a list a seat in an activity; how many they are.

    Raises participation.NotOpenError, participation.FullError: then nobody is joined.
    """
    people = queries.people(made)
    for person_id in people:
        participation.let_in(activity_id, person_id)
    record("accounts.joined", by, list=made.id, activity=activity_id)
    return len(people)


def find(text: str, who: bytes) -> PreparedAccount | None:
    """The account of a code that somebody typed. One that is none counts against `who`.

    The caller commits in any case, or the count is lost. Raises tries.TooManyTriesError.
    """
    code = codes.read(text)
    if code is None:
        return None
    tries.refuse_too_many(who)
    query = select(PreparedAccount).where(PreparedAccount.digest == codes.digest(code))
    found = db.session.scalars(query).one_or_none()
    if found is None:
        tries.count(who)
    return found


def claim(account_id: int, person_id: int) -> None:
    """Make a prepared account part of a person's own, once.

    Everything of this city moves in this transaction, of others by the job that is promised.
    Raises ClosedError, merging.GuardianError.
    """
    found = db.session.get(
        PreparedAccount, account_id, with_for_update=True, populate_existing=True
    )
    if found is None or not queries.is_open(found):
        raise ClosedError
    way = Move(found.account_id, person_id)
    try:
        merging.adopt(way)
    except merging.NotProvenError as fault:
        raise ClosedError from fault
    merging.move_here(way)
    found.claimed_at, found.name = clock.now(), ""
    record("account.claimed", person_id, prepared=found.id)
