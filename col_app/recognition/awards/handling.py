"""The badge that somebody at the studio is about to award."""

from __future__ import annotations

from typing import Any

from flask import abort

from col_app.core import i18n, web
from col_app.core.access import signed_in_person
from col_app.core.speech import gettext as _
from col_app.recognition.awards import queries


def handled(badge_id: int) -> dict[str, Any]:
    """A badge the person may award, with its `name`; a stranger's does not exist for them (404).

    A badge that was never published is called as its draft is.
    """
    person = signed_in_person()
    found = queries.handled(badge_id, person.id, "city" in person.roles) or abort(404)
    names = found["names"]
    name = i18n.pick_value(names, web.text_order())[1] if names else _("Without a name yet")
    return {**found, "name": name}
