"""Bitstring status lists: which awards of an issuer are revoked (W3C, Recommendation of 2025)."""

import gzip
import zlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from col_app.recognition.credentials import proof
from col_app.recognition.credentials.contexts import CREDENTIALS_V2
from col_app.recognition.credentials.encoding import base64url, unbase64url
from col_app.recognition.credentials.keys import IssuerKey
from col_app.recognition.credentials.values import iri, timestamp

# the smallest size allowed: a smaller crowd would give away who is looked up (section 6.1)
SIZE = 131_072
_LIMIT = 16 * 1024 * 1024
_GZIP = 31  # zlib's number for "gzip format, largest window"


class StatusListError(ValueError):
    """The encoded list cannot be read."""


class StatusList:
    """One bit per award; bit 0 is the left-most bit of the first byte (section 3.2)."""

    def __init__(self, size: int = SIZE, revoked: Iterable[int] = ()) -> None:
        """Make a list of ``size`` bits, a multiple of eight, with the ``revoked`` ones set."""
        if size % 8:
            raise ValueError("the size of a status list is a multiple of eight")
        self._bytes = bytearray(size // 8)
        for index in revoked:
            self.set(index)

    def __len__(self) -> int:
        return len(self._bytes) * 8

    def set(self, index: int, revoked: bool = True) -> None:
        """Set or clear one bit; raise IndexError outside the list."""
        self._check(index)
        mask = 0x80 >> index % 8
        if revoked:
            self._bytes[index // 8] |= mask
        else:
            self._bytes[index // 8] &= ~mask

    def get(self, index: int) -> bool:
        """Say whether the award at ``index`` is revoked; raise IndexError outside the list."""
        self._check(index)
        return bool(self._bytes[index // 8] & (0x80 >> index % 8))

    def value(self, index: int, size: int = 1) -> int | None:
        """The number in the ``size`` bits of entry ``index``; None outside the list."""
        begins = index * size
        if not 0 <= begins <= len(self) - size:
            return None
        bits = (self.get(place) for place in range(begins, begins + size))
        return sum(bit << place for place, bit in enumerate(reversed(list(bits))))

    def encode(self) -> str:
        """The ``encodedList``: GZIP, then multibase base64url. Equal lists give equal texts."""
        return "u" + base64url(gzip.compress(bytes(self._bytes), 9, mtime=0))

    @classmethod
    def decode(cls, text: str, limit: int = _LIMIT) -> "StatusList":
        """Read an ``encodedList`` of at most ``limit`` bytes unpacked.

        Raise StatusListError for anything else, a decompression bomb included.
        """
        unpacking = zlib.decompressobj(_GZIP)
        try:
            data = unpacking.decompress(unbase64url(text.removeprefix("u")), limit)
        except (ValueError, zlib.error) as error:
            raise StatusListError("not a packed list") from error
        if not text.startswith("u") or not unpacking.eof or unpacking.unused_data:
            raise StatusListError("not one whole list of allowed size")
        found = cls(0)
        found._bytes = bytearray(data)
        return found

    def _check(self, index: int) -> None:
        if not 0 <= index < len(self):
            raise IndexError(f"{index} is not in a list of {len(self)}")


def status_list_credential(
    url: str,
    issuer_did: str,
    bits: StatusList,
    key: IssuerKey,
    now: datetime,
    valid_for: timedelta | None,
) -> bytes:
    """Return the signed list as JSON. It speaks from ``now`` on and for ``valid_for`` only.

    None is for the last list of an issuer that will sign no more: it speaks for ever.

    The issuer is the issuer of the badges: verifiers refuse a list of somebody else.
    """
    if key.did != issuer_did:
        raise ValueError(f"the key belongs to {key.did}, not to {issuer_did}")
    until = {"validUntil": timestamp(now + valid_for)} if valid_for is not None else {}
    credential = {
        "@context": [CREDENTIALS_V2],
        "id": iri(url),
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer_did,
        "validFrom": timestamp(now),
        **until,
        "credentialSubject": {
            "id": iri(f"{url}#list"),
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": bits.encode(),
        },
    }
    return proof.sign(credential, key, timestamp(now))
