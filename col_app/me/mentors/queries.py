"""Reads of mentorships. What a mentor may see is asked for with every request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from col_app.core.db import db, read
from col_app.me.mentors.models import MentorNote, Mentorship
from col_app.recognition.evidence.models import EvidenceFile
from col_app.recognition.evidence.queries import OF_SUBMISSION

Row = dict[str, Any]
PAGE = 50

_IS_ON = "m.state = 'accepted' and m.ends_at > now()"
_IS_OPEN = """m.state = 'invited' and m.invited_at > now() - interval '30 days'
  and m.ends_at > now()"""
_NAME = "(select n.name from member n where n.person_id = m.{})"
_ROW = f"""
select m.id, m.person_id, m.mentor_id, m.called, m.email, m.has_address, m.state, m.pieces,
  m.takes_notes, m.invited_at, m.accepted_at, m.ends_at, m.ended_at, m.ended_by,
  {_IS_ON} as is_on, {_IS_OPEN} as is_open,
  {_NAME.format("person_id")} as learner, {_NAME.format("mentor_id")} as mentor,
  array(select x.submission_id from mentorship_task x where x.mentorship_id = m.id) as tasks
from mentorship m
"""  # noqa: S608 - built from constants of this file alone
_BY_ID = f"{_ROW} where m.id = %(id)s"
_OWN = f"{_BY_ID} and m.person_id = %(by)s"
_OF_PERSON = f"""{_ROW} where m.person_id = %(by)s
  order by ({_IS_ON}) desc, ({_IS_OPEN}) desc, m.id desc"""
_OF_MENTOR = f"{_ROW} where m.mentor_id = %(by)s and {_IS_ON} order by learner, m.id"
_ACCOMPANIED = f"{_BY_ID} and m.mentor_id = %(by)s and {_IS_ON}"
_NOTES = """
select n.id, n.body, n.written_at, n.mentorship_id,
  (select k.name from member k where k.person_id = m.mentor_id) as mentor
from mentor_note n join mentorship m on m.id = n.mentorship_id where m.person_id = %(by)s
"""
_NOTES_OF_ONE = f"{_NOTES} and m.id = %(id)s order by n.id desc"
_IN_PASSPORT = f"""
select c.mentors, c.accompanied, n.* from (
  select (select count(*) from mentorship m where m.person_id = %(by)s and {_IS_ON}) as mentors,
    (select count(*) from mentorship m where m.mentor_id = %(by)s and {_IS_ON}) as accompanied) c
left join lateral ({_NOTES} order by n.id desc limit %(most)s) n on true order by n.id desc
"""  # noqa: S608 - built from constants of this file alone
_EVIDENCE = f"""
select s.id, s.state, s.body, s.link, t.evidence, t.badge_id, {OF_SUBMISSION} as files,
  (select jsonb_object_agg(i.lang, i.text) from badge_task_i18n i where i.task_id = t.id) as texts,
  (select v.contents -> 'texts' from badge_version v
    where v.badge_id = t.badge_id and v.number = t.version) as badge_texts
from submission s join badge_task t on t.id = s.badge_task_id
"""  # noqa: S608 - built from constants alone
_BY_TASK = "order by t.badge_id, t.position"
_IS_IN = "s.state in ('submitted', 'accepted')"
_HANDED_IN = f"{_EVIDENCE} where s.person_id = %(by)s and s.round > 0 {_BY_TASK}"
_SHARED = f"""{_EVIDENCE} join mentorship_task x on x.submission_id = s.id
  join mentorship m on m.id = x.mentorship_id and m.person_id = s.person_id
  where m.id = %(id)s and {_IS_IN} {_BY_TASK}"""
_FILE = f"""
select f.id from evidence_file f join submission s on s.id = f.submission_id
join mentorship_task x on x.submission_id = s.id
join mentorship m on m.id = x.mentorship_id and m.person_id = s.person_id
where f.public_id = %(file)s and m.id = %(id)s and m.mentor_id = %(by)s and {_IS_ON}
  and {_IS_IN}
"""  # noqa: S608 - built from constants of this file alone
_LEARNERS = "select distinct person_id from mentorship where accepted_at is not null"
_OF_LEARNERS = f"""{_ROW} where m.person_id = any(%(people)s) and m.accepted_at is not null
  order by ({_IS_ON}) desc, m.accepted_at desc, m.id desc limit %(most)s offset %(skip)s"""
_COUNT_OF_LEARNERS = """select count(*) as number from mentorship
  where person_id = any(%(people)s) and accepted_at is not null"""
_PERSONAL = """
select m.called, m.email, m.state, m.pieces, m.invited_at, m.accepted_at, m.ends_at, m.ended_at,
  m.mentor_id = %(by)s as is_mentor,
  array(select n.body from mentor_note n where n.mentorship_id = m.id order by n.id) as notes
from mentorship m where %(by)s in (m.person_id, m.mentor_id) order by m.id
"""


def _one(rows: Sequence[Row]) -> Row | None:
    return next(iter(rows), None)


def by_id(number: int) -> Row | None:
    """One mentorship in any state."""
    return _one(read(_BY_ID, {"id": number}))


def own(number: int, person_id: int) -> Row | None:
    """One mentorship of a learner's own, in any state."""
    return _one(read(_OWN, {"id": number, "by": person_id}))


def of_person(person_id: int) -> Sequence[Row]:
    """All mentorships of a learner: what is on, then what waits, then what is over."""
    return read(_OF_PERSON, {"by": person_id})


def of_mentor(person_id: int) -> Sequence[Row]:
    """The learners that somebody accompanies now, by name."""
    return read(_OF_MENTOR, {"by": person_id})


def accompanied(number: int, mentor_id: int) -> Row | None:
    """One of them; None from the moment it is over."""
    return _one(read(_ACCOMPANIED, {"id": number, "by": mentor_id}))


def in_passport(person_id: int, most: int) -> tuple[Row, Sequence[Row]]:
    """How many `mentors` somebody has and how many learners they have `accompanied` now, and what
    was written to them, latest first.
    """
    rows = read(_IN_PASSPORT, {"by": person_id, "most": most})
    return rows[0], [row for row in rows if row["id"] is not None]


def notes_of(number: int, person_id: int) -> Sequence[Row]:
    """What one mentor has written to the learner, latest first."""
    return read(_NOTES_OF_ONE, {"id": number, "by": person_id})


def note(number: int, person_id: int) -> MentorNote | None:
    """A note to this learner, to act upon."""
    found = db.session.get(MentorNote, number)
    owner = db.session.get(Mentorship, found.mentorship_id) if found else None
    return found if owner is not None and owner.person_id == person_id else None


def handed_in(person_id: int) -> Sequence[Row]:
    """The evidence that a learner may share: all that was handed in once, by badge and task.

    A mentor sees it while it is handed in, not while it is written anew.
    """
    return read(_HANDED_IN, {"by": person_id})


def shared_evidence(number: int) -> Sequence[Row]:
    """The evidence that one mentor may see."""
    return read(_SHARED, {"id": number})


def shared_file(number: int, mentor_id: int, public_id: str) -> EvidenceFile | None:
    """A file of it."""
    found = _one(read(_FILE, {"id": number, "by": mentor_id, "file": public_id}))
    return db.session.get(EvidenceFile, found["id"]) if found else None


def learners() -> list[int]:
    """Whoever has, or has had, a mentor in this city."""
    return [row["person_id"] for row in read(_LEARNERS, {})]


def of_learners(people: Sequence[int], skip: int) -> Sequence[Row]:
    """A page of the mentorships of these learners: what is on, then the latest."""
    return read(_OF_LEARNERS, {"people": list(people), "most": PAGE, "skip": skip})


def count_of_learners(people: Sequence[int]) -> int:
    """How many there are."""
    return read(_COUNT_OF_LEARNERS, {"people": list(people)})[0]["number"]


def personal_data(person_id: int) -> list[Row]:
    """All that this room knows of a person, as a learner and as a mentor."""
    return read(_PERSONAL, {"by": person_id})
