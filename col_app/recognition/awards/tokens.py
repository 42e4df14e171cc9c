"""The second form of an award: a token (VC-JWT with ES256), for readers that know no other.

It is signed when somebody first asks for it and kept: whoever asks later gets the same one, the
key is used once, and a rotation in between changes nothing.
"""

from __future__ import annotations

import orjson
from sqlalchemy.dialects.postgresql import insert

import tenancy
from col_app.core.audit import record
from col_app.core.db import db
from col_app.recognition import credentials as ob
from col_app.recognition.awards import keys
from col_app.recognition.awards.models import Award, AwardToken


def token(award: Award) -> str:
    """An award as a signed token. Raises keys.NoSigningKeyError."""
    kept = db.session.get(AwardToken, award.id)
    return kept.token if kept is not None else _signed(award)


def _signed(award: Award) -> str:
    document = orjson.loads(award.document)
    key = keys.twin(tenancy.current_city(), document["issuer"]["id"])
    values = {"award_id": award.id, "token": ob.issue_jwt(document, key)}
    made = insert(AwardToken).values(**values).on_conflict_do_nothing()
    if db.session.scalar(made.returning(AwardToken.award_id)) is not None:
        record("token.signed", None, award=award.id, key=key.id.partition("#")[2])
    # of two who ask at once, both get what the first one kept
    return db.session.get_one(AwardToken, award.id).token
