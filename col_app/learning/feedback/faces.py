"""Feedback in the reader's words, and as a trend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from col_app.core.speech import gettext as _
from col_app.learning.feedback.models import Mood, Reason
from col_app.learning.feedback.queries import Count

FEWEST = 3
"""Below this many answers nothing is shown: nobody should guess who said what."""


def moods() -> dict[Mood, str]:
    """The three answers."""
    return {Mood.GOOD: _("Good"), Mood.FINE: _("All right"), Mood.POOR: _("Not for me")}


def reasons() -> dict[Reason, str]:
    """What it was about."""
    return {
        Reason.LEARNED: _("What I learned"),
        Reason.PEOPLE: _("The people"),
        Reason.PLACE: _("The place"),
        Reason.PACE: _("Too fast or too slow"),
        Reason.LEVEL: _("Too easy or too hard"),
    }


@dataclass(frozen=True, slots=True)
class Trend:
    """What people said about one activity, or about all (`activity_id` 0)."""

    activity_id: int
    answers: int
    moods: list[tuple[str, int]]
    reasons: list[tuple[str, int]]


def trends(counts: Iterable[Count]) -> list[Trend]:
    """All together first, then each activity with enough answers, the newest first."""
    said: dict[int, tuple[Counter[Mood], Counter[Reason]]] = {0: (Counter(), Counter())}
    for activity_id, mood, reason, number in counts:
        own = said.setdefault(activity_id, (Counter(), Counter()))
        for mood_counts, reason_counts in (said[0], own):
            mood_counts[mood] += number
            if reason is not None:
                reason_counts[reason] += number
    return [
        _trend(activity_id, *both)
        for activity_id, both in said.items()
        if both[0].total() >= FEWEST
    ]


def _trend(activity_id: int, moods_said: Counter[Mood], reasons_said: Counter[Reason]) -> Trend:
    return Trend(
        activity_id,
        moods_said.total(),
        [(label, moods_said[mood]) for mood, label in moods().items()],
        [(reasons()[reason], number) for reason, number in reasons_said.most_common()],
    )
