"""Whether only a piece of a page is asked for."""

from __future__ import annotations

from flask import request


def is_fragment() -> bool:
    """Whether htmx asks for a piece (and not for a page it keeps in its history)."""
    return "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
