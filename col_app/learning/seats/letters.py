"""The mails of a waiting list."""

from __future__ import annotations

import tenancy
from col_app.core import formats, mail, seals, web
from col_app.core.mail import Ids, Letter, Recipient
from col_app.core.speech import gettext as _
from col_app.learning.activities.brief import Brief, brief
from col_app.learning.seats import actions, queries
from col_app.learning.seats.queries import Turn


def purpose() -> str:
    """What the link that leaves a list is sealed for: numbers are per city."""
    return f"waiting:{tenancy.current_city().id}"


def _found(recipient: Recipient, ids: Ids) -> tuple[Turn, Brief] | None:
    turns = queries.turns(recipient.person_id or 0)
    turn = next((each for each in turns if each.number == ids["waiting_id"]), None)
    about = brief(turn.activity_id, recipient.lang) if turn else None
    return (turn, about) if turn and about else None


def _leave(turn: Turn) -> tuple[str, str]:
    token = seals.sealed(turn.number, purpose())
    return _("Leave the waiting list"), web.city_url(tenancy.current_city(), f"/waiting/{token}")


def _listed(recipient: Recipient, ids: Ids) -> Letter | None:
    found = _found(recipient, ids)
    if found is None or found[0].is_offered:
        return None
    turn, about = found
    return Letter(
        subject=_("You are on the waiting list: %(title)s", title=about.title),
        paragraphs=(
            _("You are number %(num)d on the list.", num=turn.place),
            _("When a place becomes free for you, we write at once and keep it for a while."),
        ),
        button=_("See the activity"),
        href=about.url,
        leave=_leave(turn),
    )


def _offered(recipient: Recipient, ids: Ids) -> Letter | None:
    found = _found(recipient, ids)
    if found is None or not found[0].is_offered or found[0].offer_ends_at is None:
        return None
    turn, about = found
    zone, ends_at = tenancy.current_city().time_zone, found[0].offer_ends_at
    return Letter(
        subject=_("A place is free for you: %(title)s", title=about.title),
        paragraphs=(
            about.when,
            about.where,
            _(
                "We keep it for you until %(day)s, %(time)s. Then the next person gets it.",
                day=formats.day(ends_at, zone),
                time=formats.clock_time(ends_at, zone),
            ),
        ),
        button=_("Take the place"),
        href=f"{about.url}/join",
        leave=_leave(turn),
    )


def register() -> None:
    """Tell the ground floor what these mails say."""
    mail.renders(actions.LISTED, _listed)
    mail.renders(actions.OFFERED, _offered)
