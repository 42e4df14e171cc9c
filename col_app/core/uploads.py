"""Forms that take files: one that is too large is told so beside its field, and the form is kept.

The body of such a form may be large, but of a file no more is kept than tells that it is too
large: whoever reads it finds one byte more than `FILE_BYTES`.
"""

from __future__ import annotations

from collections.abc import Callable
from os import SEEK_END
from tempfile import SpooledTemporaryFile
from typing import IO, Any, TypeVar

from flask import Request, current_app, request
from werkzeug.datastructures import FileStorage

View = TypeVar("View", bound=Callable[..., Any])
FILE_BYTES = 5 * 1024 * 1024
FORM_BYTES = 64 * 1024 * 1024
IN_MEMORY_BYTES = 512 * 1024


def takes_files(view: View) -> View:
    """Mark a view whose form holds files."""
    view.takes_files = True  # type: ignore[attr-defined]
    return view


def let_in() -> None:
    """Let the body of this request be as large as its view takes it. Call before it is read."""
    view = current_app.view_functions[request.endpoint or ""]
    if getattr(view, "takes_files", False):
        request.max_content_length = FORM_BYTES


def is_larger(file: FileStorage | None, most: int) -> bool:
    """Whether a file that was sent has more than `most` bytes (`FILE_BYTES` at the most)."""
    if file is None:
        return False
    size = file.stream.seek(0, SEEK_END)
    file.stream.seek(0)
    return size > most


class Capped(SpooledTemporaryFile[bytes]):
    """Keeps the beginning of what is written, one byte more than a file may have."""

    def write(self, s: Any) -> int:
        """Say that all was written, as whoever sends it goes on sending."""
        super().write(s[: max(0, FILE_BYTES + 1 - self.tell())])
        return len(s)


class UploadRequest(Request):
    """A request of which large files are not kept."""

    def _get_file_stream(self, *_about: Any, **_more: Any) -> IO[bytes]:
        """Where the form parser writes a file (the hook of werkzeug.formparser)."""
        return Capped(IN_MEMORY_BYTES, "rb+")  # type: ignore[return-value]
