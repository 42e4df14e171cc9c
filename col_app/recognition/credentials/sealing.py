"""Sealing of private seeds: AES-256-GCM under a key-encryption key (NIST SP 800-38D)."""

import secrets
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_VERSION = b"\x01"
_NONCE_BYTES = 12


class SealError(ValueError):
    """The sealed seed cannot be opened: another key, another owner, or changed bytes."""


def seal(seed: bytes, kek: bytes, aad: bytes) -> bytes:
    """Seal ``seed`` under the 32-byte ``kek``.

    ``aad`` names the owner (the DID, for instance): a sealed seed copied to another row does not
    open there.
    """
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return _VERSION + nonce + _cipher(kek).encrypt(nonce, seed, _VERSION + aad)


def unseal(sealed: bytes, kek: bytes, aad: bytes) -> bytes:
    """Open what ``seal`` made with the same ``kek`` and ``aad``; raise SealError otherwise."""
    version, nonce, text = sealed[:1], sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
    if version != _VERSION or len(nonce) != _NONCE_BYTES:
        raise SealError("not a sealed seed")
    try:
        return _cipher(kek).decrypt(nonce, text, _VERSION + aad)
    except InvalidTag as error:
        raise SealError(
            "the key-encryption key or the owner is not the one it was sealed for"
        ) from error


def unseal_any(sealed: bytes, keks: Sequence[bytes], aad: bytes) -> bytes:
    """Open with the first of ``keks`` that fits; raise SealError when none does.

    While a key-encryption key is changed, some seeds are still sealed under the one before.
    """
    for kek in keks:
        try:
            return unseal(sealed, kek, aad)
        except SealError:
            continue
    raise SealError("none of the key-encryption keys is the one it was sealed under")


def _cipher(kek: bytes) -> AESGCM:
    if len(kek) != 32:
        raise ValueError("a key-encryption key has 32 bytes")
    return AESGCM(kek)
