"""Names that begin like what is typed: topics and skills from memory, the rest in one read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, LiteralString

from col_app.core import clock
from col_app.core.db import read
from col_app.core.gazetteer import plain
from col_app.core.remembered import per_version
from col_app.learning.activities import spelling
from col_app.learning.vocabulary import Term, vocabulary

MOST = 4
"""Suggestions of one kind."""
SHORTEST = 2
"""Letters before anything is suggested."""
LONGEST = 60
_WORD = re.compile(r"[^\W_]+")
Kind = Literal["topic", "skill", "activity", "playlist", "place", "organiser"]
KINDS: tuple[Kind, ...] = ("topic", "skill", "activity", "playlist", "place", "organiser")

_PATHS = {
    "activity": "activities",
    "playlist": "playlists",
    "place": "places",
    "organiser": "organisers",
}
_BEGINS: LiteralString = (
    "i.plain like any(array[plain(%(typed)s) || '%%', '%% ' || plain(%(typed)s) || '%%'])"
)
# Names first, then the activities of this name one by one (`lateral … offset 0`): on fresh data the
# planner believes in fewer activities than names.
_NAMED = f"""
with named as (
  select 'activity' as kind, a.id, a.slug, i.lang, i.title as name, i.plain, a.starts_at
    from activity_i18n i cross join lateral (select a.id, a.slug, a.starts_at from activity a
      where a.id = i.activity_id and a.state = 'published'
        and (a.ends_at is null or a.ends_at > %(now)s) offset 0) as a
    where {_BEGINS}
  union all select 'playlist', p.id, p.slug, i.lang, i.title, i.plain, null
    from playlist_i18n i join playlist p on p.id = i.playlist_id
    where {_BEGINS} and p.published_at is not null
  union all select 'place', p.id, p.slug, i.lang, i.name, i.plain, null
    from place_i18n i join place p on p.id = i.place_id where {_BEGINS}
  union all select 'organiser', o.id, o.slug, i.lang, i.name, i.plain, null
    from organiser_i18n i join organiser o on o.id = i.organiser_id where {_BEGINS}
), best as (
  select distinct on (kind, id) *, array_position(%(order)s, lang) as nth from named
  order by kind, id, nth nulls last
), ranked as (
  select best.*, row_number() over (partition by kind order by nth is null,
    starts_with(plain, plain(%(typed)s)) desc, starts_at nulls last, length(plain), id) as rank
  from best
)
select kind, id, slug, lang, name from ranked where rank <= %(most)s order by kind, rank
"""  # noqa: S608 - built from constants of this file alone
_COUNTS = """
select key, count(*) as n from (select unnest(keys) as key from activity
  where keys && %(keys)s and state = 'published' and (ends_at is null or ends_at > %(now)s)) as each
where key = any(%(keys)s) group by key
"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name and where it leads. `lang` is Babel's; `count` says how many activities are behind."""

    kind: Kind
    name: str
    lang: str
    href: str
    count: int | None = None


def suggest(typed: str, order: tuple[str, ...]) -> list[Suggestion]:
    """At most MOST of each kind, in the order of KINDS; spelling is forgiven if nothing fits."""
    words = " ".join(_WORD.findall(typed)).lower()[:LONGEST]
    if len(words) < SHORTEST:
        return []
    return _beginning(words, order) or _beginning_corrected(words, order)


def _beginning_corrected(words: str, order: tuple[str, ...]) -> list[Suggestion]:
    corrected = spelling.corrected(words)
    return _beginning(corrected, order) if corrected != words else []


def _beginning(words: str, order: tuple[str, ...]) -> list[Suggestion]:
    return [*_terms(plain(words), order), *_named(words, order)]


def _terms(typed: str, order: tuple[str, ...]) -> list[Suggestion]:
    found = [*_called(typed, "topic", order), *_called(typed, "skill", order)]
    counts = _counts([f"{kind}:{term.slug}" for kind, term in found])
    return [
        Suggestion(
            kind,
            term.label(order),
            term.label_lang(order),
            f"/activities?{kind}={term.slug}",
            counts.get(f"{kind}:{term.slug}", 0),
        )
        for kind, term in found
    ]


def _called(
    typed: str, kind: Literal["topic", "skill"], order: tuple[str, ...]
) -> list[tuple[Literal["topic", "skill"], Term]]:
    terms = vocabulary().topics if kind == "topic" else vocabulary().skills
    begins = re.compile(rf"\b{re.escape(typed)}")
    called = (
        slug
        for slug, names in _plain_names()[kind].items()
        if any(begins.search(names[lang]) for lang in order if lang in names)
    )
    return [(kind, terms[slug]) for slug, _n in zip(called, range(MOST), strict=False)]


@per_version
def _plain_names() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """By kind, slug and language; groups of skills lead nowhere and are left out."""

    def names(terms: Iterator[Term]) -> dict[str, dict[str, str]]:
        return {
            term.slug: {lang: plain(label) for lang, label in term.labels.items()} for term in terms
        }

    words = vocabulary()
    return {
        "topic": names(iter(words.topics.values())),
        "skill": names(iter(words.offered_skills())),
    }


def _counts(keys: list[str]) -> dict[str, int]:
    if not keys:
        return {}
    return {row["key"]: row["n"] for row in read(_COUNTS, {"keys": keys, "now": clock.now()})}


def _named(words: str, order: tuple[str, ...]) -> list[Suggestion]:
    asked = {"typed": words, "order": list(order), "most": MOST, "now": clock.now()}
    found = [
        Suggestion(row["kind"], row["name"], row["lang"], _href(row)) for row in read(_NAMED, asked)
    ]
    return sorted(found, key=lambda each: KINDS.index(each.kind))


def _href(row: dict[str, Any]) -> str:
    return f"/{_PATHS[row['kind']]}/{row['id']}-{row['slug']}"
