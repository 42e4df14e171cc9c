"""Reads of organisers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import text

from col_app.core import clock
from col_app.core.db import db, read

Row = dict[str, Any]

_ORGANISER = """
select o.id, o.slug, o.kind, o.website, o.verified_at is not null as is_verified,
  (select jsonb_object_agg(i.lang, jsonb_build_object('name', i.name, 'about', i.about))
    from organiser_i18n i where i.organiser_id = o.id) as texts,
  (select count(*) from activity a where a.organiser_id = o.id and a.state = 'published'
    and (a.ends_at is null or a.ends_at > now())) as activity_count,
  (select t.slug from activity a join activity_topic x on x.activity_id = a.id
    join topic t on t.id = x.topic_id and not t.is_hidden
    where a.organiser_id = o.id and x.position = 0
    group by t.slug order by count(*) desc, t.slug limit 1) as topic
from organiser o
"""
_BY_ID = f"{_ORGANISER} where o.id = %(id)s"
_OF_KIND = "where (cast(%(kind)s as text) = '' or o.kind = %(kind)s)"
_SOME = f"""{_ORGANISER} {_OF_KIND}
order by activity_count desc, o.id limit %(limit)s offset %(offset)s"""
_COUNT = f"select count(*) as number from organiser o {_OF_KIND}"  # noqa: S608 - built from constants of this file alone
_KINDS = "select distinct kind from organiser"
_PAST = """
select a.id, count(*) over () as number from activity a
where a.organiser_id = %(id)s and a.state = 'published' and a.ends_at <= %(now)s
order by a.ends_at desc, a.id limit %(limit)s
"""
_LANGUAGES = """
select l.lang from activity a, unnest(a.languages) as l (lang)
where a.organiser_id = %(id)s and a.state = 'published' group by l.lang
order by count(*) desc, l.lang
"""
_BY_IDS = f"{_ORGANISER} where o.id = any(%(ids)s)"


def by_id(organiser_id: int) -> Row | None:
    """One organiser with its texts."""
    return next(iter(read(_BY_ID, {"id": organiser_id})), None)


def some(kind: str, limit: int, offset: int = 0) -> Sequence[Row]:
    """Organisers of a kind ("" for any), those with most to offer first."""
    return read(_SOME, {"kind": kind, "limit": limit, "offset": offset})


def count(kind: str) -> int:
    """How many organisers `some` has to give."""
    return read(_COUNT, {"kind": kind})[0]["number"]


def kinds() -> set[str]:
    """The kinds of organiser that this city has."""
    return {row["kind"] for row in read(_KINDS, {})}


def past(organiser_id: int, limit: int) -> tuple[int, list[int]]:
    """How many activities of an organiser are over, and the ids of the last ones."""
    rows = read(_PAST, {"id": organiser_id, "limit": limit, "now": clock.now()})
    return (rows[0]["number"] if rows else 0), [row["id"] for row in rows]


def languages(organiser_id: int) -> list[str]:
    """The languages of an organiser's activities, the most frequent first."""
    return [row["lang"] for row in read(_LANGUAGES, {"id": organiser_id})]


def by_ids(ids: Sequence[int]) -> Sequence[Row]:
    """These organisers, in no order."""
    return read(_BY_IDS, {"ids": list(ids)})


_ISSUING = """
select o.id as organiser_id, o.slug as organiser_slug, o.public_id as organiser_public_id,
  (select jsonb_object_agg(i.lang, i.name) from organiser_i18n i where i.organiser_id = o.id)
    as organiser_names
from organiser o where o.public_id = %(id)s
"""
_NAMES = """
select o.public_id, jsonb_object_agg(i.lang, i.name) as names
from organiser o join organiser_i18n i on i.organiser_id = o.id group by o.public_id
"""
_EXISTS = text("select exists (select from organiser where public_id = :id)")


def exists(public_id: str) -> bool:
    """Whether an organiser has this permanent id."""
    return bool(db.session.scalar(_EXISTS, {"id": public_id}))


def names_by_public_id() -> dict[str, dict[str, str]]:
    """The names of all organisers, by permanent id and language."""
    return {row["public_id"]: row["names"] for row in read(_NAMES, {})}


def issuing(public_id: str) -> Row | None:
    """What documents of an issuer say of an organiser, by its permanent id."""
    return next(iter(read(_ISSUING, {"id": public_id})), None)
