"""Signing and writing awards of one badge, one or thousands: one path for all."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import orjson
from sqlalchemy import select, text

import tenancy
from col_app.core import clock, i18n, outbox
from col_app.core.db import db, network_session
from col_app.core.ids import public_id
from col_app.people.accounts.models import Person
from col_app.recognition import credentials as ob
from col_app.recognition.awards import documents, keys, lists
from col_app.recognition.awards.expiry import months_later
from col_app.recognition.awards.models import Award, StatusList
from col_app.recognition.requirements import queries as requirements

Row = dict[str, Any]
HELD = "badge.held"
ADULT_YEARS = 18
_WRITE = text("""
    with made as (
      insert into award (badge_id, version, participation_id, awarded_by, public_id, person_id,
        status_list_id, status_index, document, salt, identity_hash, is_public, awarded_at)
      select :badge_id, :version, :participation_id, :by, r.public_id, r.person_id, :list_id,
        r.status_index, r.document, r.salt, r.identity_hash, r.is_public, :awarded_at
      from json_to_recordset(cast(:rows as json)) as r (public_id text, person_id bigint,
        status_index bigint, document text, salt text, identity_hash text, is_public boolean)
      where :again or not exists (select from award w
        where w.badge_id = :badge_id and w.person_id = r.person_id)
      on conflict do nothing returning id, person_id, public_id
    ), registered as (
      insert into network.registered_award (public_id, city_id, person_id)
      select public_id, :city_id, person_id from made
    ), noted as (
      insert into audit (actor_id, action, detail)
      select :by, case when person_id = :by then 'badge.awarded_to_oneself'
        else 'badge.awarded' end, jsonb_build_object('award', id, 'key', cast(:key as text))
      from made
    )
    select id, person_id, public_id from made
""")


class NoFreeIndexError(RuntimeError):
    """No free place was found in the status lists."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One person who is to hold the badge, and what the credential says about them."""

    person_id: int
    narrative: str = ""
    public_id: str = field(default_factory=public_id)


@dataclass(frozen=True, slots=True)
class Made:
    """One award that was written now."""

    id: int
    person_id: int
    public_id: str


@dataclass(frozen=True, slots=True)
class _Recipient:
    """Without an address the credential names nobody: it is theirs by the register alone."""

    email: str
    lang: str
    is_adult: bool


def issue(
    badge: Row,
    wanted: Sequence[Wanted],
    by: int | None = None,
    participation_id: int | None = None,
    again: bool = False,
) -> list[Made]:
    """Award a badge (a row of badges.queries) to those of these people who never held it.

    With `again`, when somebody decided so, also to those whose award was revoked. Who has no
    account is left out. One statement writes all there is, however many they are.
    Raises keys.NoSigningKeyError, NoFreeIndexError.
    """
    city = tenancy.current_city()
    wanted, people = _recipients(wanted)
    key = keys.of_organiser(city, badge["organiser_public_id"])
    fixed = {"badge_id": badge["id"], "version": badge["version"]}
    fixed |= {"participation_id": participation_id, "by": by, "again": again}
    signer = _Signer(city, badge, key, clock.now().replace(microsecond=0))
    made: list[Made] = []
    todo = [each for each in wanted if each.person_id in people]
    for book in lists.books(city, key) if todo else ():
        made += _written(signer, book, todo[: book.size], people, fixed)
        todo = _without(todo, made, badge["id"], again)
        if not todo:
            break
    else:
        if todo:
            raise NoFreeIndexError(city.slug)
    if made and requirements.are_about(badge["id"]):
        _promise_what_follows(badge["id"], made)
    return made


def _written(
    signer: _Signer,
    book: StatusList,
    todo: Sequence[Wanted],
    people: dict[int, _Recipient],
    fixed: Row,
) -> list[Made]:
    indexes = lists.at_random(book, len(todo))
    signed = [
        signer.row(each, people[each.person_id], book, index)
        for each, index in zip(todo, indexes, strict=True)
    ]
    values = {
        **fixed,
        "list_id": book.id,
        "city_id": signer.city.id,
        "key": signer.key.multibase,
        "awarded_at": signer.now,
        "rows": orjson.dumps(signed).decode(),
    }
    return [Made(*row) for row in db.session.execute(_WRITE, values)]


def _without(
    todo: Sequence[Wanted], made: Sequence[Made], badge_id: int, again: bool
) -> list[Wanted]:
    """Who is still to be awarded: places may have been taken, or the badge is held already."""
    done = {each.person_id for each in made}
    left = [each for each in todo if each.person_id not in done]
    if not left:
        return []
    held = holders(badge_id, [each.person_id for each in left], in_force=again)
    return [each for each in left if each.person_id not in held]


def holders(badge_id: int, people: Sequence[int], in_force: bool = False) -> set[int]:
    """Who of these people holds or once held the badge; `in_force` leaves revoked awards out."""
    found = select(Award.person_id).where(
        Award.badge_id == badge_id, Award.person_id.in_(list(people))
    )
    if in_force:
        found = found.where(Award.revoked_at.is_(None))
    return set(db.session.scalars(found))


def _promise_what_follows(badge_id: int, made: Sequence[Made]) -> None:
    ids = [each.id for each in made]
    first, last = min(ids), max(ids)
    payload = {"badge_id": badge_id, "first": first, "last": last}
    outbox.promise(HELD, payload, f"{HELD}:{badge_id}:{first}")


class _Signer:
    """Signs one badge for many: one compiled template for each language of its holders."""

    def __init__(self, city: tenancy.City, badge: Row, key: ob.IssuerKey, now: dt.datetime) -> None:
        self.city, self.badge, self.key, self.now = city, badge, key, now
        months = badge["valid_months"]
        self.valid = now, months_later(now, months) if months else None
        self._templates: dict[str, ob.Template] = {}

    def row(self, wanted: Wanted, to: _Recipient, book: StatusList, index: int) -> Row:
        salt = secrets.token_hex(8)
        # nobody has this for an address: the hosted form of the badge names no reader
        identity = to.email or wanted.public_id
        entry = ob.StatusEntry(lists.url(self.city, book), index)
        facts = documents.award(
            self.city,
            wanted.public_id,
            entry,
            (to.email, salt),
            self.valid,
            wanted.narrative or None,
        )
        return {
            "public_id": wanted.public_id,
            "person_id": wanted.person_id,
            "status_index": index,
            "document": self._template(to.lang).issue(facts).decode(),
            "salt": salt,
            "identity_hash": hashlib.sha256((identity + salt).encode()).hexdigest(),
            "is_public": to.is_adult,
        }

    def _template(self, lang: str) -> ob.Template:
        if lang not in self._templates:
            order = i18n.chain(lang, self.city.default_locale)
            self._templates[lang] = documents.template(self.city, self.badge, order, self.key)
        return self._templates[lang]


def _recipients(wanted: Sequence[Wanted]) -> tuple[Sequence[Wanted], dict[int, _Recipient]]:
    """Who is wanted, and what is known of them.

    Whoever was chosen before two accounts became one gets the badge in the one that is left.
    """
    rows = _people([each.person_id for each in wanted])
    moved = {row.id: row.merged_into_id for row in rows if row.merged_into_id}
    if moved:
        wanted = [
            replace(each, person_id=moved.get(each.person_id, each.person_id)) for each in wanted
        ]
        rows = _people([each.person_id for each in wanted])
    return wanted, {
        row.id: _Recipient(row.email or "", row.lang, _is_adult(row.birth_year)) for row in rows
    }


def _people(ids: Sequence[int]) -> Sequence[Any]:
    columns = select(Person.id, Person.merged_into_id, Person.email, Person.lang, Person.birth_year)
    with network_session() as session:
        there = columns.where(Person.id.in_(ids), Person.erased_at.is_(None))
        return session.execute(there).all()


def _is_adult(birth_year: int | None) -> bool:
    # only the year is known: whoever may still be 17 counts as 17
    return birth_year is not None and clock.now().year - birth_year > ADULT_YEARS
