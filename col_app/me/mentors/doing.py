"""What went wrong, in words that the views of this room have in common."""

from __future__ import annotations

from collections.abc import Callable

from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.me.mentors import actions, inviting

Faults = dict[type[Exception], tuple[str, str]]


def invite_faults() -> Faults:
    """Why nobody is invited: beside which field it stands, and a sentence."""
    return {
        actions.TooYoungError: ("called", too_young()),
        actions.AlreadyError: ("email", _("You have invited this address already.")),
        actions.TooManyError: (
            "called",
            _("You have many mentors or invitations already. End one, or try again tomorrow."),
        ),
        inviting.BusyError: (
            "email",
            _("This address was asked several times today. Try again tomorrow."),
        ),
        inviting.RefusedError: ("email", _("This address does not want to be asked.")),
        actions.OwnError: ("email", _("This is your own address. Ask somebody else.")),
    }


def accept_faults() -> Faults:
    """Why somebody does not become a mentor."""
    return {
        actions.OwnError: ("", _("This is your own invitation. Pass its link on to your mentor.")),
        actions.TooYoungError: (
            "",
            _("Mentors are grown-ups, and your account does not say that you are one."),
        ),
        actions.AlreadyError: ("", _("You are their mentor already.")),
    }


def note_faults() -> Faults:
    """Why a note is not sent."""
    return {
        actions.TooManyError: ("body", _("You have written a lot today. Try again tomorrow.")),
        actions.NotTakenError: ("body", _("They do not want notes at the moment.")),
    }


def too_young() -> str:
    """Why somebody cannot invite, and what they can do instead."""
    return _(
        "To invite a mentor by yourself you have to be old enough to decide alone about your data,"
        " and we cannot be sure that you are. Until then look at your passport together with"
        " somebody you trust: a parent, a teacher, an organiser."
    )


def refused(work: Callable[[], object], faults: Faults) -> tuple[str, str] | None:
    """Do something and keep it; what was refused comes back as (field, sentence).

    Raises actions.ClosedError.
    """
    try:
        work()
    except tuple(faults) as fault:
        db.session.rollback()
        return faults[type(fault)]
    except actions.ClosedError:
        db.session.rollback()
        raise
    db.session.commit()
    return None
