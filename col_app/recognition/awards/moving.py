"""The issuers of a city move house with it: their keys travel in the city's archive, sealed.

Restored under its own name a city goes on signing with its keys, where a key-encryption key of the
new house opens them (`COL_OLD_KEY_ENCRYPTION_KEY` may be that of the old one); keys that nothing
opens come along as retired ones. Under another name it is another issuer and gets new keys.
"""

from __future__ import annotations

import datetime as dt
import zipfile
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

import tenancy
from col_app.core import clock, web
from col_app.recognition import credentials as ob
from col_app.recognition.awards import keys
from col_app.recognition.awards.models import SigningKey

ENTRY = "network/signing_key.json"


def pack(file: Path, city: tenancy.City) -> None:
    """Add the keys of a city and its organisers to its archive, private halves sealed."""
    rows = [
        {
            "did": key.did,
            "multibase": key.multibase,
            "sealed_seed": b64encode(key.sealed_seed or b"").decode(),
            "twin_x": key.twin_x,
            "twin_y": key.twin_y,
            "created_at": key.created_at.isoformat(),
            "retired_at": key.retired_at.isoformat() if key.retired_at else None,
        }
        for key in keys.of_city(city)
    ]
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(ENTRY, orjson.dumps(rows))


def unpack(file: Path, connection: Connection, city: tenancy.City) -> None:
    """Give a restored city its keys back, as far as they are its own. Needs the owner."""
    with zipfile.ZipFile(file) as archive:
        packed = archive.read(ENTRY) if ENTRY in archive.namelist() else b"[]"
    for row in orjson.loads(packed):
        if keys.is_of(city, row["did"]):
            values = {**_values(row), "city_id": city.id}
            made = insert(SigningKey).values(did=row["did"], multibase=row["multibase"], **values)
            # those that stayed when the city was dropped are awake again
            connection.execute(
                made.on_conflict_do_update(index_elements=["multibase"], set_=values)
            )


def _values(row: dict[str, Any]) -> dict[str, Any]:
    retired_at = dt.datetime.fromisoformat(row["retired_at"]) if row["retired_at"] else None
    values = {
        "sealed_seed": None,
        "twin_x": row["twin_x"],
        "twin_y": row["twin_y"],
        "created_at": dt.datetime.fromisoformat(row["created_at"]),
        "retired_at": retired_at or clock.now(),
    }
    settings, owner = web.settings(), row["did"].encode()
    try:
        seed = ob.unseal_any(b64decode(row["sealed_seed"]), settings.key_encryption_keys, owner)
    except ob.SealError:
        return values
    sealed = ob.seal(seed, settings.key_encryption_key, owner)
    return {**values, "sealed_seed": sealed, "retired_at": retired_at}
