"""The places of the network as the map shows them: portals and applicants."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sqlalchemy import ARRAY, Float, ForeignKey, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import NETWORK_SCHEMA, NetworkModel, Numbered, choice


class CityKind(StrEnum):
    """What a portal calls itself after."""

    CITY = "city"
    REGION = "region"
    ISLAND = "island"
    NETWORK = "network"
    ORGANISATION = "organisation"


class Standing(StrEnum):
    """A member by evidence, a demonstration portal, or an applicant without a portal."""

    MEMBER = "member"
    DEMO = "demo"
    APPLICANT = "applicant"


class Profile(Numbered, NetworkModel):
    """One place on the map. Both kinds of names are `{lang: name}`; bounds are W, S, E, N."""

    __tablename__ = "profile"
    __table_args__: Any = {"schema": NETWORK_SCHEMA}

    slug: Mapped[str] = mapped_column(unique=True)
    city_id: Mapped[int | None] = mapped_column(
        ForeignKey(f"{NETWORK_SCHEMA}.city.id", ondelete="CASCADE"), unique=True
    )
    kind: Mapped[CityKind] = mapped_column(choice(CityKind, "kind"))
    standing: Mapped[Standing] = mapped_column(choice(Standing, "standing"))
    names: Mapped[dict[str, Any]] = mapped_column(JSONB)
    country: Mapped[str]
    country_names: Mapped[dict[str, Any]] = mapped_column(JSONB)
    lat: Mapped[float]
    lon: Mapped[float]
    bounds: Mapped[list[float]] = mapped_column(ARRAY(Float))
    population: Mapped[int | None]
    languages: Mapped[list[str]] = mapped_column(ARRAY(Text))
    default_language: Mapped[str]
    time_zone: Mapped[str]
    evidence: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
