"""Which steps a person has behind them, here and in the other cities of the network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from col_app.core import web
from col_app.core.db import session_of
from col_app.learning.participation.models import Participation, ParticipationState
from col_app.learning.playlists import queries
from col_app.learning.playlists.progress import Key, Row, items, key, progress


@dataclass(frozen=True, slots=True)
class Taken:
    """Which steps somebody has done, and which of those in other cities they have joined."""

    done: frozenset[Key]
    joined_elsewhere: frozenset[Key]


NOTHING = Taken(frozenset(), frozenset())


def taken_by(person_id: int, rows: Iterable[Row]) -> Taken:
    """How a person takes part in the steps of these playlists (and in all else of this city)."""
    guests: dict[str, set[int]] = {}
    for city, activity_id in (key(item) for row in rows for item in items(row)):
        if city:
            guests.setdefault(city, set()).add(activity_id)
    done = {("", activity_id) for activity_id in queries.done_by(person_id)}
    joined: set[Key] = set()
    for slug, ids in sorted(guests.items()):
        for activity_id, state in _states_in(slug, person_id, ids):
            found = done if state is ParticipationState.COMPLETED else joined
            found.add((slug, activity_id))
    return Taken(frozenset(done), frozenset(joined))


def done_by(person_id: int, rows: Iterable[Row]) -> frozenset[Key]:
    """The steps of these playlists (and all else of this city) that the person completed."""
    return taken_by(person_id, rows).done


def _states_in(
    slug: str, person_id: int, ids: Iterable[int]
) -> Sequence[tuple[int, ParticipationState]]:
    city = web.app().directory.by_slug(slug)
    if city is None:
        return ()
    with session_of(city) as session:
        found = session.execute(
            select(Participation.activity_id, Participation.state).where(
                Participation.person_id == person_id,
                Participation.activity_id.in_(ids),
                Participation.state != ParticipationState.LEFT,
            )
        )
        return [(activity_id, state) for activity_id, state in found]


def completed_by(person_id: int, activity_id: int, city: str = "") -> list[int]:
    """Ids of playlists with this step of which the person has done all that is needed."""
    rows = queries.with_step(city, activity_id)
    done = done_by(person_id, rows) if rows else frozenset()
    return [row["id"] for row in rows if progress(row, done).is_complete]
