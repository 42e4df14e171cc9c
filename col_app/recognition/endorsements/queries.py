"""Reads of endorsements."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select, text

from col_app.core.db import db, read
from col_app.core.mail import Recipient
from col_app.recognition.endorsements.models import Endorsement, State
from col_app.recognition.evidence.models import EvidenceFile

Row = dict[str, Any]
MOST = 200

_ENDORSEMENT = """
select e.id, e.public_id, e.state, e.words, e.name, e.standing, e.comment, e.lang, e.email,
  e.organiser_id, e.asked_by, e.asked_at, e.signed_at, e.withdrawn_at, e.is_hidden, e.document,
  e.award_id, v.badge_id, v.number as version, v.public_id as version_public_id, v.contents,
  b.slug, b.version as latest, b.organiser_id as badge_organiser_id,
  (select jsonb_object_agg(i.lang, i.name) from organiser_i18n i
    where i.organiser_id = b.organiser_id) as badge_organiser_names,
  w.public_id as award, w.person_id as holder_id, w.is_public, w.revoked_at,
  (select m.name from member m where m.person_id = w.person_id) as holder,
  o.slug as endorser_slug, o.public_id as endorser_public_id,
  o.verified_at is not null as endorser_is_verified,
  exists (select from endorsement x where x.state = 'accepted' and x.position < e.position
    and x.award_id is not distinct from e.award_id and x.version is not distinct from e.version
    and x.badge_id is not distinct from e.badge_id) as is_below,
  (select jsonb_object_agg(i.lang, i.name) from organiser_i18n i where i.organiser_id = o.id)
    as endorser_names
from endorsement e left join award w on w.id = e.award_id
join badge_version v on v.badge_id = coalesce(e.badge_id, w.badge_id)
  and v.number = coalesce(e.version, w.version)
join badge b on b.id = v.badge_id left join organiser o on o.id = e.organiser_id
where
"""
_PUBLIC = "e.state = 'accepted' and not e.is_hidden"
_BY_ID = f"{_ENDORSEMENT} e.id = %(id)s"
_BY_PUBLIC_ID = f"{_ENDORSEMENT} e.public_id = %(id)s"
_OF_PERSON = f"""{_ENDORSEMENT} w.person_id = %(by)s
  order by w.awarded_at desc, w.id desc, e.position, e.id limit %(most)s"""
_OF_BADGE = f"""{_ENDORSEMENT} e.badge_id = %(id)s
  order by e.version desc, e.position, e.id limit %(most)s"""
_ON_AWARD = f"""{_ENDORSEMENT} {_PUBLIC} and (e.award_id = %(id)s or e.badge_id = (
    select badge_id from award where id = %(id)s) and e.version = (
    select version from award where id = %(id)s))
  order by e.award_id is null, e.position, e.id limit %(most)s"""  # noqa: S608 - built from constants of this file alone
_ON_BADGE = f"""{_ENDORSEMENT} {_PUBLIC} and e.badge_id = %(id)s
  order by e.version desc, e.position, e.id limit %(most)s"""
_ASKED_OF = f"""{_ENDORSEMENT} e.organiser_id in (
    select organiser_id from organiser_member where person_id = %(by)s)
  order by e.state <> 'asked', e.asked_at desc, e.id desc limit %(most)s"""  # noqa: S608 - as above
# who acts for the one asked; never the one it is about, nor the one who asked
_TO_ANSWER = f"""{_ENDORSEMENT} e.id = %(id)s and e.organiser_id in (
    select organiser_id from organiser_member where person_id = %(by)s)
  and e.asked_by is distinct from %(by)s and w.person_id is distinct from %(by)s"""  # noqa: S608 - as above
_TO_ASK = """
select o.id, (select jsonb_object_agg(i.lang, i.name) from organiser_i18n i
  where i.organiser_id = o.id) as names
from organiser o where o.verified_at is not null and o.id <> %(issuer)s
  and exists (select from organiser_member m where m.organiser_id = o.id
    and m.person_id <> %(by)s) order by o.id
"""
_SPEAKING_FOR = """
select o.id, (select jsonb_object_agg(i.lang, i.name) from organiser_i18n i
  where i.organiser_id = o.id) as names
from organiser o join organiser_member m on m.organiser_id = o.id and m.person_id = %(by)s
join badge b on b.id = %(badge_id)s and b.organiser_id <> o.id
where o.verified_at is not null and not exists (select from endorsement e
    where e.badge_id = b.id and e.version = b.version and e.organiser_id = o.id
      and e.state not in ('expired', 'withdrawn'))
  and not exists (select from organiser_member n where n.organiser_id = b.organiser_id
    and n.person_id = %(by)s)
order by o.id
"""
_OWN_AWARDS = """
select w.id, w.public_id, w.badge_id, w.version, b.organiser_id,
  v.contents->'texts' as texts
from award w join badge b on b.id = w.badge_id
join badge_version v on v.badge_id = w.badge_id and v.number = w.version
where w.person_id = %(by)s and w.revoked_at is null order by w.awarded_at desc, w.id desc
"""
_HELD_AS = """select public_id from award where id = %(id)s and person_id = %(by)s
  and revoked_at is null"""
_EVIDENCE = """
select s.id, s.body, s.link, t.evidence,
  (select jsonb_object_agg(i.lang, i.text) from badge_task_i18n i where i.task_id = t.id) as texts,
  (select jsonb_agg(jsonb_build_object('public_id', f.public_id, 'name', f.name,
    'media_type', f.media_type, 'size', f.size) order by f.position)
    from evidence_file f where f.submission_id = s.id) as files
from submission s join badge_task t on t.id = s.badge_task_id
"""
_OWN_EVIDENCE = f"""{_EVIDENCE} join award w on w.badge_id = t.badge_id and w.version = t.version
    and w.person_id = s.person_id
  where w.id = %(id)s and s.state = 'accepted' order by t.position"""
_SHOWN_EVIDENCE = f"""{_EVIDENCE} join endorsement_evidence x on x.submission_id = s.id
  where x.endorsement_id = %(id)s and s.state = 'accepted' order by t.position"""
_MEMBERS = """select person_id from organiser_member where organiser_id = %(id)s
  and person_id is distinct from %(but)s order by person_id"""
_OWNERS = text("""
select w.person_id from award w where w.id = :award_id
union select m.person_id from organiser_member m join badge b using (organiser_id)
  where b.id = :badge_id
""")
_ISSUER = text("""select organiser_id from badge where id = coalesce(:badge_id,
  (select badge_id from award where id = :award_id))""")
_FILE = text("""select f.id from evidence_file f join endorsement_evidence x using (submission_id)
  join endorsement e on e.id = x.endorsement_id
  where f.public_id = :file and e.id = :id and e.state = 'asked'""")


def _one(rows: list[Row]) -> Row | None:
    return next(iter(rows), None)


def by_id(number: int) -> Row | None:
    """One endorsement with its badge, in any state."""
    return _one(read(_BY_ID, {"id": number}))


def by_public_id(public_id: str) -> Row | None:
    """An endorsement by the id in its address, in any state."""
    return _one(read(_BY_PUBLIC_ID, {"id": public_id}))


def of_person(person_id: int) -> Sequence[Row]:
    """The endorsements of a person's own badges, latest badge first."""
    return read(_OF_PERSON, {"by": person_id, "most": MOST})


def of_badge(badge_id: int) -> Sequence[Row]:
    """The endorsements of a badge in all its versions and in any state, newest version first."""
    return read(_OF_BADGE, {"id": badge_id, "most": MOST})


def on_award(award_id: int) -> Sequence[Row]:
    """What everybody reads beside an award: endorsements of it, then of its badge."""
    return read(_ON_AWARD, {"id": award_id, "most": MOST})


def on_badge(badge_id: int) -> Sequence[Row]:
    """What everybody reads beside a badge, of its newest version first."""
    return read(_ON_BADGE, {"id": badge_id, "most": MOST})


def asked_of(by: int) -> Sequence[Row]:
    """What the organisers of a person were asked, what waits first."""
    return read(_ASKED_OF, {"by": by, "most": MOST})


def to_answer(number: int, by: int) -> Row | None:
    """What an organiser of this person was asked; never about the person's own badge."""
    return _one(read(_TO_ANSWER, {"id": number, "by": by}))


def organisers_to_ask(by: int, issuer: int) -> Sequence[Row]:
    """Organisers that the city has checked and that somebody acts for; not the badge's own."""
    return read(_TO_ASK, {"by": by, "issuer": issuer})


def speaking_for(by: int, badge_id: int) -> Sequence[Row]:
    """Organisers in whose name a person may endorse a badge: that the city has checked and that
    have said nothing of its newest version. Who acts for the badge's own organiser has none.
    """
    return read(_SPEAKING_FOR, {"by": by, "badge_id": badge_id})


def own_awards(person_id: int) -> Sequence[Row]:
    """A person's badges in force, latest first."""
    return read(_OWN_AWARDS, {"by": person_id})


def held_as(award_id: int, person_id: int) -> str | None:
    """The public id of an award in force, for its holder alone."""
    rows = read(_HELD_AS, {"id": award_id, "by": person_id})
    return rows[0]["public_id"] if rows else None


def newest(badge_id: int) -> int:
    """The number of the version of a badge that is given now."""
    return read("select version from badge where id = %(id)s", {"id": badge_id})[0]["version"]


def own_evidence(award_id: int) -> Sequence[Row]:
    """The accepted evidence behind an award, in the order of the tasks."""
    return read(_OWN_EVIDENCE, {"id": award_id})


def shown_evidence(number: int) -> Sequence[Row]:
    """The evidence that the one asked may see."""
    return read(_SHOWN_EVIDENCE, {"id": number})


def members(organiser_id: int, but: int | None) -> list[int]:
    """Who acts for an organiser, without one person."""
    return [row["person_id"] for row in read(_MEMBERS, {"id": organiser_id, "but": but})]


def owners(endorsement: Endorsement) -> Sequence[int]:
    """Who decides about an endorsement: the holder, or who acts for the badge's organiser."""
    about = {"award_id": endorsement.award_id, "badge_id": endorsement.badge_id}
    return db.session.scalars(_OWNERS, about).all()


def issuer(award_id: int | None, badge_id: int | None) -> int | None:
    """The organiser that issues a badge, named by itself or by an award of it."""
    return db.session.scalar(_ISSUER, {"award_id": award_id, "badge_id": badge_id})


def evidence_file(number: int, public_id: str) -> EvidenceFile | None:
    """A file that the one asked may see, until there is an answer."""
    found = db.session.scalar(_FILE, {"file": public_id, "id": number})
    return db.session.get(EvidenceFile, found) if found else None


def own(number: int, person_id: int) -> Endorsement | None:
    """An endorsement of a person's own badge, to act upon."""
    row = by_id(number)
    if row is None or row["holder_id"] != person_id:
        return None
    return db.session.get(Endorsement, number)


def endorser(number: int) -> Recipient | None:
    """Where mails to somebody asked by address go; None when the address is forgotten."""
    found = db.session.get(Endorsement, number)
    if found is None or found.email is None:
        return None
    return Recipient(None, found.email, found.name, found.lang)


def is_taken(status_list_id: int, index: int) -> bool:
    """Whether a place in a status list is somebody's."""
    place = (Endorsement.status_list_id == status_list_id, Endorsement.status_index == index)
    return db.session.scalar(select(Endorsement.id).where(*place)) is not None


def personal_data(person_id: int, emails: Collection[str]) -> list[Row]:
    """All that this room knows of a person: asked, said, and said about their badges."""
    return read(
        """select e.state, e.words, e.name, e.standing, e.comment, e.asked_at, e.signed_at
        from endorsement e left join award w on w.id = e.award_id
        where %(id)s in (e.asked_by, w.person_id, e.answered_by) or e.email = any(%(emails)s)
        order by e.id""",
        {"id": person_id, "emails": list(emails)},
    )


def is_public(row: Row) -> bool:
    """Whether everybody may read an endorsement."""
    return row["state"] == State.ACCEPTED and not row["is_hidden"]
