"""Sentences in the reader's language.

Flask-Babel looks locale and catalogue up anew for each string, and a page has a hundred of them:
here they are found once a request.
"""

from __future__ import annotations

from gettext import NullTranslations
from typing import Any, cast

from flask import g, has_request_context
from flask_babel import get_translations


def gettext(words: str, **values: Any) -> str:
    """A sentence in the reader's language."""
    found = catalogue().gettext(words)
    return found % values if values else found


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """A sentence with a number; `%(num)d` is the number."""
    return catalogue().ngettext(one, many, num) % {"num": num, **values}


def catalogue() -> NullTranslations:
    """The translations of this request's language.

    A job writes mails in several languages, so outside a request nothing is kept.
    """
    if not has_request_context():
        return get_translations()
    if "catalogue" not in g:
        g.catalogue = get_translations()
    return cast(NullTranslations, g.catalogue)
