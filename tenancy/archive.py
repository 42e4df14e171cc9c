"""Export and restore of one city: a zip of a manifest and one COPY file per table.

Not pg_dump, which reads the catalogue of every city (84 s at 5,000 cities, against 4 ms).
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Engine, text

from tenancy.catalogue import (
    CityTable,
    city_tables,
    put_key,
    read_sequence,
    set_sequence,
    silent_triggers,
    take_keys,
)
from tenancy.city import City, TenancyConfig
from tenancy.errors import ArchiveError, RevisionMismatchError
from tenancy.life import insert_host
from tenancy.manifest import MANIFEST_NAME, Manifest, TableEntry
from tenancy.provision import NewCity, create_city
from tenancy.registry import read_city
from tenancy.script import CityScript
from tenancy.statements import as_owner, driver, send

BLOCK_BYTES = 1 << 18
Archive = str | Path | IO[bytes]
Settle = Callable[[Connection, City], None]
"""What else a restored city needs before anybody sees it. The search path is the city's."""

_PLAIN = sql.SQL(
    "SET LOCAL client_encoding = 'UTF8'; SET LOCAL datestyle = 'ISO, YMD';"
    "SET LOCAL intervalstyle = 'postgres'; SET LOCAL timezone = 'UTC';"
    "SET LOCAL extra_float_digits = 3; SET LOCAL bytea_output = 'hex';"
)
"""How values are written, whatever the defaults of the two servers."""


def export_city(admin_engine: Engine, config: TenancyConfig, slug: str, file: Archive) -> Manifest:
    """Write one city, as of one moment, while it goes on serving. Raises UnknownCityError."""
    with admin_engine.connect() as plain:
        connection = plain.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            as_owner(connection, config)
            city = read_city(connection, slug)
            as_owner(connection, config, city.schema)
            send(connection, _PLAIN)
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                tables = [
                    _copy_out(connection, archive, table)
                    for table in city_tables(connection, city.schema).values()
                ]
                manifest = Manifest.of(city, _revision(connection, slug), tables)
                archive.writestr(MANIFEST_NAME, manifest.to_json())
    return manifest


def restore_city(
    admin_engine: Engine,
    config: TenancyConfig,
    file: Archive,
    as_slug: str | None = None,
    *,
    script: CityScript,
    settle: Settle | None = None,
) -> City:
    """Make a city anew from its archive, all or nothing; other cities are not touched.

    `script` is what this release creates cities with. `settle` runs in the same transaction, when
    the rows are there, but neither their triggers nor the keys between them. Custom hosts come
    back with the city's own slug, where no other city has them. Raises CityExistsError,
    RevisionMismatchError, ArchiveError, MissingRightsError.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = Manifest.from_json(archive.read(MANIFEST_NAME))
            if manifest.revision != script.revision:
                raise RevisionMismatchError(manifest.revision, script.revision)
            with admin_engine.begin() as connection:
                return _restore(connection, config, archive, manifest, as_slug, script, settle)
    except (zipfile.BadZipFile, KeyError) as error:
        raise ArchiveError(str(error)) from error
    except (psycopg.DataError, psycopg.IntegrityError) as error:
        raise ArchiveError(f"the server refuses the data: {error}") from error


def _restore(
    connection: Connection,
    config: TenancyConfig,
    archive: zipfile.ZipFile,
    manifest: Manifest,
    as_slug: str | None,
    script: CityScript,
    settle: Settle | None,
) -> City:
    spec = NewCity(
        as_slug or manifest.slug,
        manifest.name,
        manifest.default_locale,
        manifest.time_zone,
        manifest.state,
    )
    city = create_city(connection, config, spec, script)
    send(connection, _PLAIN)
    settled = (lambda: settle(connection, city)) if settle else None
    _fill(connection, archive, manifest, city_tables(connection, city.schema), settled)
    if as_slug in (None, manifest.slug):
        for place, host in enumerate(manifest.hosts):
            insert_host(connection, city, host, primary=place == 0)
    return read_city(connection, city.slug)


def _fill(
    connection: Connection,
    archive: zipfile.ZipFile,
    manifest: Manifest,
    tables: dict[str, CityTable],
    settled: Callable[[], None] | None,
) -> None:
    entries = {entry.name: entry for entry in manifest.tables}
    if entries.keys() != tables.keys():
        odd = ", ".join(sorted(entries.keys() ^ tables.keys()))
        raise ArchiveError(f"tables that only one side knows: {odd}")
    # Without the keys any order will do, also where tables point at each other.
    keys = [key for table in tables.values() for key in take_keys(connection, table)]
    with ExitStack() as silence:
        for entry in manifest.tables:
            # What triggers once wrote stands in the archive: they stay silent while it comes back.
            silence.enter_context(silent_triggers(connection, entry.name))
            _copy_in(connection, archive, entry, tables[entry.name])
        if settled:
            settled()
    for key in keys:
        put_key(connection, key)


def _revision(connection: Connection, slug: str) -> str | None:
    query = text("select revision from network.city where slug = :slug")
    return connection.scalar(query, {"slug": slug})


def _copy_out(connection: Connection, archive: zipfile.ZipFile, table: CityTable) -> TableEntry:
    digest = hashlib.sha256()
    path = TableEntry(table.name, [], 0, "").path
    with (
        driver(connection).cursor() as cursor,
        archive.open(path, "w", force_zip64=True) as target,
    ):
        with cursor.copy(table.copy("TO STDOUT")) as copy:
            for block in copy:
                digest.update(block)
                target.write(block)
        rows = cursor.rowcount
    sequences = {
        column: read_sequence(connection, sequence) for column, sequence in table.sequences.items()
    }
    return TableEntry(table.name, list(table.columns), rows, digest.hexdigest(), sequences)


def _copy_in(
    connection: Connection, archive: zipfile.ZipFile, entry: TableEntry, table: CityTable
) -> None:
    if set(entry.columns) != set(table.columns):
        raise ArchiveError(f"{entry.name}: other columns than this release has")
    # The archive's order of columns: a migrated city may differ from a fresh one.
    target = CityTable(table.oid, table.name, tuple(entry.columns), table.sequences)
    digest = hashlib.sha256()
    with driver(connection).cursor() as cursor, archive.open(entry.path) as source:
        with cursor.copy(target.copy("FROM STDIN")) as copy:
            while block := source.read(BLOCK_BYTES):
                digest.update(block)
                copy.write(block)
        rows = cursor.rowcount
    if (rows, digest.hexdigest()) != (entry.rows, entry.sha256):
        raise ArchiveError(f"{entry.name}: damaged, its rows or checksum differ from the manifest")
    for column, (last, called) in entry.sequences.items():
        set_sequence(connection, table.sequences[column], last, called=called)
