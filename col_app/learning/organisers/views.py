"""Organisers: the directory and their pages."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from col_app.core import i18n, web
from col_app.core.access import public
from col_app.core.ids import number_of
from col_app.learning.activities import cards, search
from col_app.learning.organisers import queries

bp = Blueprint("organisers", __name__, template_folder="templates")
MOST = 200


def kind_labels() -> dict[str, str]:
    """Names of the kinds of organiser."""
    return {
        "museum": _("Museum"),
        "library": _("Library"),
        "school": _("School"),
        "university": _("University"),
        "ngo": _("Association"),
        "club": _("Club"),
        "company": _("Company"),
        "freelancer": _("Freelancer"),
        "city": _("City team"),
        "group": _("Informal group"),
    }


def _face(row: queries.Row, order: tuple[str, ...]) -> dict[str, Any]:
    lang, texts = i18n.pick_value(row["texts"], order)
    return {
        "href": f"/organisers/{row['id']}-{row['slug']}",
        "name": texts["name"],
        "about": texts["about"],
        "lang": i18n.tag(lang),
        "kind": kind_labels()[row["kind"]],
        "website": row["website"],
        "is_verified": row["is_verified"],
        "activity_count": row["activity_count"],
    }


@bp.get("/organisers")
@public
def index() -> str:
    """Everybody who offers something here."""
    order = web.text_order()
    shown = [_face(row, order) for row in queries.all_of_them(MOST)]
    return render_template("organisers/index.html", organisers=shown)


@bp.get("/organisers/<slug>")
@public
def show(slug: str) -> ResponseReturnValue:
    """One organiser and what it offers."""
    row = queries.by_id(number_of(slug) or 0) or abort(404)
    if slug != f"{row['id']}-{row['slug']}":
        return redirect(f"/organisers/{row['id']}-{row['slug']}", 308)
    order = web.text_order()
    found = cards.of(search.cards(queries.activities(row["id"], MOST)), order)
    return render_template("organisers/show.html", organiser=_face(row, order), cards=found)
