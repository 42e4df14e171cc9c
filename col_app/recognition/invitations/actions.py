"""Keeping a badge for an address, handing it over, forgetting it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

import tenancy
from col_app.core import clock, mail, outbox
from col_app.core.audit import record
from col_app.core.db import db
from col_app.recognition.awards import letters
from col_app.recognition.awards import queries as awards
from col_app.recognition.awards.issuing import Wanted, issue
from col_app.recognition.invitations.models import Invitation

ASK = "badge_waits"
FORGET = "invitation.forget"
KEPT = dt.timedelta(days=180)


class OtherAddressError(Exception):
    """The badge waits for another address than that of the account."""


def invite_many(
    badge_id: int,
    addresses: Sequence[tuple[str, str, str]],
    by: int | None,
    due: dt.datetime | None = None,
) -> dict[str, str]:
    """Keep a badge for each (address in normal form, narrative, id) and promise the mails.

    Whom it waits for already hears nothing again. The ids by address, of the new and the old.
    """
    lang = tenancy.current_city().default_locale
    rows = [
        {
            "badge_id": badge_id,
            "public_id": public_id,
            "email": email,
            "lang": lang,
            "narrative": narrative,
            "made_by": by,
        }
        for email, narrative, public_id in addresses
    ]
    if not rows:
        return {}
    made = db.session.execute(
        insert(Invitation)
        .on_conflict_do_nothing(constraint="uq_invitation_once")
        .returning(Invitation.id, Invitation.email, Invitation.public_id),
        rows,
    ).all()
    _promise([row.id for row in made], due)
    found = {row.email: row.public_id for row in made}
    missing = [email for email, *_rest in addresses if email not in found]
    return found | (_waiting(badge_id, missing) if missing else {})


def _waiting(badge_id: int, addresses: Sequence[str]) -> dict[str, str]:
    rows = db.session.execute(
        select(Invitation.email, Invitation.public_id).where(
            Invitation.badge_id == badge_id, Invitation.email.in_(addresses)
        )
    )
    return {row.email: row.public_id for row in rows}


def _promise(ids: Sequence[int], due: dt.datetime | None) -> None:
    mails = [(number, {"invitation_id": number}, f"{ASK}:{number}") for number in ids]
    if due is None:
        for number, about, key in mails:
            mail.send(ASK, number, {**about}, key, whom=mail.INVITED)
    else:
        mail.send_many(ASK, [(n, {**about}, key) for n, about, key in mails], due, mail.INVITED)
    ends = [({"invitation_id": number}, f"{FORGET}:{number}") for number in ids]
    outbox.promise_many(FORGET, ends, clock.now() + KEPT)


def claim(
    invitation: Invitation, badge: dict[str, Any], person_id: int, emails: Collection[str]
) -> str:
    """Award what waited for one of these addresses to the person who has them; the award's id.

    The row goes with the claim: of two at once the second finds nothing and gets what the first
    got. Raises OtherAddressError.
    """
    if invitation.email not in emails:
        raise OtherAddressError
    wanted = Wanted(person_id, invitation.narrative, invitation.public_id)
    made = issue(badge, [wanted], invitation.made_by)
    for each in made:
        letters.tell(each.id, each.person_id)
    db.session.delete(invitation)
    return awards.held(badge["id"], person_id)


def locked(number: int) -> Invitation | None:
    """An invitation that nobody else claims meanwhile."""
    return db.session.scalars(
        select(Invitation).where(Invitation.id == number).with_for_update()
    ).one_or_none()


def take_back(badge_id: int, number: int, by: int) -> None:
    """Erase what waits for an address. Nothing happens when it was claimed or erased meanwhile."""
    found = locked(number)
    if found is not None and found.badge_id == badge_id:
        db.session.delete(found)
        record("invitation.taken_back", by, invitation=number, badge=badge_id)


def erase(emails: Collection[str]) -> None:
    """Erase what waits for these addresses: who had them does not want to be known here."""
    db.session.execute(delete(Invitation).where(Invitation.email.in_(emails)))


def forget(number: int) -> None:
    """Erase what nobody claimed."""
    found = locked(number)
    if found is not None:
        db.session.delete(found)
