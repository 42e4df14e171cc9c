"""Host names: normalised once, refused when odd."""

from __future__ import annotations

import re

from tenancy.errors import BadNameError

MAX_HOST = 253
MAX_PORT = 65535

_AUTHORITY = re.compile(r"([^:]+?)(?::([0-9]{1,5}))?")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


def normalise(host: str) -> str | None:
    """The one spelling of a Host header: lower case, no port, no final dot, IDNA.

    None for whatever is not a plain host name: addresses in brackets, user parts, lists,
    underscores, empty labels, ports out of range, letters that IDNA would change (RFC 9110 7.2).
    """
    parts = _AUTHORITY.fullmatch(host)
    if parts is None or int(parts[2] or 0) > MAX_PORT:
        return None
    labels = [_ascii(label) for label in parts[1].removesuffix(".").lower().split(".")]
    name = ".".join(labels)
    if len(name) > MAX_HOST or not all(_LABEL.fullmatch(label) for label in labels):
        return None
    return name


def checked_host(host: str) -> str:
    """A host name to register, normalised. Raises BadNameError."""
    name = normalise(host)
    if name is None or "." not in name or ":" in host:
        raise BadNameError(f"host {host!r}")
    return name


def without_port(domain: str) -> str:
    """A configured domain, normalised. Raises BadNameError."""
    name = normalise(domain)
    if name is None:
        raise BadNameError(f"domain {domain!r}")
    return name


def _ascii(label: str) -> str:
    """The label in ASCII; empty, hence refused, when IDNA 2003 would make it another word."""
    if label.isascii():
        return label
    try:
        encoded = label.encode("idna")
        return encoded.decode("ascii") if encoded.decode("idna") == label else ""
    except UnicodeError:
        return ""
