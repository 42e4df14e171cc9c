"""How a badge was earned, as its holder or who awarded it tells: read by all who see it, or hidden.

A signature covers the whole credential, so nothing can be taken out of it. While the words are
hidden, others get a second credential: the same id, date and place in the status list, without the
words, signed by the issuer's present key. What the holder was given stays as it was.
"""

from __future__ import annotations

import orjson
from sqlalchemy import delete

import tenancy
from col_app.core import clock
from col_app.core.audit import record
from col_app.core.db import db
from col_app.recognition import credentials as ob
from col_app.recognition.awards import keys
from col_app.recognition.awards.models import Award, AwardToken


def story(award: Award) -> str:
    """The words in the credential; empty where there are none."""
    return orjson.loads(award.document)["credentialSubject"].get("narrative", "")


def is_told(award: Award) -> bool:
    """Whether others can read the words."""
    return award.open_document is None


def tell(award: Award, *, is_told: bool) -> None:
    """Let others read the words, or not. Raises keys.NoSigningKeyError."""
    if is_told == (award.open_document is None) or not story(award):
        return
    if is_told:
        award.open_document = None
        record("badge.evidence_shown", award.person_id, award=award.id)
    else:
        document = orjson.loads(award.document)
        key = keys.active(tenancy.current_city(), document["issuer"]["id"])
        award.open_document = ob.without_narrative(document, key, clock.now()).decode()
        record("badge.evidence_hidden", award.person_id, award=award.id, key=key.multibase)
    db.session.execute(delete(AwardToken).where(AwardToken.award_id == award.id))
