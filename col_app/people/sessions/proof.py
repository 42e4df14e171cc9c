"""Being sure that it is the person themselves, before something changes who can sign in."""

from __future__ import annotations

import datetime as dt

from col_app.core import clock
from col_app.core.access import Identity
from col_app.core.speech import gettext as _
from col_app.people.accounts import actions, queries
from col_app.people.sessions import queries as sessions

FRESH = dt.timedelta(minutes=15)
"""How long after signing in those without a password count as themselves."""


def missing(person: Identity, password: str) -> tuple[str, str]:
    """What is wrong with a person's proof: for the field, and for those who have no password.

    Both are empty when there is nothing wrong.
    """
    if not queries.has_password(person.id):
        began = sessions.began_at(person.sign_in_id)
        if began is not None and began > clock.now() - FRESH:
            return "", ""
        return "", _("Please sign out and in again first: you did so long ago.")
    try:
        actions.prove(person.id, password)
    except actions.SignInRefusedError:
        return _("This is not your present password."), ""
    except actions.TooManyTriesError:
        return _("Too many tries. Please wait a quarter of an hour."), ""
    return "", ""
