"""Ways to award: batches, groups, invitations, claim codes, tokens of programs, requirements."""

import sqlalchemy as sa
from alembic import op

revision = "awarding"
down_revision = "wallet"


def upgrade() -> None:
    """Tables of the rooms that award, and who gave an award."""
    op.add_column("award", sa.Column("awarded_by", sa.BigInteger(), nullable=True))
    op.create_table(
        "award_batch",
        sa.Column("badge_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "way",
            sa.Enum(
                "people",
                "email",
                "file",
                "rule",
                name="way",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("made_by", sa.BigInteger(), nullable=True),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("done", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column(
            "made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "done between 0 and total", name=op.f("ck_award_batch_done_within_total")
        ),
        sa.CheckConstraint(
            "finished_at is null or cancelled_at is null", name=op.f("ck_award_batch_one_end")
        ),
        sa.ForeignKeyConstraint(["badge_id"], ["badge.id"], name=op.f("fk_award_batch_badge_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_award_batch")),
    )
    op.create_index(op.f("ix_award_batch_badge_id"), "award_batch", ["badge_id"], unique=False)
    op.create_table(
        "award_line",
        sa.Column("batch_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("narrative", sa.String(), server_default="", nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "awarded",
                "held",
                "invited",
                "gone",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=True,
        ),
        sa.CheckConstraint(
            "outcome is not null or (person_id is null) <> (email is null)",
            name=op.f("ck_award_line_one_recipient"),
        ),
        sa.CheckConstraint(
            "outcome is null or email is null", name=op.f("ck_award_line_address_forgotten")
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"],
            ["award_batch.id"],
            name=op.f("fk_award_line_batch_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("batch_id", "position", name=op.f("pk_award_line")),
        sa.UniqueConstraint("batch_id", "email", name="uq_award_line_email"),
        sa.UniqueConstraint("batch_id", "person_id", name="uq_award_line_person"),
    )
    op.create_index(
        "ix_award_line_waiting",
        "award_line",
        ["batch_id", "position"],
        unique=False,
        postgresql_where=sa.text("outcome is null"),
    )
    op.create_table(
        "people_group",
        sa.Column("organiser_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "length(name) between 1 and 80", name=op.f("ck_people_group_name_length")
        ),
        sa.ForeignKeyConstraint(
            ["organiser_id"],
            ["organiser.id"],
            name=op.f("fk_people_group_organiser_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_group")),
        sa.UniqueConstraint("organiser_id", "name", name="uq_people_group_name"),
    )
    op.create_table(
        "people_group_member",
        sa.Column("group_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["people_group.id"],
            name=op.f("fk_people_group_member_group_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("group_id", "person_id", name=op.f("pk_people_group_member")),
    )
    op.create_index(
        op.f("ix_people_group_member_person_id"), "people_group_member", ["person_id"], unique=False
    )
    op.create_table(
        "invitation",
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column("badge_id", sa.BigInteger(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("narrative", sa.String(), server_default="", nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=True),
        sa.Column(
            "made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_invitation_email_form")),
        sa.ForeignKeyConstraint(["badge_id"], ["badge.id"], name=op.f("fk_invitation_badge_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("badge_id", "email", name="uq_invitation_once"),
        sa.UniqueConstraint("public_id", name=op.f("uq_invitation_public_id")),
    )
    op.create_table(
        "claim_sheet",
        sa.Column("badge_id", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column(
            "made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(["badge_id"], ["badge.id"], name=op.f("fk_claim_sheet_badge_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_sheet")),
    )
    op.create_index(op.f("ix_claim_sheet_badge_id"), "claim_sheet", ["badge_id"], unique=False)
    op.create_table(
        "claim_code",
        sa.Column("badge_id", sa.BigInteger(), nullable=False),
        sa.Column("sheet_id", sa.BigInteger(), nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column(
            "opens_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_count", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column(
            "made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint(
            "closes_at > opens_at", name=op.f("ck_claim_code_closes_after_it_opens")
        ),
        sa.CheckConstraint(
            "sheet_id is null or used_count <= 1", name=op.f("ck_claim_code_slip_once")
        ),
        sa.CheckConstraint("used_count >= 0", name=op.f("ck_claim_code_used_count")),
        sa.ForeignKeyConstraint(["badge_id"], ["badge.id"], name=op.f("fk_claim_code_badge_id")),
        sa.ForeignKeyConstraint(
            ["sheet_id"],
            ["claim_sheet.id"],
            name=op.f("fk_claim_code_sheet_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_code")),
        sa.UniqueConstraint("digest", name=op.f("uq_claim_code_digest")),
    )
    op.create_index(op.f("ix_claim_code_badge_id"), "claim_code", ["badge_id"], unique=False)
    op.create_index(op.f("ix_claim_code_sheet_id"), "claim_code", ["sheet_id"], unique=False)
    op.create_table(
        "wrong_codes",
        sa.Column("who", sa.LargeBinary(), nullable=False),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        sa.Column(
            "since", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.CheckConstraint("tries > 0", name=op.f("ck_wrong_codes_tries_positive")),
        sa.PrimaryKeyConstraint("who", name=op.f("pk_wrong_codes")),
    )
    op.create_index(op.f("ix_wrong_codes_since"), "wrong_codes", ["since"], unique=False)
    op.create_table(
        "api_token",
        sa.Column("organiser_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("hint", sa.String(), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column(
            "made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint("length(name) between 1 and 80", name=op.f("ck_api_token_name_length")),
        sa.ForeignKeyConstraint(
            ["organiser_id"],
            ["organiser.id"],
            name=op.f("fk_api_token_organiser_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("digest", name=op.f("uq_api_token_digest")),
    )
    op.create_index(op.f("ix_api_token_organiser_id"), "api_token", ["organiser_id"], unique=False)
    op.create_table(
        "api_award",
        sa.Column("organiser_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("asked", sa.LargeBinary(), nullable=False),
        sa.Column("public_id", sa.String(), nullable=False),
        sa.Column(
            "made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.CheckConstraint("length(key) between 1 and 200", name=op.f("ck_api_award_key_length")),
        sa.ForeignKeyConstraint(
            ["organiser_id"],
            ["organiser.id"],
            name=op.f("fk_api_award_organiser_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organiser_id", "key", name=op.f("pk_api_award")),
    )
    op.create_table(
        "badge_requirement",
        sa.Column("badge_id", sa.BigInteger(), nullable=False),
        sa.Column("needed", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.CheckConstraint("needed > 0", name=op.f("ck_badge_requirement_needs_some")),
        sa.ForeignKeyConstraint(
            ["badge_id"],
            ["badge.id"],
            name=op.f("fk_badge_requirement_badge_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_badge_requirement")),
    )
    op.create_index(
        op.f("ix_badge_requirement_badge_id"), "badge_requirement", ["badge_id"], unique=False
    )
    op.create_table(
        "required_badge",
        sa.Column("requirement_id", sa.BigInteger(), nullable=False),
        sa.Column("badge_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["badge_id"], ["badge.id"], name=op.f("fk_required_badge_badge_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["requirement_id"],
            ["badge_requirement.id"],
            name=op.f("fk_required_badge_requirement_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("requirement_id", "badge_id", name=op.f("pk_required_badge")),
    )
    op.create_index(
        op.f("ix_required_badge_badge_id"), "required_badge", ["badge_id"], unique=False
    )
