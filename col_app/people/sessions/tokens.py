"""Random tokens: the browser holds the token, we hold its hash."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """256 random bits, safe in cookies and addresses."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> bytes:
    """What is stored of a token. SHA-256 is enough: the token cannot be guessed."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()
