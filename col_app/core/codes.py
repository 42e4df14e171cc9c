"""Codes that people read off paper: no 0 O 1 I L, and a last character that tells mistypings."""

from __future__ import annotations

import hashlib
import secrets

from col_app.core.ids import CODE_ALPHABET, read_code

LENGTH = 11
"""Characters before the check character: 54 random bits."""
GROUP = 4


def draw() -> str:
    """A new code."""
    body = "".join(secrets.choice(CODE_ALPHABET) for _ in range(LENGTH))
    return body + _check(body)


def read(text: str) -> str | None:
    """What somebody typed as the code it stands for; None for what cannot be one."""
    code = read_code(text)
    is_code = len(code) == LENGTH + 1 and set(code) <= set(CODE_ALPHABET)
    return code if is_code and code[-1] == _check(code[:-1]) else None


def shown(code: str) -> str:
    """A code as it is printed: capitals in groups."""
    text = code.upper()
    return "-".join(text[at : at + GROUP] for at in range(0, len(text), GROUP))


def digest(code: str) -> bytes:
    """By what a code is looked up: how long that takes tells nothing about codes near to it."""
    return hashlib.sha256(code.encode()).digest()


def _check(body: str) -> str:
    # 31 letters are a prime number: one wrong letter or two swapped ones always show
    total = sum(place * CODE_ALPHABET.index(each) for place, each in enumerate(body, start=1))
    return CODE_ALPHABET[total % len(CODE_ALPHABET)]
