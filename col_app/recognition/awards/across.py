"""A person's awards in all cities. The network knows where they lie; no other city is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import select, text

import tenancy
from col_app.core import web
from col_app.core.db import network_session, session_of
from col_app.recognition.awards import tokens
from col_app.recognition.awards.models import RegisteredAward

Row = dict[str, Any]
# what a badge said when it was given, as on the page of the award
_HELD = text("""
    select w.public_id, w.awarded_at, w.revoked_at, b.id as badge_id, b.playlist_id,
      v.contents->>'shape' as shape, v.contents->>'palette' as palette,
      v.contents->>'icon' as icon, v.contents->>'pattern' as pattern,
      v.contents->>'picture' as picture, v.contents->'texts' as texts,
      w.document::jsonb #>> '{credentialSubject,narrative}' as narrative,
      (select jsonb_object_agg(i.lang, i.name) from organiser_i18n i
        where i.organiser_id = b.organiser_id) as organiser_names,
      (select jsonb_agg((select jsonb_object_agg(i.lang, i.label) from skill s
        join skill_i18n i on i.skill_id = s.id where s.uri = u.uri) order by u.place)
        from jsonb_array_elements_text(nullif(v.contents->'skills', 'null'))
          with ordinality as u (uri, place)) as skills
    from award w join badge b on b.id = w.badge_id
    join badge_version v on v.badge_id = w.badge_id and v.number = w.version
    where w.person_id = :person_id and w.public_id = any(:ids)
    order by w.awarded_at desc, w.id desc
""")
_DOCUMENTS = text("""
    select w.id as award_id, w.public_id, w.document, w.open_document, w.awarded_at,
      w.revoked_at, w.revoked_because,
      b.id, v.public_id as badge_public_id, b.slug,
      v.contents->>'shape' as shape, v.contents->>'palette' as palette,
      v.contents->>'icon' as icon, v.contents->>'pattern' as pattern,
      (select p.png from badge_picture p where p.digest = v.contents->>'picture') as picture,
      (select array_agg(e.document order by e.position, e.id) from endorsement e
        where e.award_id = w.id and e.state = 'accepted' and not e.is_hidden) as endorsements
    from award w join badge b on b.id = w.badge_id
    join badge_version v on v.badge_id = w.badge_id and v.number = w.version
    where w.person_id = :person_id and w.public_id = any(:ids) order by w.id
""")
_PICTURES = text("select digest, png from badge_picture where digest = any(:digests)")
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
    """The same awards with credentials and tokens, `step` of them in memory at a time."""
    for city, ids in _cities(where):
        rest = iter(ids)
        while some := list(islice(rest, step)):
            for row in _with_tokens(city, person_id, some):
                yield city, row


def pictures(slug: str, digests: Sequence[str]) -> dict[str, bytes]:
    """Pictures that organisers of a city sent, by digest; those that are there."""
    city = web.app().directory.by_slug(slug)
    if city is None or not digests:
        return {}
    with session_of(city) as session:
        found = session.execute(_PICTURES, {"digests": list(digests)})
        return {row.digest: bytes(row.png) for row in found}


def _cities(where: Places) -> Iterator[tuple[tenancy.City, list[str]]]:
    for city_id, ids in where.items():
        city = web.app().directory.by_id(city_id)
        if city is not None:
            yield city, ids


def _with_tokens(city: tenancy.City, person_id: int, ids: Sequence[str]) -> list[Row]:
    with session_of(city) as session:
        found = session.execute(_DOCUMENTS, {"person_id": person_id, "ids": list(ids)})
        rows = [dict(row) for row in found.mappings()]
        open_ones = {row["award_id"]: row["open_document"] or row["document"] for row in rows}
        signed = tokens.tokens(session, city, open_ones)
        session.commit()
    return [{**row, "token": signed.get(row["award_id"])} for row in rows]


def _rows(city: tenancy.City, statement: Any, person_id: int, ids: Sequence[str]) -> list[Row]:
    with session_of(city) as session:
        found = session.execute(statement, {"person_id": person_id, "ids": list(ids)})
        return [dict(row) for row in found.mappings()]
