"""Conditions of badges with tasks: besides the tasks whatever else leads to the badge.

Where a badge has tasks, taking part in its activity, finishing its playlist and holding the badges
that it requires are conditions like them: it comes when the last one is met, whichever that is.
Without tasks each way gives the badge alone, and nothing here is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from col_app.core.db import db, read
from col_app.core.remembered import per_version
from col_app.learning.playlists import completion
from col_app.learning.playlists import queries as playlists
from col_app.learning.playlists.progress import progress
from col_app.recognition.badges import queries as badges
from col_app.recognition.quests import queries
from col_app.recognition.quests.queries import BEGUN, Quest
from col_app.recognition.requirements import queries as requirements

Row = dict[str, Any]
_COUNTS = """select t.badge_id, count(*) as number from badge_task t
join badge b on b.id = t.badge_id and b.version = t.version group by t.badge_id"""
_STANDING = f"""
select {BEGUN} as version, b.activity_id, b.playlist_id, exists (select from participation p
    where p.activity_id = b.activity_id and p.person_id = %(person_id)s and p.state = 'completed')
    as was_there
from badge b where b.id = %(id)s
"""  # noqa: S608 - built from constants alone
_RETIRED = text("""
select b.id from badge b where b.activity_id = :activity_id and b.retired_at is not null
  and exists (select from submission s join badge_task t on t.id = s.badge_task_id
    where t.badge_id = b.id and s.person_id = :person_id)
""")


@dataclass(frozen=True, slots=True)
class Standing:
    """What one person has done of what a badge with tasks asks for besides them.

    Each is None where the badge does not ask for it.
    """

    quest: Quest
    activity_id: int | None
    was_there: bool | None
    playlist_id: int | None
    has_finished: bool | None
    holds_enough: bool | None

    @property
    def is_met(self) -> bool:
        """Whether nothing but tasks can be missing."""
        return False not in (self.was_there, self.has_finished, self.holds_enough)

    def unmet(self) -> list[str]:
        """What is missing besides tasks: `activity`, `playlist`, `badges`."""
        said = {
            "activity": self.was_there, "playlist": self.has_finished, "badges": self.holds_enough,
        }  # fmt: skip
        return [name for name, is_met in said.items() if is_met is False]


@dataclass(frozen=True, slots=True)
class Earned:
    """What is to be awarded: a badge in the version that was worked on, and what it tells."""

    badge: Row
    narrative: str | None = None


@per_version
def counts() -> dict[int, int]:
    """How many tasks the newest versions of badges have; badges without tasks are left out."""
    return {row["badge_id"]: row["number"] for row in read(_COUNTS, {})}


def standing(badge_id: int, person_id: int) -> Standing | None:
    """How far somebody is with a badge; None when its newest version has no tasks."""
    if not queries.count_of(badge_id):
        return None
    row = read(_STANDING, {"id": badge_id, "person_id": person_id})[0]
    asked = requirements.of_badge(badge_id)
    return Standing(
        quest=Quest(badge_id, row["version"], person_id),
        activity_id=row["activity_id"],
        was_there=row["was_there"] if row["activity_id"] else None,
        playlist_id=row["playlist_id"],
        has_finished=_finished(row["playlist_id"], person_id) if row["playlist_id"] else None,
        holds_enough=person_id in requirements.meeting(badge_id, [person_id]) if asked else None,
    )


def _finished(playlist_id: int, person_id: int) -> bool:
    rows = playlists.by_ids([playlist_id])
    done = completion.done_by(person_id, rows)
    return all(progress(row, done).is_complete for row in rows)


def under_way(person_id: int) -> list[Row]:
    """The quests of a person that are not over, each with what is `unmet` besides its tasks.

    Whoever took part in an activity is on the way to its badge.
    """
    rows = queries.under_way(person_id)
    ids = [row["playlist_id"] for row in rows if row["playlist_id"]]
    found = playlists.by_ids(ids) if ids else ()
    done = completion.done_by(person_id, found) if found else frozenset()
    finished = {row["id"] for row in found if progress(row, done).is_complete}
    return [{**row, "unmet": _unmet(row, finished)} for row in rows]


def _unmet(row: Row, finished: set[int]) -> list[str]:
    said = {
        "activity": row["was_there"],
        "playlist": row["playlist_id"] is None or row["playlist_id"] in finished,
        "badges": row["holds_enough"],
    }
    return [name for name, is_met in said.items() if not is_met]


def earned(badge: Row, person_id: int) -> Earned | None:
    """What a way to a badge gives; None while one of its conditions is not met."""
    found = standing(badge["id"], person_id)
    if found is None:
        return Earned(badge)
    return by_quest(found.quest) if found.is_met else None


def by_quest(quest: Quest) -> Earned | None:
    """What the tasks of a version give, when they are done and nothing can be undone any more."""
    badge = badges.by_version(quest.badge_id, quest.version)
    if badge is None or not queries.is_settled(quest):
        return None
    return Earned(badge, queries.told(quest) or None)


def of_activity(activity_id: int, person_id: int) -> Row | None:
    """The badge that an activity gives; a retired one to those who had begun its tasks."""
    found = badges.of_activity(activity_id)
    if found is not None:
        return found
    values = {"activity_id": activity_id, "person_id": person_id}
    badge_id = db.session.scalar(_RETIRED, values)
    return badges.by_id(badge_id) if badge_id else None
