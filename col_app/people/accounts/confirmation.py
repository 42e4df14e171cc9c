"""The link in the welcome mail: a person's number with a seal, so nothing has to be stored."""

from __future__ import annotations

import hashlib
import hmac
import re

_FORM = re.compile(r"([1-9][0-9]{0,17})-[0-9a-f]{64}")


def token_for(person_id: int, email: str, secret: str) -> str:
    """The token for this person's present address."""
    return f"{person_id}-{_seal(person_id, email, secret)}"


def person_id_of(token: str) -> int | None:
    """The person a token speaks of, if it has its form; `is_genuine` says whether to believe it."""
    found = _FORM.fullmatch(token)
    return int(found[1]) if found else None


def is_genuine(token: str, email: str, secret: str) -> bool:
    """Whether we made this token for this address."""
    person_id, _dash, seal = token.partition("-")
    return hmac.compare_digest(seal, _seal(int(person_id), email, secret))


def _seal(person_id: int, email: str, secret: str) -> str:
    text = f"confirm:{person_id}:{email}".encode()
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()
