"""Files that people hand in: below the data folder, one folder for each city, random names.

A row that names the file is written in the same transaction as the promise to remove it, so what
nobody names any more goes away after the commit.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import tenancy
from col_app.core import outbox, web

REMOVE = "file.remove"


class NoRoomError(OSError):
    """The disk is full, or may not be written to."""


def _folder() -> Path:
    """The current city's own folder. The number of a city never changes, its slug might."""
    return web.settings().data_dir / "files" / str(tenancy.current_city().id)


def _path(name: str) -> Path:
    if not (name.isalnum() and name.isascii()):
        raise ValueError(name)
    return _folder() / name[:2] / name


def keep(name: str, content: bytes) -> None:
    """Keep a file under a name of `ids.public_id`, whole or not at all. Raises NoRoomError."""
    path = _path(name)
    part = path.with_suffix(".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as fault:
        part.unlink(missing_ok=True)
        raise NoRoomError(name) from fault


def read(name: str) -> bytes | None:
    """A file of this city; None when it is not there."""
    try:
        return _path(name).read_bytes()
    except FileNotFoundError:
        return None


def drop(name: str) -> None:
    """Remove a file now: for one whose row was never written."""
    _path(name).unlink(missing_ok=True)


def forget(name: str) -> None:
    """Owe the removal of a file, in the transaction that forgets it."""
    outbox.promise(REMOVE, {"name": name}, f"file:{name}")


@outbox.handles(REMOVE)
def _remove(payload: dict[str, Any]) -> None:
    drop(payload["name"])
