"""Ways back: where a person stood before signing in, in a strict grammar. Never a free address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlencode

LONGEST_PATH = 512
HOME = "/"

# One slash, then neither slash nor backslash; visible ASCII only, as addresses are written.
_PATH = re.compile(r"/(?![/\\])[!-\[\]-~]*")
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_STATE = re.compile(r"[0-9a-f]{64}")


def safe_path(text: str | None) -> str | None:
    """The path if it stays on its own host however a browser reads it, else None.

    `//` anywhere in the path part, dot segments, backslashes and control characters are refused,
    also when they are percent-encoded, since browsers and proxies differ in reading them. So are
    the steps of a hand-over: nobody wants to come back to them.
    """
    if not text or len(text) > LONGEST_PATH or not _PATH.fullmatch(text):
        return None
    path = unquote(re.split(r"[?#]", text, maxsplit=1)[0], errors="replace")
    has_dots = any(part in {".", ".."} for part in path.split("/"))
    if has_dots or "//" in path or "\\" in path or not path.isprintable():
        return None
    if path.startswith("/session/"):
        return None
    return text


@dataclass(frozen=True, slots=True)
class Journey:
    """Where to go after signing in. `to` is the slug of a city and `state` the hash of what its
    browser holds; without them the way ends at this host."""

    next: str = HOME
    to: str = ""
    state: str = ""

    @property
    def query(self) -> str:
        """The journey as a query string."""
        facts = {"to": self.to, "state": self.state} if self.to else {}
        return urlencode({**facts, "next": self.next})

    @property
    def onward(self) -> str:
        """Where the journey goes from the apex, once the person is signed in there."""
        return f"/session/depart?{self.query}" if self.to else self.next


def read_journey(args: Mapping[str, str]) -> Journey:
    """The journey a query speaks of; whatever breaks the grammar is left out."""
    next_path = safe_path(args.get("next")) or HOME
    to, state = args.get("to", ""), args.get("state", "")
    if _SLUG.fullmatch(to) and _STATE.fullmatch(state):
        return Journey(next_path, to, state)
    return Journey(next_path)
