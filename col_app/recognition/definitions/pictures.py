"""A picture that somebody sends, drawn anew: of its file we keep nothing but the look."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import warnings
from xml.etree import ElementTree

import resvg_py
from PIL import Image, ImageOps

SIDE = 512
SMALLEST_SIDE = 200
MOST_BYTES = 2_000_000
MOST_SVG_BYTES = 300_000
MOST_PIXELS = 24_000_000
FORMATS = ("PNG", "JPEG", "WEBP")
_LEADS_AWAY = re.compile(
    rb"<!DOCTYPE|<!ENTITY|<script|<foreignObject|<image|<feImage|@import"
    rb"|(?:href|src)\s*=\s*[\"'](?!#)|url\(\s*[\"']?(?!#)",
    re.IGNORECASE,
)
"""An SVG may refer to its own parts alone, and holds neither scripts nor other pictures."""


class TooHeavyError(ValueError):
    """More bytes or pixels than we draw."""


class TooSmallError(ValueError):
    """Too few pixels for a badge."""


class NotAPictureError(ValueError):
    """Not one of the formats we read, or broken."""


class LeadsAwayError(ValueError):
    """An SVG with a script, or that refers to something outside itself."""


def redraw(content: bytes) -> tuple[str, bytes]:
    """The digest and the PNG of a picture: square, 512 pixels, without metadata.

    Raises TooHeavyError, TooSmallError, NotAPictureError, LeadsAwayError.
    """
    if len(content) > MOST_BYTES:
        raise TooHeavyError
    if b"<svg" in content[:2000]:
        content = _rasterised(content)
    png = _square(content)
    return hashlib.sha256(png).hexdigest()[:32], png


def _rasterised(svg: bytes) -> bytes:
    if len(svg) > MOST_SVG_BYTES:
        raise TooHeavyError
    if _LEADS_AWAY.search(svg) or b"&#" in svg:
        raise LeadsAwayError
    inner = base64.b64encode(svg).decode()
    framed = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIDE}" height="{SIDE}">'
        f'<image width="{SIDE}" height="{SIDE}" href="data:image/svg+xml;base64,{inner}"/></svg>'
    )
    try:
        ElementTree.fromstring(svg)  # noqa: S314 - entities are refused above
        # whatever size the file claims, no more than our own square is drawn
        return bytes(resvg_py.svg_to_bytes(svg_string=framed, width=SIDE, skip_system_fonts=True))
    except (ElementTree.ParseError, ValueError) as error:
        raise NotAPictureError from error


def _square(content: bytes) -> bytes:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(content), formats=FORMATS) as sent:
                _measure(*sent.size)
                upright = _upright(sent).convert("RGBA")
    except (TooHeavyError, TooSmallError):
        raise
    except Image.DecompressionBombWarning as error:
        raise TooHeavyError from error
    except (OSError, ValueError, SyntaxError, Warning) as error:
        raise NotAPictureError from error
    cropped = ImageOps.fit(upright, (SIDE, SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    # a fresh picture: nothing that came with the file goes along
    Image.frombytes("RGBA", cropped.size, cropped.tobytes()).save(out, "PNG", optimize=True)
    return out.getvalue()


def _upright(sent: Image.Image) -> Image.Image:
    """As the camera says; a broken note about that is no reason to refuse the picture."""
    try:
        return ImageOps.exif_transpose(sent)
    except (SyntaxError, ValueError):
        return sent


def _measure(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise TooHeavyError
    if min(width, height) < SMALLEST_SIDE:
        raise TooSmallError
