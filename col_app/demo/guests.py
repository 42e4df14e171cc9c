"""Steps of playlists that are in other cities: they are known once every city is filled."""

from __future__ import annotations

from collections.abc import Mapping

import tenancy
from col_app.core.db import db
from col_app.demo.contents import CityContents
from col_app.learning.playlists.models import PlaylistGuest
from col_app.opening.rows import Ids


def invite(
    city: tenancy.City, written: CityContents, playlists: Ids, activities: Mapping[str, Ids]
) -> None:
    """Add to a city's playlists what they take from cities that are there (`activities`)."""
    with tenancy.use_city(city):
        for playlist in written.playlists:
            for position, item in enumerate(playlist.items):
                if item.city in activities:
                    db.session.add(
                        PlaylistGuest(
                            playlist_id=playlists[playlist.key],
                            city=item.city,
                            activity_id=activities[item.city][item.activity],
                            position=position,
                            is_mandatory=item.mandatory,
                            minutes=item.minutes,
                        )
                    )
        db.session.commit()
        db.session.remove()
