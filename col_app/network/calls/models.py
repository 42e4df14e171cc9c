"""Community calls: the regular online meetings of members and of those who want to become one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import NETWORK_SCHEMA, NetworkModel, Numbered


class CommunityCall(Numbered, NetworkModel):
    """One call. `titles` is `{lang: title}`; `link` is where one takes part, when that is known.

    `time_zone` is the one that its time is told in: the network has none of its own.
    """

    __tablename__ = "community_call"
    __table_args__: Any = (
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
        CheckConstraint("link ~ '^(https://.*)?$'", name="link_form"),
        {"schema": NETWORK_SCHEMA},
    )

    starts_at: Mapped[dt.datetime]
    ends_at: Mapped[dt.datetime] = mapped_column(index=True)
    time_zone: Mapped[str]
    titles: Mapped[dict[str, Any]] = mapped_column(JSONB)
    link: Mapped[str] = mapped_column(server_default="")
