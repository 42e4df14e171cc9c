"""The mail that asks a member of a circle to come along."""

from __future__ import annotations

import tenancy
from col_app.core import mail, web
from col_app.core.mail import Ids, Letter, Recipient
from col_app.core.speech import gettext as _
from col_app.learning.activities.brief import brief
from col_app.learning.circles import faces, queries

TEMPLATE = "circle_asked"


def _write(recipient: Recipient, ids: Ids) -> Letter | None:
    """None once there is an answer, nothing to answer, or no wish to be written to."""
    asked = queries.proposal(int(ids["proposal_id"]), recipient.person_id or 0)
    if asked is None or asked["answer"] is not None:
        return None
    if not asked["is_open"] or not asked["wants_mail"] or asked["asker"] is None:
        return None
    about = brief(asked["activity_id"], recipient.lang)
    return _letter(asked, about.title, (about.when, about.where)) if about else None


def _letter(asked: queries.Row, title: str, facts: tuple[str, ...]) -> Letter:
    home = f"{faces.INDEX}/{asked['public_id']}"
    city = tenancy.current_city()
    return Letter(
        subject=_("Coming along? %(title)s", title=title),
        paragraphs=(
            _(
                "%(name)s asks your learning circle “%(circle)s” to come along to “%(title)s”.",
                name=faces.known_as(asked["asker"]),
                circle=asked["circle"],
                title=title,
            ),
            *facts,
            _("You decide with one tap. Nobody is joined without their own yes."),
        ),
        button=_("Say yes or no"),
        href=web.city_url(city, f"{home}/proposals/{asked['id']}"),
        leave=(_("No mails from this circle"), web.city_url(city, f"{home}#wishes")),
    )


def register() -> None:
    """Tell the ground floor what this mail says."""
    mail.renders(TEMPLATE, _write)
