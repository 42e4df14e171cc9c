"""What can be done to a playlist."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from col_app.core.db import db
from col_app.learning.playlists.models import PlaylistFollower


def start(playlist_id: int, person_id: int) -> None:
    """Follow a playlist. Twice is once."""
    db.session.execute(
        insert(PlaylistFollower)
        .values(playlist_id=playlist_id, person_id=person_id)
        .on_conflict_do_nothing()
    )


def stop(playlist_id: int, person_id: int) -> None:
    """Follow a playlist no more. What was done stays done."""
    db.session.execute(
        delete(PlaylistFollower).where(
            PlaylistFollower.playlist_id == playlist_id, PlaylistFollower.person_id == person_id
        )
    )
