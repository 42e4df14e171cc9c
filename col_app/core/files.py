"""Files that people hand in: below the data folder, one folder for each city, random names.

A row that names the file is written in the same transaction as the promise to remove it, so what
nobody names any more goes away after the commit. What was kept by a transaction that came to
nothing is swept a day later, and so is all else that no room names: whoever keeps files `tells`
which are its own.
"""

from __future__ import annotations

import logging
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import tenancy
from col_app.core import clock, daily, outbox, web
from col_app.core.db import db

log = logging.getLogger(__name__)
REMOVE, SWEEP = "file.remove", "files.sweep"
ENTRY = "files/"
STRAY_SECONDS = 24 * 3600
AT_ONCE = 1000
Named = Callable[[Sequence[str]], set[str]]
_tellers: list[Named] = []


class NoRoomError(OSError):
    """The disk is full, or may not be written to."""


def tells(named: Named) -> None:
    """Register which of some names rows of the current city still hold."""
    _tellers.append(named)


def _folder(city_id: int) -> Path:
    """A city's own folder. The number of a city never changes, its slug might."""
    return web.settings().data_dir / "files" / str(city_id)


def _path(name: str, city_id: int | None = None) -> Path:
    if not (name.isalnum() and name.isascii()):
        raise ValueError(name)
    return _folder(city_id or tenancy.current_city().id) / name[:2] / name


def keep(name: str, content: bytes) -> None:
    """Keep a file under a name of `ids.public_id`, whole or not at all. Raises NoRoomError."""
    _write(_path(name), content)


def _write(path: Path, content: bytes) -> None:
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
        raise NoRoomError(f"no room for a file in {path.parent}") from fault


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


def pack(archive: Path, city: tenancy.City) -> None:
    """Add the files of a city to its archive. Pictures and PDFs are packed already: stored."""
    with zipfile.ZipFile(archive, "a", zipfile.ZIP_STORED) as target:
        for path in sorted(_kept(city.id)):
            try:
                target.write(path, f"{ENTRY}{path.name}")
            except FileNotFoundError:
                continue  # removed while the city went on serving


def unpack(archive: Path, city: tenancy.City) -> None:
    """Give a restored city its files back.

    Raises NoRoomError, and tenancy.ArchiveError for a name that is none of ours.
    """
    with zipfile.ZipFile(archive) as source:
        for entry in source.namelist():
            if not entry.startswith(ENTRY):
                continue
            try:
                path = _path(entry.removeprefix(ENTRY), city.id)
                _write(path, source.read(entry))
            except (ValueError, zipfile.BadZipFile) as fault:
                raise tenancy.ArchiveError(f"{entry}: no file of a city") from fault


def drop_city(city: tenancy.City) -> None:
    """Remove all files of a city that is gone."""
    shutil.rmtree(_folder(city.id), ignore_errors=True)


def _kept(city_id: int) -> Iterator[Path]:
    return (path for path in _folder(city_id).glob("*/*") if path.is_file() and not path.suffix)


@daily.once(SWEEP)
def sweep_all(_payload: dict[str, Any]) -> None:
    """Remove the stray files of every city that has any."""
    for folder in (web.settings().data_dir / "files").glob("*"):
        city = web.app().directory.by_id(int(folder.name)) if folder.name.isdecimal() else None
        if city is None:
            continue  # of another network, or dropped this minute: never guess
        with tenancy.use_city(city):
            try:
                sweep(city)
            finally:
                db.session.remove()


def sweep(city: tenancy.City) -> int:
    """Remove files of the current city that no row has named for a day; how many."""
    before = clock.now().timestamp() - STRAY_SECONDS
    old = [path for path in _folder(city.id).glob("*/*") if _changed(path) < before]
    gone = 0
    for start in range(0, len(old), AT_ONCE):
        paths = old[start : start + AT_ONCE]
        names = [path.name for path in paths]
        named = set[str]().union(*(each(names) for each in _tellers))
        for path in paths:
            if path.name not in named:
                path.unlink(missing_ok=True)
                gone += 1
    if gone:
        log.info("swept %s stray files of city %s", gone, city.id)
    return gone


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")
