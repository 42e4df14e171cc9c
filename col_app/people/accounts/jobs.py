"""What mails about accounts say, and what cities hear of a person's change."""

from __future__ import annotations

from typing import Any

import tenancy
from col_app.core import mail, outbox, web
from col_app.core.db import db
from col_app.core.mail import Ids, Letter, Recipient
from col_app.core.speech import gettext as _
from col_app.people.accounts import actions, confirming, queries
from col_app.people.members import actions as members
from col_app.people.members import queries as memberships


@outbox.handles(actions.RENAMED)
def tell_cities(payload: dict[str, Any]) -> None:
    """Bring the name and language that each of a person's cities shows up to date."""
    person = queries.recipient(payload["person_id"])
    if person is None:
        return
    for city_id in memberships.cities_of(payload["person_id"]):
        city = web.app().directory.by_id(city_id)
        if city is not None:
            _tell(city, payload["person_id"], person)


def _tell(city: tenancy.City, person_id: int, person: Recipient) -> None:
    with tenancy.use_city(city):
        try:
            members.welcome(person_id, person.name, person.lang)
            db.session.commit()
        finally:
            db.session.remove()


def _welcome(recipient: Recipient, _ids: Ids) -> Letter | None:
    address_id = queries.address_id(recipient.person_id or 0, recipient.email)
    if address_id is None:
        return None
    return Letter(
        subject=_("Welcome to Cities of Learning"),
        paragraphs=(
            _("Your account is ready. It works in every city of the network."),
            _("Please confirm that this is your address, so that we can reach you."),
        ),
        button=_("Confirm my address"),
        href=web.apex_url(f"/confirm/{confirming.token(address_id)}"),
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
    mail.finds(mail.PERSON, queries.recipient)
    mail.finds(mail.ADDRESS, queries.recipient_at)
    mail.renders("welcome", _welcome)
    mail.renders("email_taken", _email_taken)
    mail.renders("password_changed", _password_changed)
