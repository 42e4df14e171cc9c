"""The cookies of a sign-in: for one host alone, out of reach of its siblings and of scripts."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from col_app.core.access import SESSION_COOKIE
from col_app.people.sessions.actions import SESSION_LIFE

STATE_COOKIE = "__Host-state"
STATE_SECONDS = 600


def give(response: Response, name: str, value: str, seconds: int) -> None:
    """Set a cookie that only this host gets back (RFC 6265bis, `__Host-`)."""
    response.set_cookie(
        name, value, max_age=seconds, path="/", secure=True, httponly=True, samesite="Lax"
    )


def take_back(response: Response, name: str) -> None:
    """Remove such a cookie."""
    response.delete_cookie(name, path="/", secure=True, httponly=True, samesite="Lax")


def give_session(response: Response, token: str) -> None:
    """Set the cookie of a session."""
    give(response, SESSION_COOKIE, token, int(SESSION_LIFE.total_seconds()))


def session_token() -> str | None:
    """The session token this browser sent."""
    return request.cookies.get(SESSION_COOKIE)
