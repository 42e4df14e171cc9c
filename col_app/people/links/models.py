"""Ways to sign in without a password."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import NETWORK_SCHEMA, NetworkModel, Numbered


class SignInLink(Numbered, NetworkModel):
    """A link in a mail: signs in once, before it expires, and leads on to where one wanted to go.

    It went to one address and is worth nothing once that is removed. `city_slug` is empty when the
    way ends at the apex.
    """

    __tablename__ = "sign_in_link"

    person_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey(f"{NETWORK_SCHEMA}.person.id", ondelete="CASCADE"), index=True
    )
    address_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey(f"{NETWORK_SCHEMA}.address.id", ondelete="CASCADE"), index=True
    )
    city_slug: Mapped[str]
    next_path: Mapped[str]
    expires_at: Mapped[dt.datetime] = mapped_column(index=True)
