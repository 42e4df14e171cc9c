"""Awards whose person is no more: they keep their page and their status, and name nobody."""

from __future__ import annotations

import orjson
from sqlalchemy import delete, select

import tenancy
from col_app.core import clock
from col_app.core.db import db
from col_app.recognition import credentials as ob
from col_app.recognition.awards import keys, shown
from col_app.recognition.awards.models import Award, AwardToken, RegisteredAward


def erase(person_id: int) -> int:
    """Take the person out of their awards; how many there were to do. Again there are none.

    What was signed is signed anew without them: the same id, badge, date and place in the status
    list. Copies that they kept are checked as before. Raises keys.NoSigningKeyError.
    """
    query = select(Award).where(Award.person_id == person_id, Award.identity_hash != "")
    awards = db.session.scalars(query.with_for_update()).all()
    for award in awards:
        _empty(award)
    return len(awards)


def forget_copies(person_id: int) -> None:
    """Drop what was kept of their pages; once the change is committed, or it is kept again."""
    for public_id in db.session.scalars(select(Award.public_id).filter_by(person_id=person_id)):
        shown.forget_copies(public_id)


def _empty(award: Award) -> None:
    document = orjson.loads(award.document)
    key = keys.active(tenancy.current_city(), document["issuer"]["id"])
    award.document = ob.without_holder(document, key, clock.now()).decode()
    award.open_document, award.shows_name = None, False
    registered = db.session.get(RegisteredAward, award.public_id)
    if registered is not None:
        registered.person_id = None
    award.salt = award.identity_hash = ""
    db.session.execute(delete(AwardToken).where(AwardToken.award_id == award.id))
