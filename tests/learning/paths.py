"""Playlists of a town's own activities."""

from sqlalchemy import delete, select

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.organisers.models import Organiser
from col_app.learning.playlists.models import (
    Playlist,
    PlaylistFollower,
    PlaylistGuest,
    PlaylistItem,
    PlaylistText,
)


class Paths:
    """Makes playlists in one town, and removes them."""

    def __init__(self, town):
        self.town, self.made = town, []

    def playlist(self, mandatory=(), optional=(), needed=0, guests=(), title="Ropes and rivers"):
        """The id of a published playlist. `guests` are optional steps: (city, activity id)."""
        steps = [(number, True) for number in mandatory] + [(number, False) for number in optional]

        def work():
            organiser = select(Organiser.id).order_by(Organiser.id).limit(1).scalar_subquery()
            made = Playlist(
                organiser_id=organiser, slug="ropes", optional_needed=needed,
                published_at=clock.now(),
            )  # fmt: skip
            db.session.add(made)
            db.session.flush()
            texts = {"title": title, "summary": f"{title}, in short."}
            db.session.add(PlaylistText(playlist_id=made.id, lang="en", **texts))
            for position, (number, is_mandatory) in enumerate(steps):
                db.session.add(
                    PlaylistItem(
                        playlist_id=made.id, activity_id=number, position=position,
                        is_mandatory=is_mandatory, minutes=60,
                    )
                )  # fmt: skip
            for position, (city, number) in enumerate(guests, len(steps)):
                db.session.add(
                    PlaylistGuest(
                        playlist_id=made.id, city=city, activity_id=number, position=position,
                        minutes=60,
                    )
                )  # fmt: skip
            return made.id

        self.made.append(self.town.do(work))
        return self.made[-1]

    def forget(self):
        def work():
            for table in (PlaylistFollower, PlaylistGuest, PlaylistItem, PlaylistText):
                db.session.execute(delete(table).where(table.playlist_id.in_(self.made)))
            db.session.execute(delete(Playlist).where(Playlist.id.in_(self.made)))

        self.town.do(work)
