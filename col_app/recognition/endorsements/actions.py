"""Answering when asked for an endorsement, deciding what is shown, taking back."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert

from col_app.core import clock, outbox, seals
from col_app.core.audit import record
from col_app.core.db import db
from col_app.recognition.awards.actions import SIGN_STATUS
from col_app.recognition.awards.models import Award
from col_app.recognition.endorsements import asking, moves, queries, signing
from col_app.recognition.endorsements.models import Endorsement, Refusal, State
from col_app.recognition.endorsements.signing import Said

Row = queries.Row


def decline(endorsement: Endorsement, by: int | None = None) -> None:
    """Say no, without reasons. Raises moves.MoveNotAllowedError."""
    moves.check(endorsement, State.DECLINED)
    endorsement.answered_by = by
    asking.close(endorsement, State.DECLINED)
    moves.tell_owners(moves.ANSWERED, endorsement)
    record("endorsement.declined", by, endorsement=endorsement.id)


def refuse(email: str) -> None:
    """Never ask this address again: what is open ends now; what was written stays."""
    made = insert(Refusal).values(address_hash=seals.blind(email))
    db.session.execute(made.on_conflict_do_nothing())
    is_open = (Endorsement.email == email, Endorsement.state == State.ASKED)
    for each in db.session.scalars(select(Endorsement).where(*is_open)).all():
        decline(each)


def write(endorsement: Endorsement, said: Said, lang: str, by: int | None = None) -> None:
    """Endorse: it is signed now and waits for whom it is about. `by` acts for an organiser.

    Raises moves.MoveNotAllowedError, also when the time of the ask is over or the award was
    withdrawn meanwhile, and what signing.sign raises.
    """
    moves.check(endorsement, State.WRITTEN)
    row = queries.by_id(endorsement.id)
    is_over = endorsement.asked_at < clock.now() - asking.OPEN_FOR
    if row is None or row["revoked_at"] or is_over:
        raise moves.MoveNotAllowedError
    asking.hide_evidence(endorsement.id)
    _sign(endorsement, row, said, lang, by)


def offer(about: asking.Subject, organiser_id: int, said: Said, lang: str, by: int) -> Endorsement:
    """Endorse a version of a badge unasked; its organiser decides whether it is shown.

    Raises asking.NotAskableError (also for those who act for the badge's own organiser),
    asking.AlreadyAskedError, and what signing.sign raises.
    """
    if organiser_id not in {each["id"] for each in queries.speaking_for(by, about.badge_id or 0)}:
        raise asking.NotAskableError
    made = Endorsement(
        badge_id=about.badge_id, version=about.version, organiser_id=organiser_id, lang=lang
    )
    asking.add(made)
    row = queries.by_id(made.id)
    if row is None:
        raise asking.NotAskableError
    _sign(made, row, said, lang, by)
    return made


def _sign(endorsement: Endorsement, row: Row, said: Said, lang: str, by: int | None) -> None:
    signed = signing.sign(row, said, lang)
    endorsement.state, endorsement.answered_by = State.WRITTEN, by
    endorsement.lang, endorsement.comment = lang, said.comment
    endorsement.name, endorsement.standing = said.name, said.standing
    endorsement.document, endorsement.signed_at = signed.document, signed.signed_at
    endorsement.status_list_id = signed.status_list_id
    endorsement.status_index = signed.status_index
    db.session.flush()
    record("endorsement.signed", by, endorsement=endorsement.id, key=signed.key)
    moves.tell_owners(moves.ANSWERED, endorsement)


def accept(endorsement: Endorsement, by: int) -> None:
    """Show it to everybody, after those accepted before. Raises moves.MoveNotAllowedError."""
    moves.check(endorsement, State.ACCEPTED)
    last = db.session.scalar(select(func.max(Endorsement.position)).where(*_beside(endorsement)))
    endorsement.state, endorsement.position = State.ACCEPTED, (last or 0) + 1
    db.session.flush()
    moves.tell_endorser(moves.ACCEPTED, endorsement)
    record("endorsement.accepted", by, endorsement=endorsement.id)


def reject(endorsement: Endorsement, by: int) -> None:
    """Never show it; what was written is forgotten. Raises moves.MoveNotAllowedError."""
    moves.check(endorsement, State.REJECTED)
    endorsement.state = State.REJECTED
    _clear(endorsement)
    record("endorsement.rejected", by, endorsement=endorsement.id)


def withdraw(endorsement: Endorsement, by: int | None = None) -> None:
    """Stand behind it no more: its words go now, the signed list says so within seconds.

    Raises moves.MoveNotAllowedError.
    """
    moves.check(endorsement, State.WITHDRAWN)
    _withdraw(endorsement, by)
    moves.tell_owners(moves.WITHDRAWN, endorsement)


def _withdraw(endorsement: Endorsement, by: int | None) -> None:
    endorsement.state, endorsement.withdrawn_at = State.WITHDRAWN, clock.now()
    _clear(endorsement)
    key = f"endorsement:{endorsement.id}:withdrawn"
    outbox.promise(SIGN_STATUS, {"status_list_id": endorsement.status_list_id}, key)
    record("endorsement.withdrawn", by, endorsement=endorsement.id)


def _clear(endorsement: Endorsement) -> None:
    """Nothing of what was said is kept, nor who said it, but an organiser; the place stays."""
    endorsement.document, endorsement.comment = None, ""
    endorsement.name, endorsement.standing, endorsement.email = "", "", None
    db.session.flush()


def hide(endorsement: Endorsement, is_hidden: bool) -> None:
    """Show what was accepted, or not just now. Raises moves.MoveNotAllowedError."""
    _check_accepted(endorsement)
    endorsement.is_hidden = is_hidden
    db.session.flush()


def move_up(endorsement: Endorsement) -> None:
    """Show it before the one that stands above it. Raises moves.MoveNotAllowedError."""
    _check_accepted(endorsement)
    above = db.session.scalars(
        select(Endorsement)
        .where(*_beside(endorsement), Endorsement.position < endorsement.position)
        .order_by(Endorsement.position.desc())
        .limit(1)
        .with_for_update()
    ).one_or_none()
    if above is not None:
        above.position, endorsement.position = endorsement.position, above.position
        db.session.flush()


def _check_accepted(endorsement: Endorsement) -> None:
    moves.lock(endorsement)
    if endorsement.state is not State.ACCEPTED:
        raise moves.MoveNotAllowedError


def _beside(endorsement: Endorsement) -> tuple[ColumnElement[bool], ...]:
    """The accepted ones about the same award, or the same version of a badge."""
    return (
        Endorsement.award_id.is_not_distinct_from(endorsement.award_id),
        Endorsement.badge_id.is_not_distinct_from(endorsement.badge_id),
        Endorsement.version.is_not_distinct_from(endorsement.version),
        Endorsement.state == State.ACCEPTED,
    )


def erase(person_id: int, emails: Collection[str]) -> None:
    """Forget somebody: what they wrote, and what was written about their badges.

    What was signed is withdrawn, and its place in the list stays.
    """
    mine = select(Award.id).where(Award.person_id == person_id)
    theirs = or_(Endorsement.email.in_(emails), Endorsement.award_id.in_(mine))
    for each in db.session.scalars(select(Endorsement).where(theirs).with_for_update()).all():
        if each.state in (State.WRITTEN, State.ACCEPTED):
            _withdraw(each, None)
        if each.status_list_id is None:
            db.session.delete(each)
    db.session.flush()
    asked = Endorsement.asked_by == person_id
    db.session.execute(update(Endorsement).where(asked).values(asked_by=None, words=""))
    answered = Endorsement.answered_by == person_id
    db.session.execute(update(Endorsement).where(answered).values(answered_by=None))
