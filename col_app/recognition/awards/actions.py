"""Awarding and revoking."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

import tenancy
from col_app.core import clock, i18n, outbox
from col_app.core.audit import record
from col_app.core.db import db, network_session
from col_app.core.ids import public_id
from col_app.people.accounts.models import Person
from col_app.recognition import credentials as ob
from col_app.recognition.awards import documents, keys, lists
from col_app.recognition.awards.expiry import months_later
from col_app.recognition.awards.models import Award, RegisteredAward, StatusList

Row = dict[str, Any]
SIGN_STATUS = "status.sign"
ADULT_YEARS = 18


class NoRecipientError(LookupError):
    """The person has no account any more."""


class NoFreeIndexError(RuntimeError):
    """No free place was found in the status lists."""


@dataclass(frozen=True, slots=True)
class _Recipient:
    person_id: int
    email: str
    lang: str
    is_adult: bool


def award(badge: Row, person_id: int, participation_id: int | None = None) -> Award | None:
    """Award a badge (a row of badges.queries); None when the person holds it already.

    Reads the key and the recipient's address in own short transactions of the network. Raises
    NoRecipientError, keys.NoSigningKeyError, NoFreeIndexError.
    """
    city = tenancy.current_city()
    recipient = _recipient(person_id)
    key = keys.of_organiser(city, badge["organiser_public_id"])
    order = i18n.chain(recipient.lang, city.default_locale)
    template = documents.template(city, badge, order, key)
    for book, index in lists.places(city, key):
        values = _issued(city, template, recipient, book, index, badge["valid_months"])
        made = db.session.scalar(
            insert(Award)
            .values(
                **values,
                badge_id=badge["id"],
                version=badge["version"],
                participation_id=participation_id,
            )
            .on_conflict_do_nothing()
            .returning(Award.id)
        )
        if made is not None:
            return _registered(made, city, key)
        if _holds(badge["id"], person_id):
            return None
    raise NoFreeIndexError(city.slug)


def _issued(
    city: tenancy.City,
    template: ob.Template,
    to: _Recipient,
    book: StatusList,
    index: int,
    valid_months: int | None,
) -> Row:
    new_id, salt = public_id(), secrets.token_hex(8)
    now = clock.now().replace(microsecond=0)
    entry = ob.StatusEntry(lists.url(city, book), index)
    until = months_later(now, valid_months) if valid_months else None
    facts = documents.award(city, new_id, entry, (to.email, salt), now, until)
    return {
        "public_id": new_id,
        "person_id": to.person_id,
        "status_list_id": book.id,
        "status_index": index,
        "document": template.issue(facts).decode(),
        "salt": salt,
        "identity_hash": hashlib.sha256((to.email + salt).encode()).hexdigest(),
        "is_public": to.is_adult,
        "awarded_at": now,
    }


def _registered(award_id: int, city: tenancy.City, key: ob.IssuerKey) -> Award:
    made = db.session.get_one(Award, award_id)
    db.session.execute(insert(RegisteredAward).values(public_id=made.public_id, city_id=city.id))
    record("badge.awarded", None, award=award_id, key=key.multibase)
    return made


def _holds(badge_id: int, person_id: int) -> bool:
    found = select(Award.id).where(Award.badge_id == badge_id, Award.person_id == person_id)
    return db.session.scalar(found) is not None


def _recipient(person_id: int) -> _Recipient:
    with network_session() as session:
        person = session.get(Person, person_id)
        if person is None:
            raise NoRecipientError(person_id)
        return _Recipient(person.id, person.email, person.lang, _is_adult(person.birth_year))


def _is_adult(birth_year: int | None) -> bool:
    # only the year is known: whoever may still be 17 counts as 17
    return birth_year is not None and clock.now().year - birth_year > ADULT_YEARS


def show_name(award: Award, is_shown: bool) -> None:
    """Let strangers read the holder's name on the badge's page, or not."""
    award.shows_name = is_shown
    record("badge.name_shown" if is_shown else "badge.name_hidden", award.person_id, award=award.id)


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
