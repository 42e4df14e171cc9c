"""People who learn together, and what they ask each other to come along to."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, Numbered
from col_app.core.ids import public_id
from col_app.learning.texts import owner_key

LONGEST_NAME, LONGEST_ABOUT = 80, 500


class Circle(Numbered, CityModel):
    """A circle. `kept_by` is the soft id of the member who looks after it; `invitation` is the
    code in the link that lets others in, none while there is no link.
    """

    __tablename__ = "circle"
    __table_args__ = (
        CheckConstraint(f"length(name) between 1 and {LONGEST_NAME}", name="name_length"),
        CheckConstraint(f"length(about) <= {LONGEST_ABOUT}", name="about_length"),
        CheckConstraint("(invitation is null) = (invitation_ends_at is null)", name="link_ends"),
    )

    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    name: Mapped[str]
    about: Mapped[str] = mapped_column(server_default="", default="")
    kept_by: Mapped[int]
    made_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    invitation: Mapped[str | None] = mapped_column(unique=True)
    invitation_ends_at: Mapped[dt.datetime | None]


class CircleMember(Numbered, CityModel):
    """Somebody in a circle. `person_id` is a soft id; `is_shown` lets organisers read the name of
    the circle beside this person.
    """

    __tablename__ = "circle_member"
    __table_args__ = (UniqueConstraint("circle_id", "person_id", name="uq_circle_member_once"),)

    circle_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("circle.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(index=True)
    since: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    wants_mail: Mapped[bool] = mapped_column(server_default="true", default=True)
    is_shown: Mapped[bool] = mapped_column(server_default="false", default=False)


class CircleProposal(Numbered, CityModel):
    """A circle that is asked to come along to an activity, once; by nobody when they have left."""

    __tablename__ = "circle_proposal"
    __table_args__ = (UniqueConstraint("circle_id", "activity_id", name="uq_circle_proposal_once"),)

    circle_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("circle.id", ondelete="CASCADE"))
    activity_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("activity.id", ondelete="CASCADE"), index=True
    )
    member_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("circle_member.id", ondelete="SET NULL"), index=True
    )
    proposed_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())


class CircleAnswer(CityModel):
    """What a member says to a proposal. Whether they have a seat stands in `participation`."""

    __tablename__ = "circle_answer"

    proposal_id: Mapped[int] = owner_key("circle_proposal")
    member_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("circle_member.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    is_yes: Mapped[bool]
    answered_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
