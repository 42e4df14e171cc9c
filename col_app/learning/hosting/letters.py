"""The mail by which an organiser writes to everybody who is in."""

from __future__ import annotations

from col_app.core import mail
from col_app.core.mail import Ids, Letter, Recipient
from col_app.core.speech import gettext as _
from col_app.learning.activities.brief import Brief, brief
from col_app.learning.guests.letters import for_guests, way_out
from col_app.learning.guests.models import Guest
from col_app.learning.hosting import queries

TEMPLATE, GUEST_TEMPLATE = "announcement", "guest_announcement"


def _write(recipient: Recipient, ids: Ids) -> Letter | None:
    announcement = queries.announcement(int(ids["announcement_id"]))
    about = brief(announcement.activity_id, recipient.lang) if announcement else None
    return _letter(announcement.words, about) if announcement and about else None


def _to_guest(guest: Guest, about: Brief, ids: Ids) -> Letter | None:
    announcement = queries.announcement(int(ids["announcement_id"]))
    return _letter(announcement.words, about, way_out(guest)) if announcement else None


def _letter(words: str, about: Brief, leave: tuple[str, str] = ("", "")) -> Letter:
    said = [part.strip() for part in words.split("\n\n") if part.strip()]
    if about.contact:
        end = _("To answer, write to %(address)s.", address=about.contact)
    else:
        end = _("Please do not answer this mail: nobody reads what comes back.")
    return Letter(
        subject=_("News about: %(title)s", title=about.title),
        paragraphs=(
            _(
                "The organiser writes to everybody who takes part in “%(title)s”:",
                title=about.title,
            ),
            *said,
            end,
        ),
        button=_("See the activity"),
        href=about.url,
        leave=leave,
    )


def register() -> None:
    """Tell the ground floor what these mails say."""
    mail.renders(TEMPLATE, _write)
    mail.renders(GUEST_TEMPLATE, for_guests(_to_guest))
