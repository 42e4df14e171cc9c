"""What may stand in a credential: clean texts, absolute IRIs, UTC times to the second."""

import hashlib
import re
from datetime import UTC, datetime
from urllib.parse import quote

# Verifiers disagree about the escapes of these, so a text with one of them would verify for some
# and fail for others. Lone surrogates have no UTF-8 at all.
_UNPORTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_IRI = re.compile(r"(https?://[A-Za-z0-9._~\[\]-]|urn:[a-z0-9]|did:[a-z0-9]+:)[!-~]*")
_NOT_IN_IRI = re.compile(r'[<>"{}|^`\\]')
_KEEP = "%:/?#[]@!$&'()*+,;=~"
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def clean(text: str) -> str:
    """Replace tabs by spaces and drop the other control characters except LF and CR."""
    return _UNPORTABLE.sub("", text.replace("\t", " "))


def iri(text: str) -> str:
    """Return an absolute http(s), urn or did IRI, percent-encoded to ASCII (RFC 3987, 3.1).

    Raise ValueError for anything else.
    """
    encoded = text if text.isascii() else quote(text, safe=_KEEP)
    if not _IRI.fullmatch(encoded) or _NOT_IN_IRI.search(encoded):
        raise ValueError(f"{text!r} is not an absolute IRI")
    return encoded


def timestamp(moment: datetime) -> str:
    """xsd:dateTime in UTC to the second; a moment without time zone raises ValueError."""
    if moment.tzinfo is None:
        raise ValueError("a moment without time zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(text: object) -> datetime:
    """Read an xsd:dateTime with time zone; raise ValueError for anything else."""
    if not isinstance(text, str) or not _TIME.fullmatch(text):
        raise ValueError(f"{text!r} is not a time with zone")
    return datetime.fromisoformat(text)


def identity_hash(email: str, salt: str) -> str:
    """The hashed recipient of Open Badges (2.0 and 3.0): ``sha256$`` of e-mail and salt."""
    return "sha256$" + hashlib.sha256((email + salt).encode()).hexdigest()
