"""Sentences in the reader's language.

Flask-Babel looks locale and catalogue up anew for each string, and a page has a hundred of them:
here they are found once a request.
"""

from __future__ import annotations

from contextvars import ContextVar
from gettext import NullTranslations
from typing import Any

from flask import Flask, has_request_context
from flask_babel import get_translations

_kept: ContextVar[NullTranslations | None] = ContextVar("catalogue", default=None)


def gettext(words: str, /, **values: Any) -> str:
    """A sentence in the reader's language."""
    found = catalogue().gettext(words)
    return found % values if values else found


def ngettext(one: str, many: str, num: int, /, **values: Any) -> str:
    """A sentence with a number; `%(num)d` is the number."""
    return catalogue().ngettext(one, many, num) % {"num": num, **values}


def quoted(words: str) -> str:
    """What somebody said, in the marks of the reader's language."""
    return gettext("“%(name)s”", name=words)


def catalogue() -> NullTranslations:
    """The translations of this request's language.

    A job writes mails in several languages, so outside a request nothing is kept.
    """
    kept = _kept.get()
    if kept is not None:
        return kept
    found = get_translations()
    if has_request_context():
        _kept.set(found)
    return found


def init_speech(app: Flask) -> None:
    """Forget the language of one request before the next begins in the same thread."""
    app.before_request(_forget)
    app.teardown_request(lambda _fault: _forget())


def _forget() -> None:
    _kept.set(None)
