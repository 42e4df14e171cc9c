"""WSGI: each request runs as the city of its host."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from tenancy.city import City
from tenancy.context import use_city, use_network
from tenancy.directory import Directory

RESOLVED = "tenancy.resolved"
"""Key of the WSGI environment that holds the `Resolved` of the request."""


class HostMiddleware:
    """Names the city of a request by its Host header alone, and enters it for the whole call.

    The body is produced and closed inside the city too; between two steps nothing is left behind,
    whatever thread the server uses for them.
    """

    def __init__(self, app: WSGIApplication, directory: Directory) -> None:
        self.app = app
        self.directory = directory

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Serve one request."""
        resolved = self.directory.resolve(environ.get("HTTP_HOST", ""))
        environ[RESOLVED] = resolved
        with _scope(resolved.city):
            return _Body(self.app(environ, start_response), resolved.city)


class _Body:
    """A response body whose every step runs as one city."""

    def __init__(self, chunks: Iterable[bytes], city: City | None) -> None:
        self._city = city
        self._chunks = chunks
        self._steps = iter(chunks)

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        with _scope(self._city):
            return next(self._steps)

    def close(self) -> None:
        """Close the app's body (PEP 3333)."""
        close = getattr(self._chunks, "close", None)
        if close is not None:
            with _scope(self._city):
                close()


def _scope(city: City | None) -> AbstractContextManager[object]:
    return use_network() if city is None else use_city(city)
