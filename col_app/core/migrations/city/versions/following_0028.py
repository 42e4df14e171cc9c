"""Files of evidence follow what they belong to when two accounts become one."""

from alembic import op

revision = "following"
down_revision = "prepared"


def upgrade() -> None:
    """The person of a file is that of its submission or experience, whoever that is."""
    for holder in ("submission", "experience"):
        name = f"fk_evidence_file_{holder}_id"
        op.drop_constraint(name, "evidence_file")
        op.create_foreign_key(
            name,
            "evidence_file",
            holder,
            [f"{holder}_id", "person_id"],
            ["id", "person_id"],
            onupdate="CASCADE",
            ondelete="CASCADE",
        )
