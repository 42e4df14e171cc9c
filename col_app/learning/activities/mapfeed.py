"""What the map shows: the found activities, and the city's places, as GeoJSON (RFC 7946)."""

from __future__ import annotations

import hashlib
from typing import Any, LiteralString
from zoneinfo import ZoneInfo

import orjson

import tenancy
from col_app.core import clock, i18n
from col_app.core.db import read
from col_app.learning.activities import search, sql
from col_app.learning.activities.filters import Filters
from col_app.learning.vocabulary import Vocabulary, vocabulary
from col_app.ui.art.topics import look_of

LAYERS = ("activity", "place")
SHAPE = 2
"""Counted up when the same contents are written in another way."""
Layers = tuple[str, ...]
Row = dict[str, Any]

# five digits are a metre
_POINT = """cast(round(cast(p.lon as numeric), 5) as float) as lon,
  cast(round(cast(p.lat as numeric), 5) as float) as lat"""


def _spoken(table: LiteralString, key: LiteralString, column: LiteralString) -> LiteralString:
    """A join of the reader's text, or of the next best: others stay in the database."""
    return f"""left join {table} own on own.{key} and own.lang = %(own)s
left join lateral (select i.lang, i.{column} from {table} i
  where own.lang is null and i.{key} order by array_position(%(order)s, i.lang) nulls last, i.lang
  limit 1) as other on true"""  # noqa: S608 - called with constants of this file alone


# A place counts what was found there, and stands on the map without any of it.
_FEED = f"""{sql.BASE}
, found as (select id from {sql.FOUND})
, met as materialized (select a.id, a.slug, a.place_id, a.starts_at
  from found join activity a on a.id = found.id where a.place_id is not null)
(select 'activity' as layer, m.id, m.slug, {_POINT}, coalesce(own.lang, other.lang) as lang,
  coalesce(own.title, other.title) as title, (select x.topic_id from activity_topic x
    where x.activity_id = m.id and x.topic_id <> all(%(hidden)s::bigint[])
    order by x.position limit 1) as topic_id, count(*) over () as number
from met m join place p on p.id = m.place_id
{_spoken("activity_i18n", "activity_id = m.id", "title")}
where %(activity)s order by m.starts_at nulls last, m.id limit %(limit)s)
union all
(select 'place', p.id, p.slug, {_POINT}, coalesce(own.lang, other.lang),
  coalesce(own.name, other.name), null, (select count(*) from met m where m.place_id = p.id)
from place p
{_spoken("place_i18n", "place_id = p.id", "name")}
where %(place)s
  and (%(any_box)s or (p.lon between %(west)s and %(east)s
    and p.lat between %(south)s and %(north)s))
  and (%(anywhere)s or power((p.lat - %(lat)s) * 111.32, 2)
    + power((p.lon - %(lon)s) * 111.32 * cos(radians(%(lat)s)), 2) <= power(%(km)s, 2))
order by p.id limit %(limit)s)
"""  # noqa: S608 - built from constants alone
# What is over leaves the list without anybody's doing: the last end tells that one more is.
_VERSION = """
select (select word from content) as word,
  (select max(ends_at) from activity where state = 'published' and ends_at <= %(now)s) as ended,
  (select max(ends_at) from activity_session where ends_at <= %(now)s) as met
"""


def version(filters: Filters, layers: Layers, order: tuple[str, ...]) -> str:
    """The same word as long as `write` would give the same answer; asked without building it.

    Read it before the answer: a change in between gives a new answer an old word, which the next
    question finds out, and never an old answer a new one.
    """
    city, now = tenancy.current_city(), clock.now()
    today = now.astimezone(ZoneInfo(city.time_zone)).date()
    (known,) = read(_VERSION, {"now": now})
    asked = filters.query(page=None, sort=None), filters.near, layers, order
    facts = SHAPE, city.id, city.version, known["word"], known["ended"], known["met"], today, asked
    return hashlib.blake2b(repr(facts).encode(), digest_size=12).hexdigest()


def write(filters: Filters, layers: Layers, order: tuple[str, ...]) -> bytes:
    """A FeatureCollection; its `total` counts the activities with a place, shown or not."""
    chosen = {layer: layer in layers for layer in LAYERS}
    words = vocabulary()
    asked = {"own": order[0], "order": list(order), "limit": search.MAX_PINS}
    values = search.parameters(filters, order) | asked | chosen | {"hidden": words.hidden_ids}
    rows = read(_FEED, values)
    total = rows[0]["number"] if rows and rows[0]["layer"] == "activity" else 0
    topics = {number: _topic(words, number) for number in {row["topic_id"] for row in rows}}
    features = [_feature(row, topics, order[0]) for row in rows]
    return orjson.dumps({"type": "FeatureCollection", "total": total, "features": features})


def _topic(words: Vocabulary, number: int | None) -> Row:
    """Its slug, if there is one, with the token of its colours and its icon: `music.flask`."""
    slug = next((term.slug for term in words.topics_of((number,) if number else ())), None)
    token, icon = look_of(words.look(slug))
    look = {"look": f"{token}.{icon}"}
    return {"topic": slug, **look} if slug else look


def _feature(row: Row, topics: dict[int, Row], reader: str) -> Row:
    """`lang` stands only beside a title in another language than the reader's."""
    layer, number, slug, lon, lat, lang, title, topic_id, count = row.values()
    if layer == "activity":
        said = {**topics[topic_id], "href": f"/activities/{number}-{slug}"}
    else:
        said = {"layer": layer, "count": count, "href": f"/places/{number}-{slug}"}
    if lang != reader:
        said["lang"] = i18n.tag(lang)
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": (lon, lat)},
        "properties": {"id": number, "title": title, **said},
    }
