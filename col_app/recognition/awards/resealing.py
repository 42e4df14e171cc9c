"""The key-encryption key changes: every seed is sealed anew, nothing is signed, nothing expires.

Set `COL_KEY_ENCRYPTION_KEY` to the new key and `COL_OLD_KEY_ENCRYPTION_KEY` to the one before,
restart, run `col keys reseal`, then take the old one away. In between both open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from col_app.recognition import credentials as ob
from col_app.recognition.awards.models import SigningKey


@dataclass(frozen=True, slots=True)
class Resealed:
    """How many seeds were sealed anew, and the keys that none of the known ones opens."""

    count: int
    lost: tuple[str, ...]


def reseal(connection: Connection, keks: Sequence[bytes]) -> Resealed:
    """Seal every seed under the first of `keks`; needs the owner of the shared schema.

    Keys made before tokens were signed get their twin's public half as well.
    """
    table = SigningKey.__table__
    kept = select(table).where(table.c.sealed_seed.is_not(None)).with_for_update()
    count, lost = 0, []
    for row in connection.execute(kept).all():
        try:
            seed = ob.unseal_any(row.sealed_seed, keks, row.did.encode())
        except ob.SealError:
            lost.append(f"{row.did}#{row.multibase}")
            continue
        twin = ob.JwtKey.from_seed(row.did, seed).public
        sealed = ob.seal(seed, keks[0], row.did.encode())
        values = {"sealed_seed": sealed, "twin_x": twin.x, "twin_y": twin.y}
        connection.execute(update(SigningKey).where(SigningKey.id == row.id).values(**values))
        count += 1
    return Resealed(count, tuple(lost))
