"""How an endorsement goes from one state to the next, and who hears of it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from col_app.core import mail
from col_app.core.db import db
from col_app.recognition.endorsements import queries
from col_app.recognition.endorsements.models import Endorsement, State

ASK, REMIND, ANSWERED, ACCEPTED, WITHDRAWN = (
    "endorsement_asked", "endorsement_reminder", "endorsement_answered", "endorsement_accepted",
    "endorsement_withdrawn",
)  # fmt: skip
MOVES = {
    State.ASKED: {State.WRITTEN, State.DECLINED, State.EXPIRED},
    State.WRITTEN: {State.ACCEPTED, State.REJECTED, State.WITHDRAWN},
    State.ACCEPTED: {State.WITHDRAWN},
}


class MoveNotAllowedError(Exception):
    """It does not stand where this could follow: somebody was faster, or its time is over."""


def check(endorsement: Endorsement, to: State) -> None:
    """Lock an endorsement that may go to this state now. Raises MoveNotAllowedError."""
    lock(endorsement)
    if to not in MOVES.get(endorsement.state, set()):
        raise MoveNotAllowedError(endorsement.state, to)


def lock(endorsement: Endorsement) -> None:
    """Of two who act at once the second sees what the first one did."""
    query = select(Endorsement.id).where(Endorsement.id == endorsement.id)
    db.session.execute(query.with_for_update())
    db.session.refresh(endorsement)


def tell_endorser(template: str, about: Endorsement, due: dt.datetime | None = None) -> None:
    """Promise a mail to the one asked: an address, or all who act for an organiser."""
    ids: mail.Ids = {"endorsement_id": about.id}
    key = f"{template}:{about.id}"
    if about.organiser_id is None:
        mail.send(template, about.id, ids, key, due, mail.ENDORSER)
        return
    for person_id in queries.members(about.organiser_id, about.asked_by):
        mail.send(template, person_id, ids, f"{key}:{person_id}", due)


def tell_owners(template: str, about: Endorsement) -> None:
    """Promise a mail to those who decide: the holder, or who acts for the badge's organiser."""
    for person_id in queries.owners(about):
        ids: mail.Ids = {"endorsement_id": about.id}
        mail.send(template, person_id, ids, f"{template}:{about.id}:{person_id}")
