"""Text leaves compressed (RFC 9110, 8.4.1), also where no proxy does it."""

from __future__ import annotations

import zlib
from functools import lru_cache

from flask import Response, request

LEAST_BYTES = 1000
"""Below this the frame of the network costs more than the text."""
LEVEL, BEST = 5, 9
KEPT_FILES = 64
_GZIP = 16 + zlib.MAX_WBITS  # zlib's number for "gzip format, largest window"
TEXTS = frozenset(
    {
        "application/json", "application/geo+json", "application/ld+json", "application/xml",
        "application/rss+xml", "application/manifest+json", "image/svg+xml",
    }
)  # fmt: skip


def compressed(response: Response) -> Response:
    """The answer, with its body in gzip when it is text and the reader takes that.

    Its tag becomes a weak one: both forms say the same, in other bytes (RFC 9110, 8.8.3.3).
    """
    if not _is_text(response):
        return response
    response.vary.add("Accept-Encoding")
    if not _may_shrink(response):
        return response
    response.direct_passthrough = False
    body, lasts = response.get_data(), response.cache_control.max_age
    if len(body) < LEAST_BYTES:
        return response
    response.set_data(_kept(body) if lasts else _gzip(body, LEVEL))
    response.headers["Content-Encoding"] = "gzip"
    tag, _is_weak = response.get_etag()
    if tag:
        response.set_etag(tag, weak=True)
    return response


def _is_text(response: Response) -> bool:
    return (response.mimetype or "").startswith("text/") or response.mimetype in TEXTS


def _may_shrink(response: Response) -> bool:
    return (
        request.accept_encodings["gzip"] > 0
        and response.status_code not in {204, 206, 304}
        and "Content-Encoding" not in response.headers
        and (response.is_sequence or response.direct_passthrough)
    )


@lru_cache(maxsize=KEPT_FILES)
def _kept(body: bytes) -> bytes:
    """Files of the site: once for each process, as small as it gets."""
    return _gzip(body, BEST)


def _gzip(body: bytes, level: int) -> bytes:
    packing = zlib.compressobj(level, zlib.DEFLATED, _GZIP)
    return packing.compress(body) + packing.flush()
