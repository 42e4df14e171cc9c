"""What the worker does when two accounts become one, and what mails say about it."""

from __future__ import annotations

from typing import Any

from col_app.core import mail, outbox, seals, web
from col_app.core.mail import Ids, Letter, Recipient
from col_app.core.speech import gettext as _
from col_app.me.merging import actions

PURPOSE = "merge accounts"


@outbox.handles(actions.MERGE)
def merge(payload: dict[str, Any]) -> None:
    """Move everything in every city."""
    actions.carry_out(payload["merging_id"])


def _asked(_recipient: Recipient, ids: Ids) -> Letter:
    token = seals.sealed(int(ids["merging_id"]), PURPOSE)
    return Letter(
        subject=_("Bring your two accounts together"),
        paragraphs=(
            _("Somebody, probably you, wants to make the account of this address part of another."),
            _("Open the link where you are signed in to the account that is to stay."),
            _("It works for an hour. You see what will happen before it does."),
            _("If it was not you, you can leave this mail alone: nothing happens."),
        ),
        button=_("Look what would happen"),
        href=web.apex_url(f"/merging/{token}"),
    )


def _merged(_recipient: Recipient, _ids: Ids) -> Letter:
    return Letter(
        subject=_("Your two accounts are one now"),
        paragraphs=(
            _("Everything of the one moves to the other, in every city. All badges stay valid."),
            _("You sign in with any of your addresses and the password of the account that stays."),
            _("If it was not you, please answer this mail."),
        ),
        button=_("Look at my account"),
        href=web.apex_url("/account"),
    )


def register() -> None:
    """Tell the ground floor what these mails say."""
    mail.renders(actions.ASK, _asked)
    mail.renders(actions.MERGED, _merged)
