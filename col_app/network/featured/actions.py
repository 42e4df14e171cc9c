"""Giving cities their turn on the network's home."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from col_app.core.db import network_session
from col_app.network.featured.models import FeaturedCity


class DayTakenError(Exception):
    """Another city's turn begins on this day."""


def give_turn(city_id: int, starts_on: dt.date, by: int) -> None:
    """Feature a city from a day on. Raises DayTakenError."""
    try:
        with network_session() as session:
            session.add(FeaturedCity(city_id=city_id, starts_on=starts_on, chosen_by=by))
    except IntegrityError as refused:
        if "uq_featured_city_starts_on" in str(refused.orig):
            raise DayTakenError from refused
        raise


def take_turn(turn_id: int) -> None:
    """Take a turn back; the one before goes on."""
    with network_session() as session:
        session.execute(delete(FeaturedCity).where(FeaturedCity.id == turn_id))
