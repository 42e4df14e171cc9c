"""Links that confirm an address: of one row, so of one account and one address."""

from __future__ import annotations

from col_app.core import seals

PURPOSE = "confirm address"


def token(address_id: int) -> str:
    """What stands in the link of the mail."""
    return seals.sealed(address_id, PURPOSE)


def address_in(token: str) -> int | None:
    """The number of the address that a genuine link is about."""
    return seals.opened(token, PURPOSE)
