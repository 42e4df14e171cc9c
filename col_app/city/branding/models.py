"""How a city's portal looks and speaks."""

from __future__ import annotations

from sqlalchemy import ARRAY, CheckConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel
from col_app.learning.organisers.models import LINKEDIN
from col_app.learning.texts import lang_key


class Portal(CityModel):
    """The one row of a city's own choices: colours, shape, hero art, languages."""

    __tablename__ = "portal"
    __table_args__ = (
        CheckConstraint("id = 1", name="only_one"),
        CheckConstraint("brand ~ '^#[0-9a-f]{6}$' and accent ~ '^#[0-9a-f]{6}$'", name="colours"),
        CheckConstraint("shape in ('round', 'soft', 'sharp')", name="shape"),
        CheckConstraint("cardinality(languages) > 0", name="speaks"),
        CheckConstraint(f"linkedin_id ~ '{LINKEDIN}'", name="linkedin_number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    brand: Mapped[str]
    accent: Mapped[str]
    shape: Mapped[str] = mapped_column(server_default="round", default="round")
    scene: Mapped[str]
    languages: Mapped[list[str]] = mapped_column(ARRAY(Text))
    linkedin_id: Mapped[str | None]
    is_demo: Mapped[bool] = mapped_column(server_default="false", default=False)


class PortalText(CityModel):
    """The city's own words in one language."""

    __tablename__ = "portal_i18n"

    lang: Mapped[str] = lang_key()
    name: Mapped[str]
    tagline: Mapped[str]
    lead: Mapped[str]
    focus: Mapped[str] = mapped_column(server_default="")
    run_by: Mapped[str] = mapped_column(server_default="")
