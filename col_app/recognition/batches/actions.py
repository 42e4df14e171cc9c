"""Making batches and working through them, part by part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy import text, update

from col_app.core import clock, outbox
from col_app.core.audit import record
from col_app.core.db import db
from col_app.core.ids import public_id
from col_app.people.accounts import queries as accounts
from col_app.recognition.awards import letters
from col_app.recognition.awards.issuing import Wanted, holders, issue
from col_app.recognition.badges import queries as badges
from col_app.recognition.batches import queries
from col_app.recognition.batches.models import Batch, Line, Outcome, Way
from col_app.recognition.invitations import actions as invitations

PART = "award.part"
FORGET = "award.trial.forget"
PART_SIZE = 1000
TRIAL_DAYS = 1
AT_ONCE = 50
"""Up to so many are written to at once; larger batches let everybody else's promises go first."""
MAIL_LATER = dt.timedelta(minutes=1)
_WRITE_LINES = text("""
    insert into award_line (batch_id, position, person_id, email, narrative)
    select :batch_id, r.position, r.person_id, r.email, r.narrative
    from json_to_recordset(cast(:rows as json)) as r
      (position bigint, person_id bigint, email text, narrative text)
""")
_SETTLE = text("""
    update award_line l set outcome = r.outcome, email = null
    from json_to_recordset(cast(:rows as json)) as r (position bigint, outcome text)
    where l.batch_id = :batch_id and l.position = r.position
""")


class NobodyError(Exception):
    """A batch without people."""


class OverError(Exception):
    """The batch has ended: it can neither be started nor cancelled."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a batch: a person by number, or an address in its normal form."""

    person_id: int | None = None
    email: str | None = None
    narrative: str = ""


def make(
    badge_id: int,
    way: Way,
    by: int | None,
    entries: Sequence[Entry],
    circle_id: int | None = None,
) -> Batch:
    """Write down whom a badge is for; nobody is awarded before `start`.

    `circle_id` is the circle whose people they are. A trial that nobody starts is
    forgotten after a day. Raises NobodyError.
    """
    if not entries:
        raise NobodyError
    batch = Batch(badge_id=badge_id, way=way, made_by=by, total=len(entries), circle_id=circle_id)
    db.session.add(batch)
    db.session.flush()
    rows = [
        {
            "position": number,
            "person_id": entry.person_id,
            "email": entry.email,
            "narrative": entry.narrative,
        }
        for number, entry in enumerate(entries, start=1)
    ]
    values = {"batch_id": batch.id, "rows": orjson.dumps(rows).decode()}
    db.session.execute(_WRITE_LINES, values)
    due = clock.now() + dt.timedelta(days=TRIAL_DAYS)
    outbox.promise(FORGET, {"batch_id": batch.id}, f"{FORGET}:{batch.id}", due)
    return batch


def start(batch: Batch) -> None:
    """Promise the first part; twice is once. Raises OverError."""
    db.session.refresh(batch, with_for_update=True)
    if batch.cancelled_at is not None:
        raise OverError
    if batch.started_at is None:
        batch.started_at = clock.now()
        record("batch.started", batch.made_by, batch=batch.id, badge=batch.badge_id)
        _promise_next(batch)


def cancel(batch: Batch, by: int | None) -> None:
    """Award nobody else; who was awarded keeps the badge. Raises OverError."""
    db.session.refresh(batch, with_for_update=True)
    if batch.finished_at is not None:
        raise OverError
    if batch.cancelled_at is None:
        batch.cancelled_at = clock.now()
        record("batch.cancelled", by, batch=batch.id)
        queries.forget_addresses(batch.id)


def forget(batch_id: int) -> None:
    """Remove a trial that nobody started."""
    batch = db.session.get(Batch, batch_id, with_for_update=True)
    if batch is not None and batch.started_at is None:
        db.session.delete(batch)


def erase(person_id: int) -> None:
    """Forget for whom settled lines were. One that waits finds nobody when its turn comes."""
    theirs = (Line.person_id == person_id, Line.outcome.is_not(None))
    db.session.execute(update(Line).where(*theirs).values(person_id=None, narrative=""))


def _promise_next(batch: Batch) -> None:
    outbox.promise(PART, {"batch_id": batch.id}, f"{PART}:{batch.id}:{batch.done}")


def award_part(batch_id: int) -> None:
    """Award the next part of a batch and promise the one after, in one transaction.

    The row of the batch is locked: of two who work on it one waits, and finds the lines settled.
    A badge that was withdrawn meanwhile ends the batch.
    """
    batch = db.session.get(Batch, batch_id, with_for_update=True)
    if batch is None or batch.finished_at is not None or batch.cancelled_at is not None:
        return
    badge = badges.by_id(batch.badge_id)
    if badge is None or not badge["is_published"]:
        cancel(batch, None)
        return
    lines = queries.next_lines(batch.id, PART_SIZE)
    _settle(batch, _award(batch, badge, lines))
    batch.done += len(lines)
    if batch.done < batch.total:
        _promise_next(batch)
    else:
        batch.finished_at = clock.now()


def _award(batch: Batch, badge: dict[str, Any], lines: Sequence[Line]) -> dict[int, Outcome]:
    """What became of each line, by its position."""
    owners = accounts.by_address([line.email for line in lines if line.email])
    people = {line.position: line.person_id or owners.get(line.email or "") for line in lines}
    wanted = {
        person: Wanted(person, line.narrative)
        for line in lines
        if (person := people[line.position]) is not None
    }
    made = issue(badge, list(wanted.values()), batch.made_by, again=batch.way != Way.RULE)
    due = None if batch.total <= AT_ONCE else clock.now() + MAIL_LATER
    letters.tell_many([(each.id, each.person_id) for each in made], due)
    strangers = [
        (line.email or "", line.narrative, public_id())
        for line in lines
        if people[line.position] is None
    ]
    invitations.invite_many(badge["id"], strangers, batch.made_by, due)
    new = {each.person_id for each in made}
    held = holders(badge["id"], list(wanted)) if len(new) < len(wanted) else set(new)
    return {position: _outcome(person, new, held) for position, person in people.items()}


def _outcome(person_id: int | None, new: set[int], held: set[int]) -> Outcome:
    if person_id is None:
        return Outcome.INVITED
    if person_id in new:
        # somebody listed by number and by address is one person: the first line has them
        new.discard(person_id)
        return Outcome.AWARDED
    return Outcome.HELD if person_id in held else Outcome.GONE


def _settle(batch: Batch, outcomes: Mapping[int, Outcome]) -> None:
    rows = [{"position": position, "outcome": outcome} for position, outcome in outcomes.items()]
    values = {"batch_id": batch.id, "rows": orjson.dumps(rows).decode()}
    db.session.execute(_SETTLE, values)
