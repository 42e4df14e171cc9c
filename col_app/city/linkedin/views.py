"""Which page at LinkedIn badges are shown under: the organiser's own, else the city's."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

import tenancy
from col_app.city.linkedin import actions, faces, forms, queries
from col_app.core import page, web
from col_app.core.access import requires, signed_in_person
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.learning import panels

bp = Blueprint("linkedin", __name__, template_folder="templates")
ONE = f"{faces.PATH}/<issuer>"


@bp.get(faces.PATH)
@requires("organiser", "city")
def index() -> str:
    """All whose page the reader may name."""
    return render_template("linkedin/index.html", issuers=_issuers())


@bp.get(ONE)
@requires("organiser", "city")
def edit(issuer: str) -> str:
    """The number of one page, and where it is found."""
    found = _issuer(issuer)
    return _form(found, found.number)


@bp.post(ONE)
@requires("organiser", "city")
def update(issuer: str) -> ResponseReturnValue:
    """Keep the number, or forget it when the field is empty."""
    found, by, typed = _issuer(issuer), signed_in_person().id, request.form.get("number", "")
    try:
        number = forms.read(typed)
    except forms.NotANumberError:
        fault = _("This holds no number. Look for digits only, such as 1234567.")
        return _form(found, typed, fault), 422
    if issuer == faces.CITY:
        actions.name_of_city(number, by)
    else:
        actions.name_of_organiser(issuer, number, by)
    db.session.commit()
    web.app().directory.changed(tenancy.current_city().slug)
    flash(_("Saved."), "good")
    return redirect(faces.PATH, 303)


def _form(issuer: faces.Issuer, typed: str, fault: str = "") -> str:
    return render_template("linkedin/edit.html", issuer=issuer, typed=typed, fault=fault)


def _issuers() -> list[faces.Issuer]:
    person, order = signed_in_person(), web.text_order()
    is_team = "city" in person.roles
    rows = queries.organisers(person.id, whole_city=is_team)
    city = faces.Issuer(faces.CITY, page.current_city_name(), "", queries.of_city() or "")
    return [*([city] if is_team else []), *faces.organisers(rows, order)]


def _issuer(word: str) -> faces.Issuer:
    return next((each for each in _issuers() if each.word == word), None) or abort(404)


@panels.add("studio")
def _in_studio(_person_id: int) -> Markup:
    return Markup(render_template("linkedin/_studio.html"))  # noqa: S704 - our own template
