"""What people paste as the number of their page at LinkedIn."""

from __future__ import annotations

import re

LONGEST = 300
_NUMBER = re.compile(r"(?:^|(?:^|/)(?:company|school)/|:)([1-9][0-9]{0,14})(?:$|[/?#])")


class NotANumberError(ValueError):
    """There is no number of a page in it."""


def read(typed: str) -> str:
    """The number in what was typed: itself, or an address with it; "" for nothing.

    Raises NotANumberError, for an address with a name instead of the number, too.
    """
    text = typed.strip()
    if not text:
        return ""
    found = _NUMBER.search(text) if len(text) <= LONGEST else None
    if found is None:
        raise NotANumberError(typed)
    return found[1]
