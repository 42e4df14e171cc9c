"""A person's awards in all cities. The network knows where they lie; no other city is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import select, text

import tenancy
from col_app.core import web
from col_app.core.db import network_session, session_of
from col_app.recognition.awards.models import RegisteredAward

Row = dict[str, Any]
_HELD = text("""
    select w.public_id, w.awarded_at, w.revoked_at,
      b.id as badge_id, b.shape, b.palette, b.icon,
      b.pattern, b.playlist_id,
      w.document::jsonb -> 'evidence' as evidence,
      (select jsonb_object_agg(i.lang, jsonb_build_object('name', i.name,
        'description', i.description)) from badge_i18n i where i.badge_id = b.id) as texts,
      (select jsonb_object_agg(i.lang, i.name) from organiser_i18n i
        where i.organiser_id = b.organiser_id) as organiser_names,
      (select jsonb_agg((select jsonb_object_agg(s.lang, s.label) from skill_i18n s
        where s.skill_id = x.skill_id) order by x.skill_id)
        from badge_skill x where x.badge_id = b.id) as skills
    from award w join badge b on b.id = w.badge_id
    where w.person_id = :person_id and w.public_id = any(:ids)
    order by w.awarded_at desc, w.id desc
""")
_DOCUMENTS = text("""
    select w.public_id, w.document, w.awarded_at, w.revoked_at, w.revoked_because,
      b.id, b.public_id as badge_public_id, b.slug, b.shape, b.palette, b.icon, b.pattern,
      (select p.png from badge_picture p where p.digest = b.picture) as picture,
      (select t.token from award_token t where t.award_id = w.id) as token,
      (select array_agg(e.document order by e.position, e.id) from endorsement e
        where e.award_id = w.id and e.state = 'accepted' and not e.is_hidden) as endorsements
    from award w join badge b on b.id = w.badge_id
    where w.person_id = :person_id and w.public_id = any(:ids) order by w.id
""")
Places = dict[int, list[str]]


def places(person_id: int) -> Places:
    """The ids of a person's awards by the number of the city, in the order of the cities."""
    query = (
        select(RegisteredAward.city_id, RegisteredAward.public_id)
        .where(RegisteredAward.person_id == person_id)
        .order_by(RegisteredAward.city_id, RegisteredAward.public_id)
    )
    found: Places = {}
    with network_session() as session:
        for city_id, public_id in session.execute(query):
            found.setdefault(city_id, []).append(public_id)
    return found


def held(person_id: int, where: Places) -> list[tuple[tenancy.City, Row]]:
    """These awards of a person with their cities; one statement for each city that has some."""
    return [
        (city, row) for city, ids in _cities(where) for row in _rows(city, _HELD, person_id, ids)
    ]


def documents(person_id: int, where: Places, step: int) -> Iterator[tuple[tenancy.City, Row]]:
    """The same awards with their signed credentials, `step` of them in memory at a time."""
    for city, ids in _cities(where):
        rest = iter(ids)
        while some := list(islice(rest, step)):
            for row in _rows(city, _DOCUMENTS, person_id, some):
                yield city, row


def _cities(where: Places) -> Iterator[tuple[tenancy.City, list[str]]]:
    for city_id, ids in where.items():
        city = web.app().directory.by_id(city_id)
        if city is not None:
            yield city, ids


def _rows(city: tenancy.City, statement: Any, person_id: int, ids: Sequence[str]) -> list[Row]:
    with session_of(city) as session:
        found = session.execute(statement, {"person_id": person_id, "ids": list(ids)})
        return [dict(row) for row in found.mappings()]
