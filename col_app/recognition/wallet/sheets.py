"""Sheets of badges as answers to a request."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response

from col_app.core import i18n, web
from col_app.core.speech import gettext as _
from col_app.recognition.wallet import paper, pictures
from col_app.recognition.wallet.faces import Entry


def how_to_check() -> str:
    """What those should know who hold the paper in their hands."""
    return _("Every badge can be checked: scan its code, or open its address.")


def answer(head: paper.Head, parts: Sequence[tuple[str, Sequence[Entry]]], name: str) -> Response:
    """A PDF in the reader's language, which browsers open under this name."""
    shown = [entry for _heading, entries in parts for entry in entries]
    lang = web.reader_lang()
    body = paper.sheet(
        head,
        parts,
        pictures.of(shown),
        i18n.tag(lang),
        from_right=i18n.direction(lang) == "rtl",
    )
    response = Response(body, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
