"""The second form of an award: a token (VC-JWT with ES256), for readers that know no other.

It is signed when somebody first asks for it and kept: whoever asks later gets the same one, the
key is used once, and a rotation in between changes nothing. It goes when its holder hides or shows
how it was earned (`telling`).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

import orjson
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

import tenancy
from col_app.core.audit import entry
from col_app.core.db import db
from col_app.recognition import credentials as ob
from col_app.recognition.awards import keys
from col_app.recognition.awards.models import Award, AwardToken


def token(award: Award) -> str:
    """An award as a signed token. Raises keys.NoSigningKeyError."""
    kept = db.session.get(AwardToken, award.id)
    if kept is not None:
        return kept.token
    return _kept(db.session(), tenancy.current_city(), award.id, award.shown_document)


def tokens(session: Session, city: tenancy.City, documents: Mapping[int, str]) -> dict[int, str]:
    """Awards as tokens, by number, in a session of their city; those without a key are left out.

    `documents` are the credentials as everybody may read them.
    """
    known = select(AwardToken).where(AwardToken.award_id.in_(documents))
    found = {row.award_id: row.token for row in session.scalars(known)}
    for number, document in documents.items():
        if number not in found:
            with suppress(keys.NoSigningKeyError):
                found[number] = _kept(session, city, number, document)
    return found


def _kept(session: Session, city: tenancy.City, award_id: int, document: str) -> str:
    credential = orjson.loads(document)
    key = keys.twin(city, credential["issuer"]["id"])
    values = {"award_id": award_id, "token": ob.issue_jwt(credential, key)}
    made = insert(AwardToken).values(**values).on_conflict_do_nothing()
    if session.scalar(made.returning(AwardToken.award_id)) is not None:
        name = key.id.partition("#")[2]
        session.add(entry("token.signed", None, award=award_id, key=name))
    # of two who ask at once, both get what the first one kept
    return session.get_one(AwardToken, award_id).token
