"""The picture of a badge as files: drawn by us, or sent by its organiser and drawn anew."""

from __future__ import annotations

import base64

from col_app.learning.rewards import Look
from col_app.recognition.badges import queries
from col_app.ui.art import badges as art


def png(look: Look) -> bytes:
    """The picture as PNG, 512 pixels wide and high."""
    return _sent(look) or art.badge_png(*look[:5])


def svg(look: Look) -> str:
    """The picture as a complete SVG file."""
    sent = _sent(look)
    return framed(sent) if sent else art.badge_svg(*look[:5])


def framed(picture: bytes) -> str:
    """A picture that was sent, inside an SVG file."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="512" height="512">'
        f'<image width="512" height="512" href="data:image/png;base64,{_base64(picture)}"/></svg>'
    )


def _sent(look: Look) -> bytes | None:
    return queries.picture(look.picture) if look.picture else None


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()
