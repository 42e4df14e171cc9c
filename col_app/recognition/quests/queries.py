"""Reads of tasks, evidence and reviews."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select, text

from col_app.core import clock
from col_app.core.db import db, read
from col_app.recognition.badges.models import BadgeTask
from col_app.recognition.evidence import queries as evidence
from col_app.recognition.evidence.queries import OF_SUBMISSION
from col_app.recognition.quests.models import Review, ReviewPhrase

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
BEGUN = """coalesce((select max(y.version) from submission x join badge_task y
    on y.id = x.badge_task_id where y.badge_id = b.id and x.person_id = %(person_id)s),
  b.version)"""
_FILES = f"{OF_SUBMISSION} as files"
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
_OF_BADGE = f"{_MINE} where t.badge_id = %(id)s and t.version = {BEGUN} order by t.position"
_TASK = f"{_MINE} where t.id = %(id)s"
_WAS_THERE = """exists (select from participation p where p.activity_id = b.activity_id
    and p.person_id = %(person_id)s and p.state = 'completed')"""
_QUESTS = f"""
select b.id, b.slug, b.shape, b.palette, b.icon, b.pattern, b.picture, b.playlist_id,
  (select jsonb_object_agg(i.lang, i.name) from badge_i18n i where i.badge_id = b.id) as names,
  b.activity_id is null or {_WAS_THERE} as was_there,
  not exists (select from badge_requirement r where r.badge_id = b.id and r.needed > (
    select count(*) from required_badge q join award w on w.badge_id = q.badge_id
    where q.requirement_id = r.id and w.person_id = %(person_id)s and w.revoked_at is null))
    as holds_enough,
  count(*) as task_count, count(*) filter (where s.state = 'accepted') as done,
  count(*) filter (where s.state = 'submitted') as waiting,
  jsonb_agg(jsonb_build_object('id', t.id, 'texts', (select jsonb_object_agg(i.lang, i.text)
    from badge_task_i18n i where i.task_id = t.id)) order by t.position)
    filter (where s.state = 'sent_back') as sent_back
from badge b join badge_task t on t.badge_id = b.id and t.version = {BEGUN}
left join submission s
  on s.badge_task_id = t.id and s.person_id = %(person_id)s
where (b.id in (select q.badge_id from submission p join badge_task q on q.id = p.badge_task_id
    where p.person_id = %(person_id)s)
  or b.published_at is not null and b.activity_id in (select p.activity_id from participation p
    where p.person_id = %(person_id)s and p.state = 'completed'))
  and not exists (select from award w where w.badge_id = b.id and w.person_id = %(person_id)s)
group by b.id order by b.id
"""  # noqa: S608 - built from constants of this file alone
_UNDER_WAY = text("""
select count(distinct s.person_id) from submission s join badge_task t on t.id = s.badge_task_id
where t.badge_id = :id and not exists (select from award w
  where w.badge_id = t.badge_id and w.person_id = s.person_id)
""")
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
_BEGUN_BY = text("""
select t.badge_id, max(t.version) as version, s.person_id
from submission s join badge_task t on t.id = s.badge_task_id
where t.badge_id = :badge_id and s.person_id = any(:people)
group by t.badge_id, s.person_id order by s.person_id
""")
_COMPLETE = text("""
select count(*) > 0 and count(*) = count(*) filter (where s.state = 'accepted')
from badge_task t left join submission s
  on s.badge_task_id = t.id and s.person_id = :person_id
where t.badge_id = :badge_id and t.version = :version
""")
_LAST_DECIDED = text("""
select max(r.decided_at) from review r
join submission s on s.id = r.submission_id and s.round = r.round
join badge_task t on t.id = s.badge_task_id
where t.badge_id = :badge_id and t.version = :version and s.person_id = :person_id
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


def count_done(badge_id: int, person_id: int) -> int:
    """How many of the tasks that `of_badge` gives are accepted."""
    return sum(row["state"] == "accepted" for row in of_badge(badge_id, person_id))


def under_way(person_id: int) -> Sequence[Row]:
    """The quests that somebody has begun, or taken part in the activity of, and whose badge they
    do not hold yet.
    """
    return read(_QUESTS, {"person_id": person_id})


def count_under_way(badge_id: int) -> int:
    """How many people have begun the tasks of a badge and do not hold it."""
    return db.session.scalar(_UNDER_WAY, {"id": badge_id}) or 0


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


@evidence.reads("submission")
def sight(submission_id: int, person_id: int) -> evidence.Sight:
    """What a reviewer sees of the files of a submission; peers learn no names."""
    if item(submission_id, person_id, is_peer=False):
        return "named"
    return "nameless" if item(submission_id, person_id, is_peer=True) else ""


def phrases(organiser_id: int) -> Sequence[ReviewPhrase]:
    """The saved phrases of an organiser, oldest first."""
    query = select(ReviewPhrase).where(ReviewPhrase.organiser_id == organiser_id)
    return db.session.scalars(query.order_by(ReviewPhrase.id)).all()


def usual_wait(organiser_id: int, *, is_peer: bool) -> dt.timedelta | None:
    """How long the last reviews took in the middle; None before there are a few."""
    values = {"organiser_id": organiser_id, "is_peer": is_peer, "last": LAST_REVIEWS}
    row = db.session.execute(_WAITED, values).one()
    return dt.timedelta(seconds=float(row.usual)) if row.number >= FEWEST_REVIEWS else None


def begun(badge_id: int, people: Sequence[int]) -> list[Quest]:
    """The quests of those of these people who have begun the tasks of a badge."""
    rows = db.session.execute(_BEGUN_BY, {"badge_id": badge_id, "people": list(people)})
    return [Quest(*row) for row in rows]


def is_complete(quest: Quest) -> bool:
    """Whether every task of a badge's version is accepted."""
    return bool(db.session.scalar(_COMPLETE, asdict(quest)))


def settled_at(quest: Quest) -> dt.datetime | None:
    """From when on no decision about these tasks can be undone; None without decisions."""
    last = db.session.scalar(_LAST_DECIDED, asdict(quest))
    return last + UNDO if last else None


def is_settled(quest: Quest) -> bool:
    """Whether every task is accepted for good."""
    at = settled_at(quest)
    return is_complete(quest) and (at is None or at <= clock.now())


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
