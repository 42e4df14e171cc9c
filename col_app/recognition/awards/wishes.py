"""What the holder of a badge decides about its page."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, request
from flask.typing import ResponseReturnValue

from col_app.core.access import signed_in, signed_in_person
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.recognition.awards import actions, keys, queries, shown, telling

bp = Blueprint("award_wishes", __name__)


@bp.post("/credentials/<public_id>/name")
@signed_in
def show_name(public_id: str) -> ResponseReturnValue:
    """The holder decides whether strangers read their name."""
    award = queries.by_public_id(public_id) or abort(404)
    if award.person_id != signed_in_person().id:
        abort(404)
    actions.show_name(award, request.form.get("shows_name") == "yes")
    db.session.commit()
    shown.forget_copies(public_id)
    flash(_("Your name is shown.") if award.shows_name else _("Your name is hidden."), "good")
    return redirect(f"/credentials/{public_id}", 303)


@bp.post("/credentials/<public_id>/evidence")
@signed_in
def tell(public_id: str) -> ResponseReturnValue:
    """The holder decides whether others read how it was earned."""
    award = queries.by_public_id(public_id) or abort(404)
    if award.person_id != signed_in_person().id:
        abort(404)
    try:
        telling.tell(award, is_told=request.form.get("is_told") == "yes")
    except keys.NoSigningKeyError:
        abort(409)
    db.session.commit()
    shown.forget_copies(public_id)
    told, hidden = _("Others can read how you earned it."), _("How you earned it is hidden.")
    flash(told if telling.is_told(award) else hidden, "good")
    return redirect(f"/credentials/{public_id}", 303)
