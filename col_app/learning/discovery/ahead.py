"""What next: where an activity or a badge leads on to, each with its reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from col_app.core import i18n
from col_app.core.speech import gettext as _
from col_app.learning import rewards
from col_app.learning.discovery import queries, reasons
from col_app.learning.discovery.queries import Here
from col_app.learning.discovery.reasons import Suggestion
from col_app.learning.playlists import paths
from col_app.learning.playlists import queries as playlists
from col_app.learning.rewards import Reward
from col_app.learning.vocabulary import vocabulary

Row = Mapping[str, Any]
Order = tuple[str, ...]
MOST = 4
SKILL, TOPIC = 3, 2
"""How much a skill and a topic in common speak for a playlist."""


@dataclass(frozen=True, slots=True)
class Path:
    """A playlist, why it stands here, and the badge at its end."""

    outline: paths.Outline
    reason: str
    final: Reward | None


@dataclass(frozen=True, slots=True)
class Ahead:
    """A few activities and a playlist. A volunteering place is among them where there is one."""

    activities: list[Suggestion]
    path: Path | None


def after_activity(row: Row, person_id: int | None, order: Order) -> Ahead:
    """What leads on from an activity, as its page reads it. One query."""
    topics = [term.id for term in vocabulary().topics_of(row["topic_ids"])]
    here = Here(topics, row["skill_ids"] or (), row["organiser_id"], (row["id"],))
    holding = playlists.with_activity(row["id"])
    return _ahead(here, holding, {each["id"] for each in holding}, person_id, order)


def after_badge(row: Row, skills: Sequence[int], person_id: int | None, order: Order) -> Ahead:
    """What leads on from a badge with these skills. One query."""
    if row["playlist_id"]:
        return _after_path(row, person_id, order)
    known = (row["activity_id"],) if row["activity_id"] else ()
    here = Here((), skills, row["organiser_id"], known)
    holding = playlists.with_activity(row["activity_id"]) if known else ()
    return _ahead(here, holding, (), person_id, order)


def _after_path(row: Row, person_id: int | None, order: Order) -> Ahead:
    own = row["playlist_id"]
    terms = queries.terms_of_playlists().get(own, queries.Terms(frozenset(), frozenset()))
    items = next((each["items"] or () for each in playlists.every() if each["id"] == own), ())
    known = [item["activity_id"] for item in items]
    here = Here(sorted(terms.topics), sorted(terms.skills), row["organiser_id"], known)
    return _ahead(here, (), {own}, person_id, order)


def _ahead(
    here: Here, holding: Sequence[Row], own: Collection[int], person_id: int | None, order: Order
) -> Ahead:
    steps = _steps(holding, here.known, order)
    rows = queries.after(replace(here, steps=list(steps)), person_id, MOST)
    why = [reasons.of_next(row, order, steps) for row in rows]
    return Ahead(reasons.suggestions(rows, why, order), _path(here, holding, own, order))


def _steps(holding: Sequence[Row], known: Sequence[int], order: Order) -> dict[int, str]:
    """What follows in the playlists, in their order, with the playlist's title."""
    found: dict[int, str] = {}
    for playlist in holding:
        ids = [item["activity_id"] for item in playlist["items"] or ()]
        title = i18n.pick_value(playlist["texts"], order)[1]["title"]
        for number in ids[ids.index(known[0]) + 1 :]:
            found.setdefault(number, title)
    return found


def _path(here: Here, holding: Sequence[Row], own: Collection[int], order: Order) -> Path | None:
    """The playlist with most in common; one that holds the badge's activity comes first."""
    for row in holding:
        if row["id"] not in own:
            return _shown(row, _("It is a step of this playlist"), order)
    best, most = None, 0
    for row in playlists.every():
        score = _score(here, row["id"])
        if score > most and row["id"] not in own:
            best, most = row, score
    return _shown(best, _reason(here, best["id"], order), order) if best else None


def _score(here: Here, playlist_id: int) -> int:
    skills, topics = _common(here, playlist_id)
    return SKILL * len(skills) + TOPIC * len(topics)


def _common(here: Here, playlist_id: int) -> tuple[list[int], list[int]]:
    """(skills, topics) that a playlist shares with where somebody stands."""
    terms = queries.terms_of_playlists().get(playlist_id)
    if terms is None:
        return [], []
    skills = [number for number in here.skills if number in terms.skills]
    return skills, [number for number in here.topics if number in terms.topics]


def _reason(here: Here, playlist_id: int, order: Order) -> str:
    skills, topics = _common(here, playlist_id)
    return reasons.builds(skills[0], order) if skills else reasons.under(topics[0], order)


def _shown(row: Row, reason: str, order: Order) -> Path:
    final = rewards.of("playlist", [row["id"]]).get(row["id"])
    return Path(paths.outline(row, order), reason, final)
