"""The city that the network's home shows first."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Date, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import NETWORK_SCHEMA, NetworkModel, Numbered


class FeaturedCity(Numbered, NetworkModel):
    """A city's turn: from a day on, until the next turn begins. `chosen_by` is a soft id."""

    __tablename__ = "featured_city"
    __table_args__: Any = (
        UniqueConstraint("starts_on", name="uq_featured_city_starts_on"),
        {"schema": NETWORK_SCHEMA},
    )

    city_id: Mapped[int] = mapped_column(
        ForeignKey(f"{NETWORK_SCHEMA}.city.id", ondelete="CASCADE"), index=True
    )
    starts_on: Mapped[dt.date] = mapped_column(Date)
    chosen_by: Mapped[int]
