"""Reads of badge definitions for those who make them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, text

from col_app.core.db import db
from col_app.learning.organisers.models import Organiser, OrganiserMember, OrganiserText
from col_app.recognition.badges.models import Badge, BadgeDraft
from col_app.recognition.badges.queries import tasks
from col_app.recognition.badges.versions import CONTENTS

Row = dict[str, Any]
_MINE = """(cast(:by as bigint) is null or exists (select from organiser_member m
  where m.organiser_id = b.organiser_id and m.person_id = :by))"""
_LISTED = text(f"""
select b.id, b.slug, b.version, b.published_at is not null as is_published,
  b.retired_at is not null as is_retired, d.badge_id is not null as has_draft,
  coalesce(d.contents, {CONTENTS}) as contents,
  (select count(*) from award w where w.badge_id = b.id and w.revoked_at is null) as award_count,
  (select jsonb_object_agg(i.lang, i.name) from organiser_i18n i
    where i.organiser_id = b.organiser_id) as organiser_names
from badge b left join badge_draft d on d.badge_id = b.id where {_MINE}
order by (d.badge_id is not null) desc, b.id desc limit :limit offset :offset
""")  # noqa: S608 - built from constants of this file and of versions alone
_COUNT = text(f"select count(*) from badge b where {_MINE}")  # noqa: S608 - as above
_CONTENTS = text(f"select {CONTENTS} from badge b where b.id = :id")  # noqa: S608 - as above
_HOLDERS = text("select count(*) from award where badge_id = :id and revoked_at is null")


def listed(by: int | None, limit: int, offset: int = 0) -> Sequence[Row]:
    """Badges of a person's organisers (of all without `by`), those with a draft first."""
    values = {"by": by, "limit": limit, "offset": offset}
    return [dict(row) for row in db.session.execute(_LISTED, values).mappings()]


def count(by: int | None) -> int:
    """How many `listed` has to give."""
    return db.session.scalar(_COUNT, {"by": by}) or 0


def owned(badge_id: int, by: int | None) -> Badge | None:
    """A badge of a person's organisers; of anybody's without `by`."""
    query = select(Badge).where(Badge.id == badge_id)
    if by is not None:
        theirs = select(OrganiserMember.organiser_id).where(OrganiserMember.person_id == by)
        query = query.where(Badge.organiser_id.in_(theirs))
    return db.session.scalars(query).one_or_none()


def organisers(by: int | None) -> dict[int, dict[str, str]]:
    """The organisers a person may make badges for: names by language, by number."""
    query = select(Organiser.id, OrganiserText.lang, OrganiserText.name).join(
        OrganiserText, OrganiserText.organiser_id == Organiser.id
    )
    if by is not None:
        theirs = select(OrganiserMember.organiser_id).where(OrganiserMember.person_id == by)
        query = query.where(Organiser.id.in_(theirs))
    found: dict[int, dict[str, str]] = {}
    for number, lang, name in db.session.execute(query.order_by(Organiser.id)):
        found.setdefault(number, {})[lang] = name
    return found


def draft(badge: Badge) -> tuple[Row, int]:
    """What a badge is to become, and the draft's revision; 0 while it is as published."""
    kept = db.session.get(BadgeDraft, badge.id)
    if kept is not None:
        return kept.contents, kept.revision
    return published(badge), 0


def published(badge: Badge) -> Row:
    """What a badge says now, in the shape of a draft."""
    contents = db.session.scalar(_CONTENTS, {"id": badge.id}) or {}
    steps = [
        {key: task[key] for key in ("texts", "evidence", "verified_by", "peers")}
        for task in tasks(badge.id, badge.version)
    ]
    return contents | {"tasks": steps, "skills": contents.get("skills") or []}


def holder_count(badge_id: int) -> int:
    """How many people hold a badge in any version."""
    return db.session.scalar(_HOLDERS, {"id": badge_id}) or 0
