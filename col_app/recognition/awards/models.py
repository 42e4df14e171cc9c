"""Awards, their signed documents, status lists and the keys behind them."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import NETWORK_SCHEMA, CityModel, NetworkModel, Numbered, choice
from col_app.core.ids import public_id


class SigningKey(Numbered, NetworkModel):
    """A key pair of an issuer: a city or an organiser. `sealed_seed` is ciphertext.

    Retired keys stay to be published; of a city that is gone they stay without their seeds.
    `twin_x` and `twin_y` are the public point of the twin that signs tokens.
    """

    __tablename__ = "signing_key"
    __table_args__: Any = (
        CheckConstraint(
            "retired_at is not null or sealed_seed is not null", name="seed_while_active"
        ),
        Index(
            "uq_signing_key_active", "did", unique=True, postgresql_where=text("retired_at is null")
        ),
        {"schema": NETWORK_SCHEMA},
    )

    city_id: Mapped[int | None] = mapped_column(
        ForeignKey(f"{NETWORK_SCHEMA}.city.id", ondelete="SET NULL"), index=True
    )
    did: Mapped[str] = mapped_column(index=True)
    multibase: Mapped[str] = mapped_column(unique=True)
    sealed_seed: Mapped[bytes | None] = mapped_column(LargeBinary)
    twin_x: Mapped[str | None]
    twin_y: Mapped[str | None]
    created_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    retired_at: Mapped[dt.datetime | None]


class RegisteredAward(NetworkModel):
    """Where an award lives and whose it is: lets the apex find credentials and fill wallets.

    `person_id` is a soft id, like in the award itself.
    """

    __tablename__ = "registered_award"
    __table_args__: Any = {"schema": NETWORK_SCHEMA}

    public_id: Mapped[str] = mapped_column(primary_key=True)
    city_id: Mapped[int] = mapped_column(
        ForeignKey(f"{NETWORK_SCHEMA}.city.id", ondelete="RESTRICT"), index=True
    )
    person_id: Mapped[int | None] = mapped_column(index=True)
    city_role: Mapped[str] = mapped_column(server_default=text("current_user"))
    revoked_at: Mapped[dt.datetime | None]


class KeptDocument(NetworkModel):
    """What a city that is gone answered at a path: issuers, keys, lists, credentials, images."""

    __tablename__ = "kept_document"
    __table_args__: Any = (
        CheckConstraint("status in (200, 410)", name="answers"),
        {"schema": NETWORK_SCHEMA},
    )

    slug: Mapped[str] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(primary_key=True, index=True)
    status: Mapped[int]
    media_type: Mapped[str]
    body: Mapped[bytes] = mapped_column(LargeBinary)
    kept_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())


class ListKind(StrEnum):
    """What has its places in a status list: each kind has lists of its own, so that no two things
    share a place."""

    AWARD = "award"
    ENDORSEMENT = "endorsement"


class StatusList(Numbered, CityModel):
    """A bit for each award (or endorsement) of one issuer (W3C Bitstring Status List). `document`
    is signed.

    `did` is the issuer: who vouches for a badge has to be who vouches for its list.
    """

    __tablename__ = "status_list"

    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    did: Mapped[str] = mapped_column(index=True)
    kind: Mapped[ListKind] = mapped_column(
        choice(ListKind, "kind"), server_default=ListKind.AWARD.value, default=ListKind.AWARD
    )
    size: Mapped[int] = mapped_column(server_default="131072", default=131072)
    document: Mapped[str | None]
    signed_at: Mapped[dt.datetime | None]


class Award(Numbered, CityModel):
    """One person's award of one version of a badge.

    `document` is the signed credential, never rewritten. `is_second`: two accounts that held the
    same badge became one; this award goes on being valid beside the other. `open_document` is what
    others get instead of `document` while its holder hides how it was earned: the same without it,
    signed anew.
    """

    __tablename__ = "award"
    __table_args__ = (
        ForeignKeyConstraint(
            ["badge_id", "version"],
            ["badge_version.badge_id", "badge_version.number"],
            name="fk_award_version",
        ),
        # who lost a badge may be given it again
        Index(
            "uq_award_once",
            "badge_id",
            "person_id",
            unique=True,
            postgresql_where=text("revoked_at is null and not is_second"),
        ),
        UniqueConstraint("status_list_id", "status_index", name="uq_award_status_index"),
        CheckConstraint("(revoked_at is null) = (revoked_because is null)", name="reason_given"),
    )

    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    badge_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("badge.id"))
    version: Mapped[int]
    person_id: Mapped[int] = mapped_column(index=True)
    participation_id: Mapped[int | None] = mapped_column(
        BigInteger, ForeignKey("participation.id"), index=True
    )
    status_list_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("status_list.id"))
    status_index: Mapped[int]
    document: Mapped[str]
    open_document: Mapped[str | None]
    salt: Mapped[str]
    identity_hash: Mapped[str]
    is_public: Mapped[bool] = mapped_column(server_default="true", default=True)
    shows_name: Mapped[bool] = mapped_column(server_default="false", default=False)
    awarded_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    awarded_by: Mapped[int | None]
    revoked_at: Mapped[dt.datetime | None]
    revoked_because: Mapped[str | None]
    is_second: Mapped[bool] = mapped_column(server_default="false", default=False)

    @property
    def shown_document(self) -> str:
        """The signed credential as everybody may read it."""
        return self.open_document or self.document


class AwardToken(CityModel):
    """The second form of an award, a signed token, made when somebody first asks for it.

    It says what `Award.shown_document` does, and goes when that changes.
    """

    __tablename__ = "award_token"

    award_id: Mapped[int] = mapped_column(
        BigInteger, ForeignKey("award.id", ondelete="CASCADE"), primary_key=True
    )
    token: Mapped[str]
    signed_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())


class LearnerRecord(CityModel):
    """A person's record as it was signed last; `digest` is of all that it was made of."""

    __tablename__ = "learner_record"
    __table_args__ = (CheckConstraint("octet_length(digest) = 32", name="digest_size"),)

    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    document: Mapped[str]
    signed_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
