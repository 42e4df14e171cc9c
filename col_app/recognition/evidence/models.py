"""Files that show what somebody did: for a task of a badge, or for what they learned elsewhere."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from col_app.core.db import CityModel, Numbered
from col_app.core.ids import public_id
from col_app.core.uploads import FILE_BYTES

MOST_FILES = 5
LONGEST_NAME = 120
PERSON_BYTES = 50 * 1024 * 1024


class EvidenceFile(Numbered, CityModel):
    """A file of a submission or of an experience. `public_id` is its address and its name in the
    store; `person_id` is a soft id, and the keys see to it that it is the owner's.
    """

    __tablename__ = "evidence_file"
    __table_args__ = (
        ForeignKeyConstraint(
            ["submission_id", "person_id"],
            ["submission.id", "submission.person_id"],
            name="fk_evidence_file_submission_id",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(
            ["experience_id", "person_id"],
            ["experience.id", "experience.person_id"],
            name="fk_evidence_file_experience_id",
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        UniqueConstraint("submission_id", "position", name="uq_evidence_file_position"),
        UniqueConstraint("experience_id", "position", name="uq_evidence_file_experience_position"),
        CheckConstraint("num_nonnulls(submission_id, experience_id) = 1", name="one_holder"),
        CheckConstraint(f"position between 1 and {MOST_FILES}", name="few_files"),
        CheckConstraint(f"size between 1 and {FILE_BYTES}", name="file_size"),
        CheckConstraint(f"length(name) between 1 and {LONGEST_NAME}", name="name_length"),
    )

    person_id: Mapped[int] = mapped_column(index=True)
    submission_id: Mapped[int | None]
    experience_id: Mapped[int | None]
    position: Mapped[int]
    public_id: Mapped[str] = mapped_column(unique=True, default=public_id)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
