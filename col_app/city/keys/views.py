"""The console's page of keys: who signs here, since when, and a new key with one confirmation."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template
from flask.typing import ResponseReturnValue

import tenancy
from col_app.city.keys import faces
from col_app.core import page, web
from col_app.core.access import requires, signed_in_person
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.learning import console
from col_app.learning.organisers import queries as organisers
from col_app.recognition.awards import keys

bp = Blueprint("keys", __name__, template_folder="templates")


@console.add
def _entry() -> console.Entry:
    about = _("Who signs the badges of this city, since when; new keys.")
    return console.Entry(_("Signing keys"), about, "/console/keys", "key")


@bp.get("/console/keys")
@requires("city")
def index() -> str:
    """All who sign in this city, with the ages of their keys."""
    return render_template("keys/index.html", issuers=_issuers())


@bp.get("/console/keys/<issuer>/rotation")
@requires("city")
def confirm(issuer: str) -> str:
    """Says what a new key means, before it is made."""
    return render_template("keys/confirm.html", issuer=_issuer(issuer))


@bp.post("/console/keys/<issuer>/rotation")
@requires("city")
def rotate(issuer: str) -> ResponseReturnValue:
    """Make a new key; the one before stays published."""
    found = _issuer(issuer)
    keys.rotate(tenancy.current_city(), found.did, signed_in_person().id)
    db.session.commit()
    flash(_("%(name)s signs with a new key from now on.", name=found.name), "good")
    return redirect("/console/keys", 303)


def _issuers() -> list[faces.Issuer]:
    city = tenancy.current_city()
    names = organisers.names_by_public_id()
    rows = keys.of_city(city)
    return faces.issuers(
        rows, keys.city_did(city), page.current_city_name(), names, web.text_order()
    )


def _issuer(word: str) -> faces.Issuer:
    return next((each for each in _issuers() if each.word == word), None) or abort(404)
