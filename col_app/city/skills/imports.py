"""The console's page that takes skills from a spreadsheet: a trial first, then the draft."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from col_app.city.skills import actions, faces, forms, tables
from col_app.city.skills.faces import BASE
from col_app.city.skills.tables import Trial
from col_app.core import sheets, web
from col_app.core.access import requires, signed_in_person
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.core.uploads import takes_files
from col_app.learning.skills import downloads, queries

bp = Blueprint("spine_imports", __name__, template_folder="templates")
HERE = f"{BASE}/import"
MOST_BYTES = 400_000
MOST_SHOWN = 200


@bp.get(HERE)
@requires("city")
def new() -> str:
    """What a file has to look like."""
    return _page()


def _page(fault: str = "", trial: Trial | None = None, text: str = "", revision: int = 0) -> str:
    order = web.text_order()
    nodes = trial.tree.nodes if trial else {}
    return render_template(
        "city_skills/import.html",
        columns=downloads.columns(web.portal().languages),
        fault=fault,
        trial=trial,
        faults=trial.faults[:MOST_SHOWN] if trial else [],
        added=[faces.label(nodes[key], order) for key in trial.new[:MOST_SHOWN]] if trial else [],
        changed=[faces.label(nodes[key], order) for key in trial.changed[:MOST_SHOWN]]
        if trial
        else [],
        text=text,
        revision=revision,
    )


@bp.post(HERE)
@takes_files
@requires("city")
def create() -> ResponseReturnValue:
    """Try a file; put what was tried into the draft."""
    file = request.files.get("file")
    data = file.read(MOST_BYTES + 1) if file else request.form.get("text", "").encode()
    if len(data) > MOST_BYTES:
        return _page(_("This file is too large. Send one of at most 400 kB.")), 422
    tree, number, _is_draft = queries.draft()
    try:
        trial = tables.read(data, tree, queries.taken_words(), web.portal().languages)
    except sheets.UnreadableError:
        return _page(_("This file cannot be read. Save it as CSV in UTF-8.")), 422
    except tables.HeadingsError as strange:
        return _page(_headings(strange.args[0])), 422
    text = sheets.text(data)
    is_ready = not trial.faults and bool(trial.new or trial.changed)
    if not is_ready or request.form.get("do") != "keep":
        return _page("", trial, text, number), 200 if is_ready else 422
    if forms.revision(request.form) != number:
        return _again(trial, text, number)
    try:
        actions.save(tree, number, signed_in_person().id, "imported")
    except actions.ConflictError:
        db.session.rollback()
        return _again(trial, text, queries.draft()[1])
    db.session.commit()
    flash(_("The skills stand in the draft now."), "good")
    return redirect(BASE, 303)


def _again(trial: Trial, text: str, revision: int) -> ResponseReturnValue:
    said = _("Somebody else has changed the skills since you opened this page. Please look again.")
    return _page(said, trial, text, revision), 409


def _headings(strange: list[str]) -> str:
    if not strange:
        return _("The first line has to name the columns: an id or a name at least.")
    return ngettext(
        "Nobody knows this column: %(names)s. Take it out.",
        "Nobody knows these columns: %(names)s. Take them out.",
        len(strange),
        names=", ".join(name[: tables.SHOWN] for name in strange),
    )
