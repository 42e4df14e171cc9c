"""Awarding and revoking."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert

import tenancy
from col_app.core import clock, i18n, outbox, web
from col_app.core.audit import record
from col_app.core.db import db, network_session
from col_app.core.ids import public_id
from col_app.people.accounts.models import Person
from col_app.recognition import credentials as ob
from col_app.recognition.awards import documents, keys
from col_app.recognition.awards.models import Award, RegisteredAward, StatusList

Row = dict[str, Any]
STATUS_VALID_FOR = dt.timedelta(days=35)
SIGN_STATUS = "status.sign"
INDEX_TRIES = 12


class NoRecipientError(LookupError):
    """The person's account is gone."""


class NoFreeIndexError(RuntimeError):
    """No free place was found in the status list."""


def award(badge: Row, person_id: int, participation_id: int | None = None) -> Award | None:
    """Award a badge; None when the person holds it already.

    Reads the key and the recipient's address in a transaction of the network before the city's
    own begins to write. Raises NoRecipientError, keys.NoSigningKeyError.
    """
    city = tenancy.current_city()
    key = keys.active(city)
    email, lang = _recipient(person_id)
    book = _status_list(city, key)
    salt, new_id, now = secrets.token_hex(8), public_id(), clock.now().replace(microsecond=0)
    order = i18n.chain(lang, city.default_locale)
    compiled = documents.template(city, badge, order, key)
    for _attempt in range(INDEX_TRIES):
        index = secrets.randbelow(book.size)
        facts = documents.award(
            city, new_id, ob.StatusEntry(_list_url(city, book), index), (email, salt), now
        )
        made = db.session.scalar(
            insert(Award)
            .values(
                public_id=new_id,
                badge_id=badge["id"],
                person_id=person_id,
                participation_id=participation_id,
                status_list_id=book.id,
                status_index=index,
                document=compiled.issue(facts).decode(),
                salt=salt,
                identity_hash=hashlib.sha256((email + salt).encode()).hexdigest(),
                awarded_at=now,
            )
            .on_conflict_do_nothing()
            .returning(Award.id)
        )
        if made is not None:
            return _made(made, city, new_id)
        if _holds(badge["id"], person_id):
            return None
    raise NoFreeIndexError(book.public_id)


def _made(award_id: int, city: tenancy.City, new_id: str) -> Award:
    db.session.execute(insert(RegisteredAward).values(public_id=new_id, city_id=city.id))
    record("badge.awarded", None, award=award_id)
    return db.session.get_one(Award, award_id)


def _holds(badge_id: int, person_id: int) -> bool:
    found = select(Award.id).where(Award.badge_id == badge_id, Award.person_id == person_id)
    return db.session.scalar(found) is not None


def _recipient(person_id: int) -> tuple[str, str]:
    with network_session() as session:
        person = session.get(Person, person_id)
        if person is None:
            raise NoRecipientError(person_id)
        return person.email, person.lang


def _list_url(city: tenancy.City, book: StatusList) -> str:
    return documents.status_url(city.slug, web.settings().issuer_domain, book.public_id)


def _status_list(city: tenancy.City, key: ob.IssuerKey) -> StatusList:
    book = db.session.scalars(select(StatusList).order_by(StatusList.id.desc()).limit(1)).first()
    if book is None:
        # two first awards at once: the lock lets the second find the list of the first
        db.session.execute(
            text("select pg_advisory_xact_lock(hashtext(:city))"), {"city": city.slug}
        )
        book = db.session.scalars(select(StatusList).limit(1)).first()
    if book is None:
        book = StatusList()
        db.session.add(book)
        db.session.flush()
        sign(book, city, key)
    return book


def sign(book: StatusList, city: tenancy.City, key: ob.IssuerKey) -> None:
    """Write the signed list anew: one bit for every revoked award."""
    bits = ob.StatusList(book.size)
    revoked = select(Award.status_index).where(
        Award.status_list_id == book.id, Award.revoked_at.is_not(None)
    )
    for index in db.session.scalars(revoked):
        bits.set(index)
    now = clock.now().replace(microsecond=0)
    signed = ob.status_list_credential(
        _list_url(city, book), keys.city_did(city), bits, key, now, STATUS_VALID_FOR
    )
    book.document, book.signed_at = signed.decode(), now


def revoke(award: Award, because: str, by: int) -> None:
    """Withdraw an award with a reason; the status list is signed anew within seconds."""
    if award.revoked_at is not None:
        return
    award.revoked_at, award.revoked_because = clock.now(), because
    registered = db.session.get(RegisteredAward, award.public_id)
    if registered is not None:
        registered.revoked_at = award.revoked_at
    record("badge.revoked", by, award=award.id)
    outbox.promise(SIGN_STATUS, {"status_list_id": award.status_list_id}, f"revoked:{award.id}")
