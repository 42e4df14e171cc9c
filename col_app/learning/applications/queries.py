"""Reads of those who ask to join."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from col_app.core import clock
from col_app.core.db import db, read
from col_app.learning.activities.actions import UNDO
from col_app.learning.applications.models import AnswerPhrase, Application, ApplicationState

Row = dict[str, Any]
MOST_IN_QUEUE = 100
SHOWN_AFTER = dt.timedelta(days=7)
"""So long a passport tells of a decision against its owner."""

_TITLES = """(select jsonb_object_agg(i.lang, i.title) from activity_i18n i
    where i.activity_id = a.id) as titles"""
_ITEM = f"""
select p.id, p.activity_id, p.person_id, p.guest_id, p.state, p.words, p.asked_at, p.decided_at,
  p.decided_by, p.answer, a.slug, a.organiser_id, a.starts_at, a.ends_at, a.capacity,
  a.taken_count, a.state as activity_state, {_TITLES},
  coalesce((select m.name from member m where m.person_id = p.person_id),
    (select g.name from guest g where g.id = p.guest_id), '') as name,
  (select m.name from member m where m.person_id = p.decided_by) as decider
from application p join activity a on a.id = p.activity_id
"""  # noqa: S608 - built from constants of this file alone
_OWN = """a.organiser_id in (select o.organiser_id from organiser_member o
    where o.person_id = %(by)s)"""
_OPEN = """p.state = 'waiting' and a.state = 'published'
  and (a.ends_at is null or a.ends_at > %(now)s)"""
_QUEUE = f"""{_ITEM} where {_OPEN} and {_OWN}
  and (%(activity_id)s = 0 or a.id = %(activity_id)s) order by p.asked_at, p.id limit %(most)s"""
_COUNTS = f"""
select a.id, count(*) as number, {_TITLES} from application p
join activity a on a.id = p.activity_id where {_OPEN} and {_OWN}
group by a.id order by min(p.asked_at), a.id
"""  # noqa: S608 - as above
_ONE = f"{_ITEM} where p.id = %(id)s and p.state <> 'withdrawn' and {_OWN}"
_DECIDED = f"""{_ITEM} where {_OWN} and p.decided_at > %(since)s and p.decided_by = %(by)s
  order by p.decided_at desc, p.id desc"""
_OF_PERSON = """
select p.activity_id, p.state, p.asked_at, p.decided_at, p.answer from application p
join activity a on a.id = p.activity_id
where p.person_id = %(person_id)s and a.state = 'published'
  and (a.ends_at is null or a.ends_at > %(now)s)
  and (p.state = 'waiting' or p.state = 'declined' and p.decided_at > %(since)s)
order by p.asked_at desc, p.id desc
"""


def is_accepted(activity_id: int, person_id: int) -> bool:
    """Whether the organiser has accepted a person."""
    found = of_person(person_id, activity_id)
    return found is not None and found.state is ApplicationState.ACCEPTED


def of_person(person_id: int, activity_id: int) -> Application | None:
    """What a person asked of one activity."""
    query = select(Application).where(
        Application.activity_id == activity_id, Application.person_id == person_id
    )
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def of_guest(guest_id: int) -> Application | None:
    """What a guest asked."""
    query = select(Application).where(Application.guest_id == guest_id)
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def by_number(number: int) -> Application | None:
    """One application."""
    return db.session.get(Application, number, populate_existing=True)


def mine(person_id: int) -> Sequence[Row]:
    """What somebody asked of activities to come: not answered, or declined a few days ago."""
    now = clock.now()
    return read(_OF_PERSON, {"person_id": person_id, "now": now, "since": now - SHOWN_AFTER})


def waiting(activity_id: int) -> Sequence[Application]:
    """Who waits for an answer about an activity, oldest first."""
    query = select(Application).where(
        Application.activity_id == activity_id, Application.state == ApplicationState.WAITING
    )
    return db.session.scalars(query.order_by(Application.asked_at, Application.id)).all()


def queue(by: int, activity_id: int = 0) -> Sequence[Row]:
    """Who waits for an answer of an organiser's person, oldest first."""
    values = {"by": by, "activity_id": activity_id, "now": clock.now(), "most": MOST_IN_QUEUE}
    return read(_QUEUE, values)


def counts(by: int) -> Sequence[Row]:
    """How many wait, by activity."""
    return read(_COUNTS, {"by": by, "now": clock.now()})


def decided(by: int) -> Sequence[Row]:
    """What somebody decided a moment ago, so that it can be undone, latest first."""
    return read(_DECIDED, {"by": by, "since": clock.now() - UNDO})


def item(number: int, by: int) -> Row | None:
    """One application as a person of its organiser may see it, also when it is decided."""
    return next(iter(read(_ONE, {"id": number, "by": by})), None)


def phrases(organiser_id: int) -> Sequence[AnswerPhrase]:
    """The saved phrases of an organiser, oldest first."""
    query = select(AnswerPhrase).where(AnswerPhrase.organiser_id == organiser_id)
    return db.session.scalars(query.order_by(AnswerPhrase.id)).all()


def undone_until(decided_at: dt.datetime) -> dt.datetime:
    """Until when a decision can be taken back; nobody is written to before."""
    return decided_at + UNDO


def personal_data(person_id: int) -> list[Row]:
    """What this room knows of a person."""
    return read(
        """select activity_id, state, words, asked_at, decided_at, answer from application
        where person_id = %(id)s order by id""",
        {"id": person_id},
    )
