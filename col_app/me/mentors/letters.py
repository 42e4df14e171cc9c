"""What is written to those who are invited, and to learners who have a mentor now."""

from __future__ import annotations

import tenancy
from col_app.core import mail, seals, web
from col_app.core.db import db
from col_app.core.mail import Ids, Letter, Recipient
from col_app.core.speech import gettext as _
from col_app.me.mentors import actions, faces, inviting, queries
from col_app.me.mentors.models import Mentorship
from col_app.people.accounts import queries as accounts


def purpose() -> str:
    """What an invitation's link is sealed for: numbers are per city."""
    return f"mentorship:{tenancy.current_city().id}"


def address(number: int) -> str:
    """The link of an invitation."""
    token = seals.sealed(number, purpose())
    return web.city_url(tenancy.current_city(), f"/mentoring/invitations/{token}")


def _find(number: int) -> Recipient | None:
    """Who is invited: in the language of their account, if the address has one."""
    found = db.session.get(Mentorship, number)
    if found is None or found.email is None:
        return None
    owner = accounts.by_address([found.email]).get(found.email)
    known = accounts.recipient(owner) if owner else None
    return Recipient(None, found.email, "", known.lang if known else found.lang)


def _invited(_recipient: Recipient, ids: Ids) -> Letter | None:
    row = queries.by_id(int(ids["mentorship_id"]))
    if row is None or not row["is_open"]:
        return None
    name, href = faces.asker(row), address(row["id"])
    return Letter(
        subject=_("%(name)s would like you to be their mentor", name=name),
        paragraphs=(
            _(
                "%(name)s learns here and would like you to follow along: you see what they choose"
                " to show you, and you can write them a few words of encouragement.",
                name=name,
            ),
            _(
                "You read what you will see before you say yes or no. Either of you can end it at"
                " any time. To accept, you sign in or open an account."
            ),
            _("The link works once, within 30 days. If you do nothing, we forget your address."),
        ),
        button=_("Read it and answer"),
        href=href,
        leave=(_("Never ask me again"), f"{href}#no"),
    )


def _accepted(_recipient: Recipient, ids: Ids) -> Letter | None:
    row = queries.by_id(int(ids["mentorship_id"]))
    if row is None or not row["is_on"]:
        return None
    face = faces.face(row)
    return Letter(
        subject=_("%(name)s is your mentor now", name=face.mentor),
        paragraphs=tuple(
            filter(
                None,
                (
                    _(
                        "You invited “%(called)s”, and an account with the name %(name)s has"
                        " accepted.",
                        called=face.called,
                        name=face.mentor,
                    ),
                    face.warning,
                    _("You can change what they see, or end it, at any time."),
                ),
            )
        ),
        button=_("See my mentor"),
        href=web.city_url(tenancy.current_city(), face.href),
    )


def register() -> None:
    """Tell the ground floor who is invited, and what these mails say."""
    mail.finds(mail.MENTOR, _find)
    mail.renders(inviting.INVITED, _invited)
    mail.renders(actions.ACCEPTED, _accepted)
