"""The tables of the cities in these tests: six, with keys between them and text in each."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, MetaData, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

import tenancy

HISTORY = Path(__file__).parent / "history"
NETWORK_HISTORY = Path(__file__).parent / "network_history"


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )


class Numbered:
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)


class Organiser(Numbered, Base):
    __tablename__ = "organiser"
    __table_args__ = (CheckConstraint("name not like '100%'", name="no_percent"),)
    name: Mapped[str]


class Place(Numbered, Base):
    __tablename__ = "place"
    name: Mapped[str]
    note: Mapped[str] = mapped_column(server_default="")


class Activity(Numbered, Base):
    __tablename__ = "activity"
    __table_args__ = (Index("ix_activity_title", "title"),)
    organiser_id: Mapped[int] = mapped_column(ForeignKey("organiser.id"))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("activity.id"))
    title: Mapped[str]
    summary: Mapped[str]


class Badge(Numbered, Base):
    __tablename__ = "badge"
    activity_id: Mapped[int] = mapped_column(ForeignKey("activity.id"))
    name: Mapped[str]


class Member(Numbered, Base):
    __tablename__ = "member"
    name: Mapped[str]
    favourite_id: Mapped[int | None] = mapped_column(
        ForeignKey("award.id", use_alter=True, name="fk_member_favourite_id")
    )


class Award(Numbered, Base):
    __tablename__ = "award"
    badge_id: Mapped[int] = mapped_column(ForeignKey("badge.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    evidence: Mapped[str] = mapped_column(server_default=text("''"))


TABLES = list(Base.metadata.tables.values())
FIRST, SECOND = "0001", "0002"


def script(revision: str = FIRST) -> tenancy.CityScript:
    """The tables as the first revision of the history makes them."""
    return tenancy.CityScript.from_metadata(TABLES, revision)


def fill(session, canary: str, rows: int = 3) -> None:
    """The same ids in every city, and a canary in every text."""
    numbers = range(1, rows + 1)
    marks = {number: f"{canary}-{number}" for number in numbers}
    session.add_all(Organiser(id=n, name=marks[n]) for n in numbers)
    session.add_all(Place(id=n, name=marks[n], note=marks[n]) for n in numbers)
    session.add_all(Member(id=n, name=marks[n]) for n in numbers)
    session.flush()
    for n in numbers:
        session.add(
            Activity(
                id=n,
                organiser_id=n,
                place_id=n,
                follows_id=n - 1 or None,
                title=marks[n],
                summary=f"{marks[n]}\ttab\nline \\N \\. žalia ž",
            )
        )
        session.flush()
    session.add_all(Badge(id=n, activity_id=n, name=marks[n]) for n in numbers)
    session.flush()
    session.add_all(Award(id=n, badge_id=n, member_id=n, evidence=marks[n]) for n in numbers)
    session.flush()
    for n in numbers:
        session.get(Member, n).favourite_id = n
