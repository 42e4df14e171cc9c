"""What stands in a passport: badges, playlists that were started."""

from __future__ import annotations

from dataclasses import dataclass

from col_app.core import i18n
from col_app.learning.activities.cards import own_tag
from col_app.learning.playlists import completion, paths
from col_app.learning.playlists import queries as playlists
from col_app.learning.playlists.progress import Progress, progress
from col_app.learning.rewards import Look
from col_app.recognition.awards import queries as awards
from col_app.recognition.badges.faces import look as look_of


@dataclass(frozen=True, slots=True)
class Held:
    """A badge in the passport. `lang` is BCP 47, empty for the reader's own language."""

    href: str
    name: str
    lang: str
    is_revoked: bool
    look: Look


@dataclass(frozen=True, slots=True)
class Followed:
    """A playlist somebody started, with how far they are."""

    outline: paths.Outline
    progress: Progress


def held(row: awards.Row, order: tuple[str, ...]) -> Held:
    """A row of `awards.of_person`."""
    lang, name = i18n.pick_value(row["names"], order)
    return Held(
        href=f"/credentials/{row['public_id']}",
        name=name,
        lang=own_tag(lang, order),
        is_revoked=row["revoked_at"] is not None,
        look=look_of(row | {"id": row["badge_id"]}),
    )


def followed(person_id: int, order: tuple[str, ...]) -> list[Followed]:
    """The playlists that a person has started."""
    ids = playlists.started_by(person_id)
    if not ids:
        return []
    rows = playlists.by_ids(ids)
    done = completion.done_by(person_id, rows)
    return [Followed(paths.outline(row, order), progress(row, done)) for row in rows]
