"""What two accounts both have in one city, settled before everything moves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import aliased

from col_app.core import clock, files, outbox
from col_app.core.db import db
from col_app.learning.circles import actions as circles
from col_app.learning.participation.actions import COMPLETED
from col_app.learning.participation.models import Participation, ParticipationState
from col_app.learning.playlists import completion
from col_app.learning.seats import actions as seats
from col_app.learning.seats.models import Waiting
from col_app.me.merging.moving import Move
from col_app.recognition.awards import issuing
from col_app.recognition.awards.models import Award
from col_app.recognition.badges.models import BadgeTask
from col_app.recognition.evidence.models import EvidenceFile
from col_app.recognition.quests import queries as quests
from col_app.recognition.quests.actions import QUEST_DONE
from col_app.recognition.quests.models import Submission, SubmissionState
from col_app.recognition.recognise.models import Experience, State
from col_app.recognition.requirements import queries as requirements

SEATED = {ParticipationState.JOINED, ParticipationState.COMPLETED}
DONE_FIRST = (ParticipationState.COMPLETED, ParticipationState.JOINED)
FURTHEST = (SubmissionState.ACCEPTED, SubmissionState.SUBMITTED, SubmissionState.SENT_BACK)
_FEEDBACK = text("""update feedback set participation_id = :winner
    where participation_id = :loser and not exists (select from feedback f
      where f.participation_id = :winner)""")
_AWARDED_FOR = text("update award set participation_id = :winner where participation_id = :loser")
_REGISTERED = text("""update network.registered_award set person_id = :kept
    where person_id = :gone""")
_SECOND = text("""
    update award set is_second = true where not is_second and id in (
      select x.id from (select w.id, row_number() over (partition by w.badge_id
          order by w.awarded_at, w.id) as place
        from award w where w.person_id in (:gone, :kept)
          and w.revoked_at is null and not w.is_second) x
      where x.place > 1)
""")
_OWN_REVIEWS = text("""update review set reviewer_id = null
    where (reviewer_id = :gone and learner_id = :kept)
       or (reviewer_id = :kept and learner_id = :gone)""")
_APPLICATIONS = text("""
    delete from application where id in (
      select x.id from (select a.id, row_number() over (partition by a.activity_id
          order by a.state = 'accepted' desc, a.state = 'waiting' desc, a.id) as place
        from application a where a.person_id in (:gone, :kept)) x
      where x.place > 1)
""")
_OWN_DECISIONS = text("""update application set decided_by = null
    where (decided_by = :gone and person_id = :kept)
       or (decided_by = :kept and person_id = :gone)""")
_OWN_MENTOR = text("""delete from mentorship
    where (person_id = :gone and mentor_id = :kept) or (person_id = :kept and mentor_id = :gone)""")
_MENTORSHIPS = text("""
    update mentorship set state = 'ended', ended_at = now(), email = null, pieces = '{}'
    where id in (
      select x.id from (select m.id, row_number() over (
          partition by m.state, m.email, case when m.person_id in (:gone, :kept) then 0
            else m.person_id end, case when m.mentor_id in (:gone, :kept) then 0
            else m.mentor_id end order by m.id desc) as place
        from mentorship m where (m.state = 'accepted' or m.email is not null)
          and (m.person_id in (:gone, :kept) or m.mentor_id in (:gone, :kept))) x
      where x.place > 1)
""")
_ALL = (
    _SECOND, _OWN_REVIEWS, _APPLICATIONS, _OWN_DECISIONS, _REGISTERED, _OWN_MENTOR, _MENTORSHIPS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Brought:
    """What the account that goes brings along: activities it completed, badges in force."""

    activities: Sequence[int]
    badges: Sequence[int]


def before(way: Move) -> Brought:
    """Settle what cannot be there twice, so that nothing is in the way of moving."""
    brought = _brought(way)
    _participations(way)
    _waiting(way)
    _submissions(way)
    _experiences(way)
    circles.unite(way.gone, way.kept)
    db.session.flush()
    values = {"gone": way.gone, "kept": way.kept}
    for statement in _ALL:
        db.session.execute(statement, values)
    db.session.expire_all()
    return brought


def _brought(way: Move) -> Brought:
    done = select(Participation.activity_id).where(
        Participation.person_id == way.gone, Participation.state == ParticipationState.COMPLETED
    )
    held = select(Award.badge_id).where(Award.person_id == way.gone, Award.revoked_at.is_(None))
    return Brought(db.session.scalars(done).all(), db.session.scalars(held).all())


def _participations(way: Move) -> None:
    """Of two in one activity stays the one that got further, then the earlier; one seat is free."""
    other = aliased(Participation)
    both = select(Participation.activity_id).where(Participation.person_id == way.gone)
    both = both.join(other, other.activity_id == Participation.activity_id)
    numbers = db.session.scalars(
        both.where(other.person_id == way.kept).order_by(Participation.activity_id)
    ).all()
    for activity_id in numbers:
        seats.lock(activity_id)
        query = select(Participation).where(
            Participation.activity_id == activity_id,
            Participation.person_id.in_([way.gone, way.kept]),
        )
        first, second = sorted(db.session.scalars(query.with_for_update()), key=_how_far)
        _one_of(first, second)


def _how_far(each: Participation) -> tuple[int, object, int]:
    places = {state: place for place, state in enumerate(DONE_FIRST)}
    return places.get(each.state, len(places)), each.completed_at or each.joined_at, each.id


def _one_of(stays: Participation, goes: Participation) -> None:
    stays.joined_at = min(stays.joined_at, goes.joined_at)
    ids = {"winner": stays.id, "loser": goes.id}
    db.session.execute(_FEEDBACK, ids)
    db.session.execute(_AWARDED_FOR, ids)
    db.session.delete(goes)
    db.session.flush()
    if goes.state in SEATED and stays.state in SEATED:
        seats.give_back(stays.activity_id)


def _waiting(way: Move) -> None:
    """In a line one stands once, in the better place; who has a seat does not stand there."""
    query = select(Waiting).where(Waiting.person_id.in_([way.gone, way.kept]))
    lines: dict[int, list[Waiting]] = {}
    for each in db.session.scalars(query.order_by(Waiting.activity_id)):
        lines.setdefault(each.activity_id, []).append(each)
    for activity_id, places in lines.items():
        seated = select(Participation.id).where(
            Participation.activity_id == activity_id,
            Participation.person_id.in_([way.gone, way.kept]),
            Participation.state.in_(SEATED),
        )
        is_seated = db.session.scalar(seated) is not None
        best = sorted(places, key=lambda each: (each.offer_ends_at is None, each.id))
        for each in best if is_seated else best[1:]:
            seats.leave_list(activity_id, each.person_id)


def _submissions(way: Move) -> None:
    """Of two works for one task stays the one that got further, then what was written last."""
    query = select(Submission).where(Submission.person_id.in_([way.gone, way.kept]))
    tasks: dict[int, list[Submission]] = {}
    for each in db.session.scalars(query.order_by(Submission.id).with_for_update()):
        tasks.setdefault(each.badge_task_id, []).append(each)
    for works in tasks.values():
        _stays, *rest = sorted(works, key=_how_good)
        for each in rest:
            names = select(EvidenceFile.public_id).where(EvidenceFile.submission_id == each.id)
            for name in db.session.scalars(names).all():
                files.forget(name)
            db.session.execute(delete(Submission).where(Submission.id == each.id))


def _how_good(each: Submission) -> tuple[int, float]:
    places = {state: place for place, state in enumerate(FURTHEST)}
    return places.get(each.state, len(places)), -each.saved_at.timestamp()


def _experiences(way: Move) -> None:
    """One badge is asked for once at a time: what was sent later becomes a draft again."""
    under_way = select(Experience).where(
        Experience.person_id.in_([way.gone, way.kept]),
        Experience.state.in_([State.SENT, State.ASKED]),
    )
    asked: set[int | None] = set()
    for each in db.session.scalars(under_way.order_by(Experience.sent_at, Experience.id)).all():
        if each.badge_id in asked:
            each.state, each.sent_at = State.DRAFT, None
        asked.add(each.badge_id)


def after(way: Move, brought: Brought) -> None:
    """Promise what has become true now that all is one person's: badges of sets, of quests."""
    for activity_id in brought.activities:
        if completion.completed_by(way.kept, activity_id):
            mine = Participation.activity_id == activity_id, Participation.person_id == way.kept
            number = db.session.scalars(select(Participation.id).where(*mine)).one()
            key = f"done:{number}:merged:{way.gone}"
            outbox.promise(COMPLETED, {"participation_id": number}, key)
    for badge_id in brought.badges:
        if requirements.are_about(badge_id):
            mine = Award.badge_id == badge_id, Award.person_id == way.kept
            number = db.session.scalars(select(func.max(Award.id)).where(*mine)).one()
            payload = {"badge_id": badge_id, "first": number, "last": number}
            outbox.promise(issuing.HELD, payload, f"{issuing.HELD}:{number}:merged:{way.gone}")
    _quests(way)


def _quests(way: Move) -> None:
    begun = (
        select(BadgeTask.badge_id, BadgeTask.version)
        .join(Submission, Submission.badge_task_id == BadgeTask.id)
        .where(Submission.person_id == way.kept)
        .distinct()
    )
    for badge_id, version in db.session.execute(begun).all():
        quest = quests.Quest(badge_id, version, way.kept)
        if quests.is_complete(quest):
            key = f"quest:{badge_id}:{version}:merged:{way.gone}"
            due = clock.now() + quests.UNDO
            outbox.promise(QUEST_DONE, asdict(quest) | {"review_id": None}, key, due)
