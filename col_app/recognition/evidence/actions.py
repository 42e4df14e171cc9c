"""Keeping files and letting go of them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, func, select

import tenancy
from col_app.core import files
from col_app.core.db import db
from col_app.core.ids import public_id
from col_app.recognition.evidence import queries
from col_app.recognition.evidence.models import MOST_FILES, PERSON_BYTES, EvidenceFile
from col_app.recognition.evidence.pieces import Piece
from col_app.recognition.evidence.queries import Holder, Kind

files.tells(queries.named)


class NotKeptError(Exception):
    """Why files were not kept; the subclass says it."""


class TooManyFilesError(NotKeptError):
    """There are a few files at most."""


class NoSpaceLeftError(NotKeptError):
    """The files of this person are as large as they may be together."""


def attach(holder: Holder, pieces: Sequence[Piece]) -> list[str]:
    """Keep files with a locked holder; the names they have in the store.

    Raises TooManyFilesError, NoSpaceLeftError, files.NoRoomError.
    """
    if not pieces:
        return []
    one_by_one("evidence", holder.person_id)
    taken = {each["position"] for each in queries.of(holder)}
    free = [number for number in range(1, MOST_FILES + 1) if number not in taken]
    if len(pieces) > len(free):
        raise TooManyFilesError
    if queries.size_of(holder.person_id) + sum(len(p.content) for p in pieces) > PERSON_BYTES:
        raise NoSpaceLeftError
    kept: list[str] = []
    try:
        for number, piece in zip(free, pieces, strict=False):
            kept.append(public_id())
            files.keep(kept[-1], piece.content)
            db.session.add(_row(holder, number, kept[-1], piece))
        db.session.flush()
    except BaseException:
        drop(kept)
        raise
    return kept


def one_by_one(what: str, person_id: int) -> None:
    """Wait until nobody else does this for the person, until the end of the transaction: of two
    uploads at once both cannot be the last that fits.
    """
    key = f"{what}:{tenancy.current_city().id}:{person_id}"
    db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))


def _row(holder: Holder, number: int, name: str, piece: Piece) -> EvidenceFile:
    return EvidenceFile(
        **{holder.column: holder.id},
        person_id=holder.person_id,
        position=number,
        public_id=name,
        name=piece.name,
        media_type=piece.media_type,
        size=len(piece.content),
    )


def drop(names: Sequence[str]) -> None:
    """Remove files from the store whose rows were never committed."""
    for name in names:
        files.drop(name)


def detach(holder: Holder, name: str) -> None:
    """Remove one file of a locked holder; one that is not there changes nothing."""
    _forget(getattr(EvidenceFile, holder.column) == holder.id, EvidenceFile.public_id == name)


def detach_all(holder: Holder) -> None:
    """Remove all files of a holder, before it is removed itself."""
    _forget(getattr(EvidenceFile, holder.column) == holder.id)


def erase(kind: Kind, person_id: int) -> None:
    """Remove all files of a person that belong to this kind of holder."""
    of_kind = getattr(EvidenceFile, f"{kind}_id").is_not(None)
    _forget(EvidenceFile.person_id == person_id, of_kind)


def _forget(*which: object) -> None:
    gone = delete(EvidenceFile).where(*which).returning(EvidenceFile.public_id)  # type: ignore[arg-type]
    for name in db.session.scalars(gone).all():
        files.forget(name)
