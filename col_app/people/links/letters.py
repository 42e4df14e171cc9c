"""The mail with the link."""

from __future__ import annotations

from col_app.core import mail, seals, web
from col_app.core.mail import Ids, Letter, Recipient
from col_app.core.speech import gettext as _
from col_app.people.links import actions, queries


def _write(_recipient: Recipient, ids: Ids) -> Letter | None:
    number = int(ids["link_id"])
    if queries.find(number) is None:
        return None
    return Letter(
        subject=_("Your link to sign in"),
        paragraphs=(
            _("Open this link to sign in. It works once, and for a quarter of an hour."),
            _("If you did not ask for it, you can leave this mail alone."),
        ),
        button=_("Sign in"),
        href=web.apex_url(f"/sign-in/link/{seals.sealed(number, actions.PURPOSE)}"),
    )


def register() -> None:
    """Tell the ground floor what the mail says."""
    mail.renders(actions.TEMPLATE, _write)
