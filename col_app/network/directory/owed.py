"""What a city still owes moves house with it: badges to be made, addresses to be erased in time.

Its letters stay. What was due when the archive was written, the house it left sends; and nobody is
reminded a second time by a city that was brought back.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

import tenancy
from col_app.core import mail
from col_app.core.db import network_session
from col_app.core.outbox import Promise

ENTRY = "network/outbox.json"


def pack(file: Path, city: tenancy.City) -> None:
    """Add the promises that a city has not kept yet to its archive."""
    open_ones = select(Promise).where(
        Promise.city_id == city.id,
        Promise.done_at.is_(None),
        Promise.failed_at.is_(None),
        Promise.kind != mail.KIND,
    )
    with network_session() as session:
        rows = [
            {
                "kind": each.kind,
                "key": each.key.removeprefix(f"{city.id}:"),
                "payload": each.payload,
                "due": each.run_after.isoformat(),
            }
            for each in session.scalars(open_ones.order_by(Promise.id))
        ]
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(ENTRY, orjson.dumps(rows))


def unpack(
    file: Path, connection: Connection, city: tenancy.City, people: Mapping[int, int]
) -> None:
    """Let a restored city owe what it owed. people: numbers that have changed. Needs the owner."""
    with zipfile.ZipFile(file) as archive:
        packed = archive.read(ENTRY) if ENTRY in archive.namelist() else b"[]"
    rows = [_row(each, city, people) for each in orjson.loads(packed)]
    if rows:
        made = insert(Promise).on_conflict_do_nothing(index_elements=["key"])
        connection.execute(made, rows)


def _row(packed: dict[str, Any], city: tenancy.City, people: Mapping[int, int]) -> dict[str, Any]:
    payload = packed["payload"]
    if mail.PERSON in payload:
        payload[mail.PERSON] = people.get(payload[mail.PERSON], payload[mail.PERSON])
    return {
        "city_id": city.id,
        "city_role": city.role,
        "kind": packed["kind"],
        "key": f"{city.id}:{packed['key']}",
        "payload": payload,
        "run_after": dt.datetime.fromisoformat(packed["due"]),
    }
