"""What can be done to a playlist."""

from __future__ import annotations

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
