"""What people like and need, as they say themselves."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel


class Interest(CityModel):
    """Somebody likes a topic. `person_id` is a soft id."""

    __tablename__ = "interest"

    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    topic_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Need(CityModel):
    """Somebody needs a fact of access, such as `step-free`. Shown to this person alone."""

    __tablename__ = "need"
    __table_args__ = (CheckConstraint("length(fact) between 1 and 40", name="fact_length"),)

    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    fact: Mapped[str] = mapped_column(primary_key=True)
