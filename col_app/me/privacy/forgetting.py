"""What one city knows of a person, and how it is forgotten.

Which columns hold a person is read from the metadata: rooms do what only they can do, and what is
left goes by one rule. A row that is about a person goes; a row that only names one, names nobody;
a table that is added tomorrow is forgotten like the others.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Column, Table, delete, select, update

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.activities.models import Activity
from col_app.learning.applications import actions as applications
from col_app.learning.circles import actions as circles
from col_app.learning.participation import actions as participation
from col_app.learning.participation.models import Participation, ParticipationState
from col_app.learning.seats import actions as seats
from col_app.learning.seats.models import Waiting
from col_app.me.mentors import actions as mentors
from col_app.people.members import columns
from col_app.recognition.awards import erasing as awards
from col_app.recognition.batches import actions as batches
from col_app.recognition.endorsements import actions as endorsements
from col_app.recognition.invitations import actions as invitations
from col_app.recognition.quests import actions as quests
from col_app.recognition.recognise import actions as recognise

KEPT = {
    ("announcement", "written_by"),
    ("api_token", "made_by"),
    ("audit", "actor_id"),
    ("award", "person_id"),
    ("award_line", "person_id"),
    ("claim_code", "made_by"),
    ("claim_sheet", "made_by"),
    ("participation", "person_id"),
    ("prepared_account", "account_id"),
    ("prepared_list", "made_by"),
}
"""What goes on without them: it keeps a number that tells nobody's name any more."""


def forget(person_id: int, emails: Collection[str]) -> int:
    """Forget a person in the current city; how many rows changed by the rule of all tables."""
    _leave(person_id)
    circles.erase(person_id)
    mentors.erase(person_id)
    applications.erase(person_id)
    quests.erase(person_id)
    recognise.erase(person_id)
    endorsements.erase(person_id, emails)
    batches.erase(person_id)
    invitations.erase(emails)
    changed = awards.erase(person_id)
    db.session.flush()
    # children before their parents
    return changed + sum(_forget(each, person_id) for each in reversed(columns.of_people()))


def _leave(person_id: int) -> None:
    """Seats, and places in a line, go to those who wait."""
    lines = select(Waiting.activity_id).where(Waiting.person_id == person_id)
    for activity_id in db.session.scalars(lines).all():
        seats.leave_list(activity_id, person_id)
    joined = (
        select(Participation.activity_id)
        .join(Activity, Activity.id == Participation.activity_id)
        .where(Participation.person_id == person_id)
        .where(Participation.state == ParticipationState.JOINED)
        .where(Activity.ends_at.is_(None) | (Activity.ends_at > clock.now()))
    )
    for activity_id in db.session.scalars(joined).all():
        participation.leave(activity_id, person_id)


def _forget(column: Column[int], person_id: int) -> int:
    table = column.table
    assert isinstance(table, Table)
    if (table.name, column.name) in KEPT:
        return 0
    theirs = column == person_id
    if column.nullable:
        change = update(table).where(theirs).values({column: None}).returning(column)
    else:
        change = delete(table).where(theirs).returning(column)
    return len(db.session.execute(change).all())
