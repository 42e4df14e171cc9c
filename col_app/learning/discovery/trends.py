"""Trending and newest, as pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from col_app.learning.activities.cards import own_tag
from col_app.learning.discovery import queries, reasons
from col_app.learning.discovery.reasons import Order, Suggestion
from col_app.learning.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class TopicTrend:
    """A topic and how many people chose something of it. `lang` is BCP 47, or empty."""

    slug: str
    label: str
    lang: str
    href: str
    line: str


def activities(limit: int, order: Order) -> list[Suggestion]:
    """What most people joined or saved lately. One query."""
    chosen = {trend.id: trend.people for trend in queries.trending()["activity"]}
    rows = queries.still_on(list(chosen), limit) if chosen else []
    return reasons.suggestions(rows, [reasons.chosen_by(chosen[r["id"]]) for r in rows], order)


def topics(limit: int, order: Order) -> list[TopicTrend]:
    """Topics of what most people joined or saved lately. No query but the counting."""
    found: list[TopicTrend] = []
    for trend in queries.trending()["topic"][:limit]:
        for term in vocabulary().topics_of([trend.id]):
            label, lang = term.label(order), own_tag(term.label_lang(order), order)
            line = reasons.chosen_by(trend.people)
            found.append(TopicTrend(term.face, label, lang, f"/topics/{term.slug}", line))
    return found


def newest(limit: int, order: Order) -> list[Suggestion]:
    """What was published last. One query."""
    rows = queries.newest(limit)
    return reasons.suggestions(rows, [reasons.added(row["published_at"]) for row in rows], order)
