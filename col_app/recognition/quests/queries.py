"""Reads of tasks, evidence and reviews."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select, text

from col_app.core.db import db, read
from col_app.recognition.badges.models import BadgeTask
from col_app.recognition.quests.models import EvidenceFile, Review, ReviewPhrase, Submission

Row = dict[str, Any]


@dataclass(frozen=True)
class Quest:
    """One person on the way to one version of a badge."""

    badge_id: int
    version: int
    person_id: int


UNDO = dt.timedelta(minutes=10)
LAST_REVIEWS = 20
FEWEST_REVIEWS = 3
MOST_IN_QUEUE = 100

_TEXTS = """(select jsonb_object_agg(i.lang, i.text) from badge_task_i18n i where i.task_id = t.id)
    as texts"""
_BADGE = """b.id as badge_id, b.organiser_id, (select v.contents -> 'texts' from badge_version v
    where v.badge_id = t.badge_id and v.number = t.version) as badge_texts"""
_BEGUN = """coalesce((select max(y.version) from submission x join badge_task y
    on y.id = x.badge_task_id where y.badge_id = b.id and x.person_id = %(person_id)s),
  b.version)"""
_FILES = """(select jsonb_agg(jsonb_build_object('public_id', f.public_id, 'name', f.name,
    'media_type', f.media_type, 'size', f.size) order by f.position)
    from evidence_file f where f.submission_id = s.id) as files"""
_ACCEPTED = """(select count(*) from review r where r.submission_id = s.id and r.round = s.round
    and r.decision = 'accepted') as accepted_count"""
_MINE = f"""
select t.id, t.badge_id, t.version as of_version, t.evidence, t.verified_by, t.peers, {_TEXTS},
  s.id as submission_id, s.state, s.body, s.link, coalesce(s.is_told, false) as is_told,
  coalesce(s.version, 0) as version, s.saved_at, s.submitted_at, s.decided_at, {_FILES},
  {_ACCEPTED},
  (select r.words from review r where r.submission_id = s.id and r.words <> ''
    order by r.decided_at desc, r.id desc limit 1) as words
from badge_task t join badge b on b.id = t.badge_id left join submission s
  on s.badge_task_id = t.id and s.person_id = %(person_id)s
"""  # noqa: S608 - built from constants of this file alone
_OF_BADGE = f"{_MINE} where t.badge_id = %(id)s and t.version = {_BEGUN} order by t.position"
_TASK = f"{_MINE} where t.id = %(id)s"
_QUESTS = f"""
select b.id, b.slug, b.shape, b.palette, b.icon, b.pattern, b.picture,
  (select jsonb_object_agg(i.lang, i.name) from badge_i18n i where i.badge_id = b.id) as names,
  count(*) as task_count, count(*) filter (where s.state = 'accepted') as done,
  count(*) filter (where s.state = 'submitted') as waiting,
  jsonb_agg(jsonb_build_object('id', t.id, 'texts', (select jsonb_object_agg(i.lang, i.text)
    from badge_task_i18n i where i.task_id = t.id)) order by t.position)
    filter (where s.state = 'sent_back') as sent_back
from badge b join badge_task t on t.badge_id = b.id and t.version = {_BEGUN}
left join submission s
  on s.badge_task_id = t.id and s.person_id = %(person_id)s
where b.id in (select q.badge_id from submission p join badge_task q on q.id = p.badge_task_id
    where p.person_id = %(person_id)s)
  and not exists (select from award w where w.badge_id = b.id and w.person_id = %(person_id)s)
group by b.id order by b.id
"""  # noqa: S608 - built from constants of this file alone
_ITEM = f"""
select s.id, s.person_id, s.state, s.body, s.link, s.round, s.version, s.submitted_at,
  t.id as task_id, t.evidence, t.verified_by, t.peers, {_TEXTS}, {_BADGE}, {_ACCEPTED},
  (select m.name from member m where m.person_id = s.person_id) as name
from submission s join badge_task t on t.id = s.badge_task_id join badge b on b.id = t.badge_id
"""  # noqa: S608 - built from constants of this file alone
_ORGANISERS = """b.organiser_id in (select o.organiser_id from organiser_member o
    where o.person_id = %(by)s) and t.verified_by <> 'self'"""
_PEERS = """t.verified_by = 'peers' and s.person_id <> %(by)s and (exists (select from award w
      where w.badge_id = b.id and w.person_id = %(by)s and w.revoked_at is null)
    or exists (select from submission x join badge_task y on y.id = x.badge_task_id
      where y.badge_id = b.id and x.person_id = %(by)s and x.round > 0))"""
_UNSAID = """not exists (select from review r where r.submission_id = s.id and r.round = s.round
    and r.reviewer_id = %(by)s)"""
_FOR_PEERS = f"{_PEERS} and {_UNSAID}"
_FOR_ORGANISER = f"{_ORGANISERS} and s.person_id <> %(by)s"
_SOME = """and (%(badge_id)s = 0 or b.id = %(badge_id)s)
  order by s.submitted_at, s.id limit %(most)s"""
_WAITING = f"{_ITEM} where s.state = 'submitted' and"
_COUNT = """select b.id, count(*) as number,
  (select jsonb_object_agg(i.lang, i.name) from badge_i18n i where i.badge_id = b.id) as names
from submission s join badge_task t on t.id = s.badge_task_id join badge b on b.id = t.badge_id
where s.state = 'submitted' and"""
_BY_BADGE = "group by b.id order by min(s.submitted_at)"
_HANDED_IN = f"{_ITEM} where s.id = %(id)s and s.state <> 'draft' and"
_EARLIER = """
select r.id, r.round, r.decision, r.words, r.decided_at, r.is_peer, r.reviewer_id,
  (select m.name from member m where m.person_id = r.reviewer_id) as reviewer
from review r where r.submission_id = %(id)s order by r.decided_at, r.id
"""
_OWN_FILES = """select f.public_id, f.name, f.media_type, f.size from evidence_file f
where f.submission_id = %(id)s order by f.position"""
_WAITED = text("""
select count(*) as number, percentile_cont(0.5) within group (order by waited) as usual
from (select extract(epoch from r.decided_at - r.submitted_at) as waited
  from review r join submission s on s.id = r.submission_id
    join badge_task t on t.id = s.badge_task_id join badge b on b.id = t.badge_id
  where b.organiser_id = :organiser_id and r.is_peer = :is_peer
  order by r.decided_at desc limit :last) as lately
""")
_COUNT_OF = """select count(*) as number from badge_task t join badge b
  on b.id = t.badge_id and b.version = t.version where b.id = %(id)s"""
_COMPLETE = text("""
select count(*) > 0 and count(*) = count(*) filter (where s.state = 'accepted')
from badge_task t left join submission s
  on s.badge_task_id = t.id and s.person_id = :person_id
where t.badge_id = :badge_id and t.version = :version
""")
_TOLD = text("""
select s.body from submission s join badge_task t on t.id = s.badge_task_id
where t.badge_id = :badge_id and t.version = :version and s.person_id = :person_id
  and s.is_told and s.body <> ''
order by t.position
""")


def of_badge(badge_id: int, person_id: int) -> Sequence[Row]:
    """The tasks of a badge in their order, each with what the person handed in.

    Whoever has begun goes on with the version they began; others get the newest.
    """
    return read(_OF_BADGE, {"id": badge_id, "person_id": person_id})


def task_of(task_id: int, person_id: int) -> Row | None:
    """One task with what the person handed in."""
    return next(iter(read(_TASK, {"id": task_id, "person_id": person_id})), None)


def task(task_id: int) -> BadgeTask | None:
    """A task."""
    return db.session.get(BadgeTask, task_id)


def count_of(badge_id: int) -> int:
    """How many tasks the newest version of a badge has."""
    return read(_COUNT_OF, {"id": badge_id})[0]["number"]


def under_way(person_id: int) -> Sequence[Row]:
    """The quests that somebody has begun and whose badge they do not hold yet."""
    return read(_QUESTS, {"person_id": person_id})


def queue(by: int, *, is_peer: bool, badge_id: int = 0) -> Sequence[Row]:
    """What waits for this reviewer, oldest first, `MOST_IN_QUEUE` at once."""
    values = {"by": by, "badge_id": badge_id, "most": MOST_IN_QUEUE}
    if is_peer:
        return read(f"{_WAITING} {_FOR_PEERS} {_SOME}", values)
    return read(f"{_WAITING} {_FOR_ORGANISER} {_SOME}", values)


def counts(by: int, *, is_peer: bool) -> Sequence[Row]:
    """How much waits for this reviewer, by badge."""
    if is_peer:
        return read(f"{_COUNT} {_FOR_PEERS} {_BY_BADGE}", {"by": by})
    return read(f"{_COUNT} {_FOR_ORGANISER} {_BY_BADGE}", {"by": by})


def item(submission_id: int, by: int, *, is_peer: bool) -> Row | None:
    """One submission as this reviewer may see it, also when it is decided already."""
    values = {"id": submission_id, "by": by}
    whose = _PEERS if is_peer else _ORGANISERS
    return next(iter(read(f"{_HANDED_IN} {whose}", values)), None)


def earlier(submission_id: int) -> Sequence[Row]:
    """What reviewers have said about a submission, oldest first."""
    return read(_EARLIER, {"id": submission_id})


def files_of(submission_id: int) -> Sequence[Row]:
    """The files of a submission."""
    return read(_OWN_FILES, {"id": submission_id})


def file(public_id: str) -> tuple[EvidenceFile, Submission] | None:
    """A file by its address, and what it belongs to."""
    query = select(EvidenceFile, Submission).join(
        Submission, Submission.id == EvidenceFile.submission_id
    )
    found = db.session.execute(query.where(EvidenceFile.public_id == public_id)).one_or_none()
    return (found[0], found[1]) if found else None


def may_read(submission: Submission, person_id: int) -> bool:
    """Whether somebody may see a submission: its owner, and who may review it."""
    if submission.person_id == person_id:
        return True
    return any(item(submission.id, person_id, is_peer=each) for each in (False, True))


def phrases(organiser_id: int) -> Sequence[ReviewPhrase]:
    """The saved phrases of an organiser, oldest first."""
    query = select(ReviewPhrase).where(ReviewPhrase.organiser_id == organiser_id)
    return db.session.scalars(query.order_by(ReviewPhrase.id)).all()


def usual_wait(organiser_id: int, *, is_peer: bool) -> dt.timedelta | None:
    """How long the last reviews took in the middle; None before there are a few."""
    values = {"organiser_id": organiser_id, "is_peer": is_peer, "last": LAST_REVIEWS}
    row = db.session.execute(_WAITED, values).one()
    return dt.timedelta(seconds=float(row.usual)) if row.number >= FEWEST_REVIEWS else None


def is_complete(quest: Quest) -> bool:
    """Whether every task of a badge's version is accepted."""
    return bool(db.session.scalar(_COMPLETE, asdict(quest)))


def told(quest: Quest) -> str:
    """What the person wants their badge to say, in the order of the tasks."""
    return "\n\n".join(db.session.scalars(_TOLD, asdict(quest)))


def undone_until(review: Review) -> dt.datetime:
    """Until when a reviewer may take a decision back."""
    return review.decided_at + UNDO


def personal_data(person_id: int) -> dict[str, Any]:
    """All that this room knows of a person: what they handed in, what they said about others."""
    mine = read(
        f"{_MINE} where s.person_id = %(person_id)s order by s.id", {"person_id": person_id}
    )
    said = read(
        "select decision, words, decided_at from review where reviewer_id = %(id)s order by id",
        {"id": person_id},
    )
    return {"submissions": mine, "reviews": said}
