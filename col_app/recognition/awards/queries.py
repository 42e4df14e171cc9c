"""Reads of awards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, text

from col_app.core.db import db, read
from col_app.recognition.awards.models import Award

Row = dict[str, Any]
DOCUMENT = """select coalesce(open_document, document) as document
  from award where public_id = %(id)s"""
_OF_PERSON = text("""
    select w.public_id, w.awarded_at, w.revoked_at, b.id as badge_id, b.slug as badge_slug,
      v.contents->>'shape' as shape, v.contents->>'palette' as palette,
      v.contents->>'icon' as icon, v.contents->>'pattern' as pattern,
      v.contents->>'picture' as picture,
      (select jsonb_object_agg(i.lang, i.name) from badge_i18n i where i.badge_id = b.id) as names
    from award w join badge b on b.id = w.badge_id
    join badge_version v on v.badge_id = w.badge_id and v.number = w.version
    where w.person_id = :person_id order by w.awarded_at desc, w.id desc
""")
_SKILLS_OF_PERSON = text("""
    select distinct x.skill_id from award w join badge_skill x on x.badge_id = w.badge_id
    where w.person_id = :person_id and w.revoked_at is null
""")
_NEWS = text("""
    select w.public_id,
      (select jsonb_object_agg(i.lang, i.name) from badge_i18n i where i.badge_id = w.badge_id)
        as names,
      (select jsonb_object_agg(i.lang, i.name) from organiser_i18n i
        where i.organiser_id = b.organiser_id) as organiser_names
    from award w join badge b on b.id = w.badge_id where w.id = :id and w.revoked_at is null
""")
_PUBLIC = text("""
    select w.public_id, w.awarded_at, w.revoked_at, b.public_id as badge
    from award w join badge b on b.id = w.badge_id where w.is_public order by w.id
""")


def news(award_id: int) -> Row | None:
    """What a mail about an award says: its address and the badge's names; None once revoked."""
    row = db.session.execute(_NEWS, {"id": award_id}).mappings().one_or_none()
    return dict(row) if row else None


def document(public_id: str) -> str | None:
    """The signed credential as everybody may read it."""
    rows = read(DOCUMENT, {"id": public_id})
    return rows[0]["document"] if rows else None


def by_public_id(public_id: str) -> Award | None:
    """An award by the id in its address."""
    return db.session.scalars(select(Award).where(Award.public_id == public_id)).one_or_none()


_HANDLED = text("""
    select b.id, b.slug, b.organiser_id, b.published_at is not null as is_published,
      coalesce((select jsonb_object_agg(i.lang, i.name) from badge_i18n i where i.badge_id = b.id),
        (select jsonb_object_agg(t.lang, t.texts->>'name') from badge_draft d,
          jsonb_each(d.contents->'texts') as t(lang, texts)
          where d.badge_id = b.id and t.texts->>'name' <> ''), '{}') as names
    from badge b where b.id = :id and (:whole_city or exists (select from organiser_member m
      where m.organiser_id = b.organiser_id and m.person_id = :by))
""")
_LISTED = text("""
    select w.public_id, w.awarded_at, w.revoked_at, coalesce(m.name, '') as name,
      count(*) over () as total
    from award w left join member m using (person_id)
    where w.badge_id = :id
      and (:q = '' or position(network.plain(:q) in network.plain(m.name)) > 0)
    order by w.awarded_at desc, w.id desc limit :limit offset :offset
""")


def handled(badge_id: int, by: int, whole_city: bool) -> Row | None:
    """A badge that a person may award: of an organiser they act for, or any for the city team."""
    values = {"id": badge_id, "by": by, "whole_city": whole_city}
    row = db.session.execute(_HANDLED, values).mappings().one_or_none()
    return dict(row) if row else None


def of_badge(badge_id: int, q: str, limit: int, offset: int = 0) -> Sequence[Row]:
    """Awards of a badge, latest first, to people whose name holds `q`; `total` counts all."""
    values = {"id": badge_id, "q": q, "limit": limit, "offset": offset}
    return [dict(row) for row in db.session.execute(_LISTED, values).mappings()]


def ids_held(badge_id: int, people: Sequence[int]) -> dict[int, str]:
    """The ids of these people's awards of a badge, by person: one in force before revoked ones."""
    query = (
        select(Award.person_id, Award.public_id)
        .where(Award.badge_id == badge_id, Award.person_id.in_(list(people)))
        .order_by(Award.revoked_at.is_(None), Award.id)
    )
    return {row.person_id: row.public_id for row in db.session.execute(query)}


def held(badge_id: int, person_id: int) -> str:
    """The id of a person's award of a badge, as in `ids_held`. Raises KeyError."""
    return ids_held(badge_id, [person_id])[person_id]


def of_person(person_id: int) -> Sequence[Row]:
    """A person's awards in this city, latest first."""
    return [dict(r) for r in db.session.execute(_OF_PERSON, {"person_id": person_id}).mappings()]


_TERMS = text("""
    select public_id, revoked_at, document::jsonb ->> 'validUntil' as valid_until
    from award where person_id = :person_id order by awarded_at, id
""")
_DOCUMENTS = text("select document from award where public_id = any(:ids) order by awarded_at, id")


def terms_of(person_id: int) -> Sequence[Row]:
    """How long each of a person's awards in this city is in force, first one first."""
    return [dict(r) for r in db.session.execute(_TERMS, {"person_id": person_id}).mappings()]


def documents(ids: Sequence[str]) -> Sequence[str]:
    """These credentials as they were issued, first one first."""
    return db.session.scalars(_DOCUMENTS, {"ids": list(ids)}).all()


def skills_of(person_id: int) -> frozenset[int]:
    """The skills that the badges of a person show, by their numbers."""
    return frozenset(db.session.scalars(_SKILLS_OF_PERSON, {"person_id": person_id}))


def public() -> Sequence[Row]:
    """Awards of this city that anyone may see."""
    return [dict(row) for row in db.session.execute(_PUBLIC).mappings()]
