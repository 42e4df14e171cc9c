"""Reads of files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import func, select

from col_app.core.db import db
from col_app.recognition.evidence.models import EvidenceFile

Kind = Literal["submission", "experience"]
Sight = Literal["", "nameless", "named"]
"""What somebody may see of a file: nothing, all but its name, all."""
Reader = Callable[[int, int], Sight]
_readers: dict[str, Reader] = {}
_LISTED = """select jsonb_agg(jsonb_build_object('public_id', f.public_id, 'name', f.name,
    'media_type', f.media_type, 'size', f.size) order by f.position) from evidence_file f"""
OF_SUBMISSION = f"({_LISTED} where f.submission_id = s.id)"
OF_EXPERIENCE = f"({_LISTED} where f.experience_id = e.id)"
"""SQL for the files of the submission `s`, of the experience `e`; null where there are none."""


@dataclass(frozen=True, slots=True)
class Holder:
    """What files belong to, and whose it is."""

    kind: Kind
    id: int
    person_id: int

    @property
    def column(self) -> str:
        """The key that names it."""
        return f"{self.kind}_id"


def reads(kind: Kind) -> Callable[[Reader], Reader]:
    """Register what others than its person see of the files of a holder: (its id, who asks)."""

    def register(reader: Reader) -> Reader:
        _readers[kind] = reader
        return reader

    return register


def file(public_id: str) -> EvidenceFile | None:
    """A file by its address."""
    return db.session.scalars(
        select(EvidenceFile).where(EvidenceFile.public_id == public_id)
    ).one_or_none()


def sight(found: EvidenceFile, person_id: int) -> Sight:
    """What somebody may see of a file: all for its person, else as those who decide may."""
    if found.person_id == person_id:
        return "named"
    if found.submission_id is not None:
        return _readers["submission"](found.submission_id, person_id)
    return _readers["experience"](found.experience_id or 0, person_id)


def _of(holder: Holder) -> Any:
    return getattr(EvidenceFile, holder.column) == holder.id


def of(holder: Holder) -> list[dict[str, Any]]:
    """The files of a holder in their order."""
    columns = (
        EvidenceFile.position, EvidenceFile.public_id, EvidenceFile.name,
        EvidenceFile.media_type, EvidenceFile.size,
    )  # fmt: skip
    query = select(*columns).where(_of(holder)).order_by(EvidenceFile.position)
    return [dict(row) for row in db.session.execute(query).mappings()]


def size_of(person_id: int) -> int:
    """How many bytes all files of a person are together."""
    total = select(func.coalesce(func.sum(EvidenceFile.size), 0))
    return int(db.session.scalar(total.where(EvidenceFile.person_id == person_id)) or 0)


def named(names: Sequence[str]) -> set[str]:
    """Which of these names of files a row still holds."""
    found = select(EvidenceFile.public_id).where(EvidenceFile.public_id.in_(names))
    return set(db.session.scalars(found))
