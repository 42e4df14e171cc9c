"""What mails about addresses say, and forgetting those that were removed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from col_app.core import mail, outbox, web
from col_app.core.mail import Ids, Letter, Recipient
from col_app.core.speech import gettext as _
from col_app.people.accounts import confirming
from col_app.people.addresses import actions, queries


@outbox.handles(actions.FORGET)
def forget(payload: dict[str, Any]) -> None:
    """Erase an address that was removed a week ago."""
    actions.forget(payload["address_id"])


def _claimed(_recipient: Recipient, ids: Ids) -> Letter | None:
    number = int(ids["address_id"])
    claim = queries.claim(number)
    if claim is None or claim.is_confirmed:
        return None
    return Letter(
        subject=_("Is this your address?"),
        paragraphs=(
            _("Somebody, probably you, wants to add this address to an account."),
            _("Open the link where you are signed in to that account."),
            _("If it was not you, you can leave this mail alone: nothing happens."),
        ),
        button=_("Confirm my address"),
        href=web.apex_url(f"/confirm/{confirming.token(number)}"),
    )


def _about(say: Callable[[str], tuple[str, str]]) -> mail.Writer:
    """A mail about a change to an address, with what to do if it was somebody else."""

    def write(_recipient: Recipient, ids: Ids) -> Letter | None:
        email = queries.email_of(int(ids["about_id"]))
        if email is None:
            return None
        subject, sentence = say(email)
        return Letter(
            subject=subject,
            paragraphs=(sentence, _("If it was not you, please answer this mail.")),
            button=_("Look at my account"),
            href=web.apex_url("/account"),
        )

    return write


def _added(email: str) -> tuple[str, str]:
    return (
        _("An address was added to your account"),
        _(
            "Your account has a further address now: %(email)s. You can sign in with it.",
            email=email,
        ),
    )


def _main_changed(email: str) -> tuple[str, str]:
    return (
        _("Your main address was changed"),
        _("From now on mails about your account go to %(email)s.", email=email),
    )


def _removed(email: str) -> tuple[str, str]:
    return (
        _("An address was taken off your account"),
        _("%(email)s does not belong to your account any more.", email=email),
    )


def register() -> None:
    """Tell the ground floor what these mails say."""
    mail.renders(actions.ASK, _claimed)
    mail.renders(actions.ADDED, _about(_added))
    mail.renders(actions.MAIN_CHANGED, _about(_main_changed))
    mail.renders(actions.REMOVED, _about(_removed))
