"""What a badge needs of the world: answers of others, each asked for once, and not too many."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from col_app.recognition.credentials import contexts
from col_app.recognition.credentials.verifying.outcome import (
    CANNOT_CHECK,
    Failure,
    UnreachableError,
)
from col_app.recognition.credentials.verifying.writing import parse

MOST_QUESTIONS = 40


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands at an address. ``url`` is where it was found in the end."""

    url: str
    status: int
    body: bytes


Ask = Callable[[str], Answer]


class World:
    """Asks for addresses through ``ask``, which raises UnreachableError for what gives none."""

    def __init__(self, ask: Ask, now: datetime) -> None:
        """Remember whom to ask, and which moment counts as today."""
        self.now = now
        self._ask = ask
        self._answers: dict[str, Answer | None] = {}

    def answer(self, url: str) -> Answer:
        """What stands at ``url``, whatever its status. Raise UnreachableError."""
        address = url.partition("#")[0]
        if address not in self._answers:
            self._answers[address] = self._first(address)
        answer = self._answers[address]
        if answer is None:
            raise UnreachableError(address)
        return answer

    def body(self, url: str) -> bytes:
        """What stands at ``url`` now (status 200). Raise UnreachableError."""
        answer = self.answer(url)
        if answer.status != 200:
            raise UnreachableError(url)
        return answer.body

    def document(self, url: str) -> dict[str, Any]:
        """The JSON object at ``url``. Raise UnreachableError, also for anything else."""
        try:
            found = parse(self.body(url))
        except Failure as failure:
            raise UnreachableError(url) from failure
        if not isinstance(found, dict):
            raise UnreachableError(url)
        return found

    def context(self, url: str) -> Mapping[str, Any]:
        """A published context: from our own files, else from its address when its hash is known.

        Raise contexts.ContextError for all others: who writes a context says what words mean.
        """
        if not contexts.is_elsewhere(url):
            return contexts.load(url)
        try:
            return contexts.checked(url, self.document(url))
        except UnreachableError as error:
            raise contexts.ContextError(url) from error

    def _first(self, address: str) -> Answer | None:
        if len(self._answers) >= MOST_QUESTIONS:
            raise Failure(CANNOT_CHECK, "too_complex")
        try:
            return self._ask(address)
        except UnreachableError:
            return None


def origin(url: str) -> str:
    """Scheme, host and port of an http(s) address (RFC 6454); "" for anything else."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("https", "http") or not parts.hostname:
        return ""
    usual = {"https": 443, "http": 80}[parts.scheme]
    return f"{parts.scheme}://{parts.hostname.lower()}:{port or usual}"
