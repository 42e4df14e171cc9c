"""What a learner shows at the door."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel

LIFE = dt.timedelta(minutes=10)
"""How long a code is good for."""


class PassCode(CityModel):
    """A person's code of the moment: random, short-lived, and saying nothing about them."""

    __tablename__ = "pass_code"

    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[dt.datetime]
