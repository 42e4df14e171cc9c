"""Links that prove themselves: a number with a seal, so that nothing has to be stored.

The purpose says what a link is for and in which city, and holds whatever must not have changed
since: a seal of one purpose is worth nothing for another.
"""

from __future__ import annotations

import hashlib
import hmac
import re

from col_app.core import web

_FORM = re.compile(r"([1-9][0-9]{0,17})-[0-9a-f]{64}")


def sealed(number: int, purpose: str) -> str:
    """The token of this number for a purpose."""
    return f"{number}-{_seal(number, purpose)}"


def number_in(token: str) -> int | None:
    """The number a token speaks of, if it has its form; `is_genuine` says whether to believe it."""
    found = _FORM.fullmatch(token)
    return int(found[1]) if found else None


def is_genuine(token: str, purpose: str) -> bool:
    """Whether we made this token for this purpose."""
    number = number_in(token)
    return number is not None and hmac.compare_digest(token, sealed(number, purpose))


def opened(token: str, purpose: str) -> int | None:
    """The number in a genuine token, else None."""
    return number_in(token) if is_genuine(token, purpose) else None


def blind(text: str) -> bytes:
    """A text as something that only we can make of it: to count without knowing whom."""
    return hmac.new(web.settings().secret_key.encode(), text.encode(), hashlib.sha256).digest()


def _seal(number: int, purpose: str) -> str:
    text = f"{purpose}:{number}".encode()
    return hmac.new(web.settings().secret_key.encode(), text, hashlib.sha256).hexdigest()
