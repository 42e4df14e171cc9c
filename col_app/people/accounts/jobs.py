"""What mails about accounts say."""

from __future__ import annotations

from flask_babel import gettext as _

from col_app.core import mail, web
from col_app.core.mail import Ids, Letter, Recipient
from col_app.people.accounts import confirmation, queries


def _welcome(recipient: Recipient, _ids: Ids) -> Letter:
    secret = web.settings().secret_key
    token = confirmation.token_for(recipient.person_id, recipient.email, secret)
    return Letter(
        subject=_("Welcome to Cities of Learning"),
        paragraphs=(
            _("Your account is ready. It works in every city of the network."),
            _("Please confirm that this is your address, so that we can reach you."),
        ),
        button=_("Confirm my address"),
        href=web.apex_url(f"/confirm/{token}"),
    )


def _email_taken(_recipient: Recipient, _ids: Ids) -> Letter:
    return Letter(
        subject=_("You have an account already"),
        paragraphs=(
            _("Somebody, probably you, wanted to open an account with this address."),
            _("There is one already, so nothing has changed. You can sign in with its password."),
        ),
        button=_("Sign in"),
        href=web.apex_url("/sign-in"),
    )


def _password_changed(_recipient: Recipient, _ids: Ids) -> Letter:
    return Letter(
        subject=_("Your password was changed"),
        paragraphs=(
            _("The password of your account was changed just now."),
            _("You were signed out everywhere else. If it was not you, please answer this mail."),
        ),
    )


def register() -> None:
    """Tell the ground floor who people are and what these mails say."""
    mail.finds_people(queries.recipient)
    mail.renders("welcome", _welcome)
    mail.renders("email_taken", _email_taken)
    mail.renders("password_changed", _password_changed)
