"""What the views of this room have in common: acting, and saying what went wrong."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.recognition.awards.issuing import NoFreeIndexError
from col_app.recognition.awards.keys import NoSigningKeyError
from col_app.recognition.endorsements import actions, asking, moves
from col_app.recognition.endorsements.forms import Ask
from col_app.recognition.endorsements.models import Endorsement


def _ask_faults() -> dict[type[Exception], str]:
    return {
        asking.AlreadyAskedError: _("You have asked them about this badge already."),
        asking.TooManyError: _(
            "You have asked a lot lately. Wait for answers, or try again tomorrow."
        ),
        asking.BusyError: _("This address was asked several times today. Try again tomorrow."),
        asking.RefusedError: _("This address does not want to be asked."),
        asking.OwnAddressError: _("This is your own address. Ask somebody else."),
        asking.NotAskableError: _("This organiser cannot be asked."),
    }


def ask(
    work: Callable[[], object], asked: Ask, again: Callable[[], str], to: str
) -> ResponseReturnValue:
    """Ask; what is refused stands beside its field in the form, which `again` renders."""
    faults = _ask_faults()
    try:
        work()
    except tuple(faults) as fault:
        db.session.rollback()
        asked.faults["email" if asked.email else "organiser"] = faults[type(fault)]
        return again(), 409
    db.session.commit()
    flash(_("Asked. You get a mail when there is an answer."), "good")
    return redirect(to, 303)


def act(work: Callable[[], object], said: str, to: str) -> ResponseReturnValue:
    """Do something with an endorsement, say so and go on."""
    faults = {
        moves.MoveNotAllowedError: _("Somebody was faster: it has changed in the meantime."),
        asking.AlreadyAskedError: _("You have endorsed this badge already."),
        asking.NotAskableError: _("Your organiser cannot endorse this badge."),
        NoSigningKeyError: _("It cannot be signed just now. Please try again later."),
        NoFreeIndexError: _("It cannot be signed just now. Please try again later."),
    }
    try:
        work()
    except tuple(faults) as fault:
        db.session.rollback()
        flash(faults[type(fault)], "error")
        return redirect(to, 303)
    db.session.commit()
    flash(said, "good")
    return redirect(to, 303)


def decide(found: Endorsement, do: str, by: int, to: str) -> ResponseReturnValue | None:
    """What an owner does with an endorsement by the button `do`; None for an unknown one."""
    known: dict[str, tuple[Callable[[], None], str]] = {
        "accept": (lambda: actions.accept(found, by), _("It is shown beside the badge now.")),
        "reject": (lambda: actions.reject(found, by), _("It is forgotten. Nobody will see it.")),
        "hide": (lambda: actions.hide(found, is_hidden=True), _("It is hidden.")),
        "show": (lambda: actions.hide(found, is_hidden=False), _("It is shown again.")),
        "up": (lambda: actions.move_up(found), _("It stands further up now.")),
        "take_back": (lambda: asking.take_back(found), _("You no longer ask.")),
    }
    if do not in known:
        return None
    work, said = known[do]
    return act(work, said, to)
