"""Endorsements, the evidence shown with them, addresses that refuse; status lists by kind."""

import sqlalchemy as sa
from alembic import op

revision = "endorsements"
down_revision = "carry"

STANDS = "state not in ('expired', 'withdrawn')"
SIGNED = "state in ('written', 'accepted')"
HAS_PLACE = "state in ('written', 'accepted', 'rejected', 'withdrawn')"
NOW = sa.text("now()")


def _choice(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=24)


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.String(), server_default="", nullable=False)


def upgrade() -> None:
    """Endorsements from the question to their end, and lists that only they have places in."""
    op.add_column(
        "status_list",
        sa.Column("kind", sa.String(length=24), server_default="award", nullable=False),
    )
    op.create_check_constraint(
        op.f("ck_status_list_kind"), "status_list", "kind in ('award', 'endorsement')"
    )
    op.create_table(
        "endorsement",
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("award_id", sa.BigInteger(), nullable=True),
        sa.Column("badge_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=True),
        sa.Column("asked_by", sa.BigInteger(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        _text("words"),
        sa.Column("organiser_id", sa.BigInteger(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column(
            "state",
            _choice(
                "state",
                "asked",
                "declined",
                "expired",
                "written",
                "accepted",
                "rejected",
                "withdrawn",
            ),
            server_default="asked",
            nullable=False,
        ),
        _text("name"),
        _text("standing"),
        _text("comment"),
        sa.Column("answered_by", sa.BigInteger(), nullable=True),
        sa.Column("document", sa.String(), nullable=True),
        sa.Column("status_list_id", sa.BigInteger(), nullable=True),
        sa.Column("status_index", sa.BigInteger(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_hidden", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("position", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "num_nonnulls(award_id, badge_id) = 1", name=op.f("ck_endorsement_one_subject")
        ),
        sa.CheckConstraint(
            "(badge_id is null) = (version is null)", name=op.f("ck_endorsement_version_of_badge")
        ),
        sa.CheckConstraint(
            "num_nonnulls(organiser_id, email) <= 1", name=op.f("ck_endorsement_one_endorser")
        ),
        sa.CheckConstraint(
            "state not in ('asked', 'written', 'accepted')"
            " or num_nonnulls(organiser_id, email) = 1",
            name=op.f("ck_endorsement_endorser_known"),
        ),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_endorsement_email_form")),
        sa.CheckConstraint("length(words) <= 600", name=op.f("ck_endorsement_words_length")),
        sa.CheckConstraint("length(name) <= 80", name=op.f("ck_endorsement_name_length")),
        sa.CheckConstraint("length(standing) <= 120", name=op.f("ck_endorsement_standing_length")),
        sa.CheckConstraint("length(comment) <= 2000", name=op.f("ck_endorsement_comment_length")),
        sa.CheckConstraint(
            f"({SIGNED}) = (document is not null)",
            name=op.f("ck_endorsement_document_while_it_stands"),
        ),
        sa.CheckConstraint(
            f"({SIGNED}) = (comment <> '')", name=op.f("ck_endorsement_comment_while_it_stands")
        ),
        sa.CheckConstraint(
            f"num_nonnulls(status_list_id, status_index, signed_at) ="
            f" case when {HAS_PLACE} then 3 else 0 end",
            name=op.f("ck_endorsement_place_for_ever"),
        ),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at is not null)",
            name=op.f("ck_endorsement_withdrawn_at"),
        ),
        sa.ForeignKeyConstraint(
            ["badge_id", "version"],
            ["badge_version.badge_id", "badge_version.number"],
            name="fk_endorsement_version",
        ),
        sa.ForeignKeyConstraint(["award_id"], ["award.id"], name=op.f("fk_endorsement_award_id")),
        sa.ForeignKeyConstraint(
            ["organiser_id"], ["organiser.id"], name=op.f("fk_endorsement_organiser_id")
        ),
        sa.ForeignKeyConstraint(
            ["status_list_id"], ["status_list.id"], name=op.f("fk_endorsement_status_list_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_endorsement")),
        sa.UniqueConstraint("public_id", name=op.f("uq_endorsement_public_id")),
        sa.UniqueConstraint("status_list_id", "status_index", name="uq_endorsement_status_index"),
    )
    for column in ("asked_by", "organiser_id", "email"):
        op.create_index(op.f(f"ix_endorsement_{column}"), "endorsement", [column], unique=False)
    for column in ("email", "organiser_id"):
        op.create_index(
            f"uq_endorsement_{column.removesuffix('_id')}",
            "endorsement",
            ["award_id", "badge_id", "version", column],
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=sa.text(f"{STANDS} and {column} is not null"),
        )
    op.create_table(
        "endorsement_evidence",
        sa.Column("endorsement_id", sa.BigInteger(), nullable=False),
        sa.Column("submission_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["endorsement_id"],
            ["endorsement.id"],
            name=op.f("fk_endorsement_evidence_endorsement_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["submission_id"],
            ["submission.id"],
            name=op.f("fk_endorsement_evidence_submission_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "endorsement_id", "submission_id", name=op.f("pk_endorsement_evidence")
        ),
    )
    op.create_index(
        op.f("ix_endorsement_evidence_submission_id"), "endorsement_evidence", ["submission_id"]
    )
    op.create_table(
        "endorsement_refusal",
        sa.Column("address_hash", sa.LargeBinary(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.PrimaryKeyConstraint("address_hash", name=op.f("pk_endorsement_refusal")),
    )
