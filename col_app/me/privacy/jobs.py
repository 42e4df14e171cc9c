"""What the worker does when an account is deleted, and the last mail it gets."""

from __future__ import annotations

from typing import Any

from col_app.core import mail, outbox, web
from col_app.core.mail import Ids, Letter, Recipient
from col_app.core.speech import gettext as _
from col_app.me.privacy import actions
from col_app.people.accounts import actions as accounts


@outbox.handles(accounts.ERASE)
def erase(payload: dict[str, Any]) -> None:
    """Forget a person in every city."""
    actions.carry_out(payload["person_id"])


def _erased(_recipient: Recipient, _ids: Ids) -> Letter:
    return Letter(
        subject=_("Your account is deleted"),
        paragraphs=(
            _("You deleted your account. Every city forgets within minutes what it knew of you."),
            _("Badges that you earned stay valid, without your name."),
            _("Copies that you kept can be checked here, as before."),
            _("If it was not you, please answer this mail within a week."),
        ),
        button=_("Check a badge"),
        href=web.apex_url("/verify"),
    )


def register() -> None:
    """Tell the ground floor what this mail says."""
    mail.renders(actions.ERASED, _erased)
