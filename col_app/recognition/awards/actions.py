"""Awarding and revoking."""

from __future__ import annotations

from typing import Any

from col_app.core import clock, outbox
from col_app.core.audit import record
from col_app.core.db import db
from col_app.recognition.awards.issuing import NoFreeIndexError, Wanted, holders, issue
from col_app.recognition.awards.models import Award, RegisteredAward

Row = dict[str, Any]
SIGN_STATUS = "status.sign"
__all__ = ["NoFreeIndexError", "NoRecipientError", "award", "holds", "revoke", "show_name"]


class NoRecipientError(LookupError):
    """The person has no account any more."""


def award(
    badge: Row,
    person_id: int,
    participation_id: int | None = None,
    narrative: str | None = None,
) -> Award | None:
    """Award a badge (a row of badges.queries); None when the person holds it already.

    `narrative` is what the person tells of how they earned it, for everybody they show it to.
    Reads the key and the recipient's address in own short transactions of the network. Raises
    NoRecipientError, keys.NoSigningKeyError, NoFreeIndexError.
    """
    made = issue(badge, [Wanted(person_id, narrative or "")], None, participation_id)
    if made:
        return db.session.get_one(Award, made[0].id)
    if not holders(badge["id"], [person_id]):
        raise NoRecipientError(person_id)
    return None


def holds(badge_id: int, person_id: int) -> bool:
    """Whether a person was ever given a badge."""
    return bool(holders(badge_id, [person_id]))


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
