"""Ids that strangers see."""

from __future__ import annotations

import base64
import re
import secrets
import unicodedata

CODE_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
CODE_LENGTH = 6
_PLAIN = str.maketrans("łđøßıæœðþ", "ldosiaodt")


def public_id() -> str:
    """128 random bits in base32: 26 characters, lower case."""
    return base64.b32encode(secrets.token_bytes(16)).decode("ascii").rstrip("=").lower()


def short_code() -> str:
    """A code that people read out and type: no 0 O 1 I L, about 30 bits."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def read_code(text: str) -> str:
    """What a person typed, as the code it stands for (case, spaces and dashes do not matter)."""
    return re.sub(r"[\s-]", "", text).lower()


def slugify(text: str) -> str:
    """The readable tail of an address: ASCII words joined by dashes, at most 60 characters."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_PLAIN))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode("ascii"))
    return "-".join(words)[:60].strip("-") or "x"


def number_of(slug: str) -> int | None:
    """The number at the head of a slug, or None when there is none that fits a bigint."""
    found = re.match(r"([1-9]\d{0,17})(?:-|$)", slug)
    return int(found[1]) if found else None
