"""Passwords: rules, hashes, and how many are worked out at once."""

from __future__ import annotations

import threading
import unicodedata
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 8
LONGEST = 128
HASHES_AT_ONCE = 4

# OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, two passes, one lane.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# Each hash takes 19 MiB and some 30 ms of a core: more at once would only slow the pages.
_turns = threading.BoundedSemaphore(HASHES_AT_ONCE)


class PasswordError(ValueError):
    """This password cannot be chosen."""


class PasswordTooShortError(PasswordError):
    """Fewer than SHORTEST characters."""


class PasswordTooLongError(PasswordError):
    """More than LONGEST characters."""


class PasswordTooCommonError(PasswordError):
    """Among the first that anybody would guess."""


_common = frozenset(
    (Path(__file__).parent / "data" / "common_passwords.txt").read_text("utf-8").split()
)


def normal_form(password: str) -> str:
    """NFC, so that every keyboard's way of writing an accent is the same password."""
    return unicodedata.normalize("NFC", password)


def check_choice(password: str, email: str = "") -> None:
    """Raise the PasswordError that says why this password cannot be chosen (ASVS 6.2)."""
    chosen = normal_form(password)
    if len(chosen) < SHORTEST:
        raise PasswordTooShortError
    if len(chosen) > LONGEST:
        raise PasswordTooLongError
    if _is_common(chosen.casefold(), email):
        raise PasswordTooCommonError


def _is_common(password: str, email: str) -> bool:
    words = password.rstrip("0123456789!?.@#$*_-+ ")
    return (
        password in _common
        or words in _common
        or len(set(password)) <= 2
        or password in {email, email.partition("@")[0]}
    )


def make_hash(password: str) -> str:
    """The argon2id hash to store."""
    with _turns:
        return _hasher.hash(normal_form(password))


# What is verified when nobody has the address: the answer takes as long as for an account.
_nobody = make_hash("nobody has this password")


def fits(password: str, stored: str | None) -> bool:
    """Whether a password belongs to a stored hash; always False for None, after the same work."""
    if len(password) > LONGEST * 4:
        return False
    with _turns:
        try:
            _hasher.verify(stored or _nobody, normal_form(password))
        except (VerificationError, InvalidHashError):
            return False
    return stored is not None
