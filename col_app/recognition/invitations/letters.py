"""The mail to somebody whom a badge waits for."""

from __future__ import annotations

import tenancy
from col_app.core import i18n, mail, seals, web
from col_app.core.db import db
from col_app.core.mail import Ids, Letter, Recipient
from col_app.core.speech import gettext as _
from col_app.recognition.badges import queries as badges
from col_app.recognition.invitations import actions
from col_app.recognition.invitations.models import Invitation


def purpose() -> str:
    """What an invitation's link is sealed for: numbers are per city."""
    return f"invitation:{tenancy.current_city().id}"


def _find(number: int) -> Recipient | None:
    found = db.session.get(Invitation, number)
    return Recipient(None, found.email, "", found.lang) if found else None


def _write(recipient: Recipient, ids: Ids) -> Letter | None:
    found = db.session.get(Invitation, int(ids["invitation_id"]))
    badge = badges.by_id(found.badge_id) if found else None
    if found is None or badge is None:
        return None
    city = tenancy.current_city()
    order = i18n.chain(recipient.lang, city.default_locale)
    name = i18n.pick_value(badge["texts"], order)[1]["name"]
    giver = i18n.pick_value(badge["organiser_names"], order)[1]
    token = seals.sealed(found.id, purpose())
    return Letter(
        subject=_("A badge waits for you: %(name)s", name=name),
        paragraphs=(
            _("%(organiser)s awards you the badge “%(name)s”.", organiser=giver, name=name),
            _("Make an account with this address, or sign in, and it is yours."),
            _("If you do nothing, we forget your address after half a year."),
        ),
        button=_("Get my badge"),
        href=web.city_url(city, f"/invitation/{token}"),
    )


def register() -> None:
    """Tell the ground floor who is invited and what this mail says."""
    mail.finds(mail.INVITED, _find)
    mail.renders(actions.ASK, _write)
