"""Tokens of programs, and what programs ask for."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import select, text, update

from col_app.core import clock
from col_app.core.audit import record
from col_app.core.db import db
from col_app.core.ids import public_id
from col_app.people.accounts import queries as accounts
from col_app.recognition.awards import letters
from col_app.recognition.awards import queries as awards
from col_app.recognition.awards.issuing import Wanted, issue
from col_app.recognition.invitations import actions as invitations
from col_app.recognition.tokens.models import ApiAward, ApiToken

PREFIX = "col_"
_RESERVE = text("""
    insert into api_award (organiser_id, key, asked, public_id)
    select :organiser_id, r.key, decode(r.asked, 'hex'), r.public_id
    from json_to_recordset(cast(:rows as json)) as r (key text, asked text, public_id text)
    on conflict do nothing returning key
""")


class KeyUsedError(ValueError):
    """The key stands for another award. The first argument is the key."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One award that a program asks for; `email` in its normal form."""

    email: str
    narrative: str
    key: str

    def digest(self, badge_id: int) -> bytes:
        """What must be the same when the key comes again."""
        return hashlib.sha256(orjson.dumps([badge_id, self.email, self.narrative])).digest()


def digest(token: str) -> bytes:
    """What is kept of a token: it is random enough to need no slow hash."""
    return hashlib.sha256(token.encode()).digest()


def make(organiser_id: int, name: str, by: int) -> str:
    """Make a token for an organiser's badges. It is told here and never again."""
    token = PREFIX + secrets.token_urlsafe(32)
    made = ApiToken(
        organiser_id=organiser_id, name=name, digest=digest(token), hint=token[-4:], made_by=by
    )
    db.session.add(made)
    db.session.flush()
    record("token.made", by, token=made.id)
    return token


def revoke(token: ApiToken, by: int) -> None:
    """Let a token open nothing any more; twice is once."""
    if token.revoked_at is None:
        token.revoked_at = clock.now()
        record("token.revoked", by, token=token.id)


def award_asked(token: ApiToken, badge: dict[str, Any], asks: Sequence[Ask]) -> list[str]:
    """The ids of the awards that these keys stand for, made now where a key is new.

    The key is written before the award in the same transaction: a second request with it waits,
    and finds the first one's award. Raises KeyUsedError.
    """
    drawn = {ask.key: public_id() for ask in asks}
    new = _reserve(token.organiser_id, badge["id"], asks, drawn)
    if new:
        _correct(token.organiser_id, drawn, _award(token, badge, new, drawn))
    old = [ask for ask in asks if ask not in new]
    if old:
        drawn |= _known(token.organiser_id, badge["id"], old)
    return [drawn[ask.key] for ask in asks]


def _reserve(
    organiser_id: int, badge_id: int, asks: Sequence[Ask], drawn: dict[str, str]
) -> list[Ask]:
    rows = [
        {"key": ask.key, "asked": ask.digest(badge_id).hex(), "public_id": drawn[ask.key]}
        for ask in asks
    ]
    values = {"organiser_id": organiser_id, "rows": orjson.dumps(rows).decode()}
    made = set(db.session.scalars(_RESERVE, values))
    return [ask for ask in asks if ask.key in made]


def _known(organiser_id: int, badge_id: int, asks: Sequence[Ask]) -> dict[str, str]:
    rows = db.session.execute(
        select(ApiAward.key, ApiAward.asked, ApiAward.public_id).where(
            ApiAward.organiser_id == organiser_id, ApiAward.key.in_([ask.key for ask in asks])
        )
    ).all()
    asked = {row.key: row.asked for row in rows}
    for ask in asks:
        if asked[ask.key] != ask.digest(badge_id):
            raise KeyUsedError(ask.key)
    return {row.key: row.public_id for row in rows}


def _award(
    token: ApiToken, badge: dict[str, Any], asks: Sequence[Ask], drawn: dict[str, str]
) -> dict[str, str]:
    """The ids by key: others than drawn for those who hold the badge, or are invited, already."""
    owners = accounts.by_address([ask.email for ask in asks])
    wanted = {
        owners[ask.email]: Wanted(owners[ask.email], ask.narrative, drawn[ask.key])
        for ask in reversed(asks)
        if ask.email in owners
    }
    made = issue(badge, list(wanted.values()), token.made_by, again=True)
    letters.tell_many([(each.id, each.person_id) for each in made], None)
    ids = {each.person_id: each.public_id for each in made}
    if len(ids) < len(wanted):
        ids |= awards.ids_held(badge["id"], list(wanted))
    strangers = {
        ask.email: (ask.email, ask.narrative, drawn[ask.key])
        for ask in reversed(asks)
        if ask.email not in owners
    }
    waiting = invitations.invite_many(badge["id"], list(strangers.values()), token.made_by)
    return {
        ask.key: ids[owners[ask.email]] if ask.email in owners else waiting[ask.email]
        for ask in asks
    }


def _correct(organiser_id: int, drawn: dict[str, str], found: dict[str, str]) -> None:
    for key, public in found.items():
        if drawn[key] != public:
            drawn[key] = public
            db.session.execute(
                update(ApiAward)
                .where(ApiAward.organiser_id == organiser_id, ApiAward.key == key)
                .values(public_id=public)
            )
