"""Who recognises what: public pages, the learner's own answer, and the studio."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from col_app.core import i18n, web
from col_app.core.access import (
    current_identity,
    public,
    requires,
    signed_in,
    signed_in_person,
)
from col_app.core.db import db
from col_app.core.ids import number_of
from col_app.core.page import written_in
from col_app.core.speech import gettext as _
from col_app.learning import panels
from col_app.learning.vocabulary import vocabulary
from col_app.recognition.badges import faces as badges
from col_app.recognition.badges import finding
from col_app.recognition.badges import queries as badge_queries
from col_app.recognition.statements import actions, faces, forms, queries
from col_app.recognition.statements.models import Statement

bp = Blueprint("statements", __name__, template_folder="templates")
MOST = 100
ON_OTHER_PAGES = 6
MOST_FOUND = 12
STUDIO = "/studio/statements"


@bp.get("/statements")
@public
def index() -> str:
    """Everything that is granted here now."""
    order = web.text_order()
    shown = [faces.face(row, order) for row in queries.live(MOST)]
    return render_template("statements/index.html", statements=shown)


@bp.get("/statements/<slug>")
@public
def show(slug: str) -> ResponseReturnValue:
    """One statement; drafts do not exist, ended ones say so."""
    identity = current_identity()
    reader = identity.id if identity else queries.NOBODY
    row = queries.by_id(number_of(slug) or 0, reader)
    if row is None or row["state"] == "draft":
        abort(404)
    face = faces.face(row, web.text_order())
    if request.path != face.href:
        return redirect(face.href, 308)
    written_in(row["texts"])
    return render_template("statements/show.html", statement=face, is_known=bool(identity))


@bp.get("/passport/recognition")
@signed_in
def mine() -> str:
    """What is granted for the reader's own badges, and what is still missing for the rest."""
    order = web.text_order()
    shown = [faces.face(row, order) for row in queries.live(MOST, signed_in_person().id)]
    begun = [each for each in shown if each.missing and each.held_count]
    return render_template(
        "statements/mine.html",
        have=[each for each in shown if not each.missing],
        begun=sorted(begun, key=lambda each: each.missing),
        others=[each for each in shown if each.missing and not each.held_count],
    )


@bp.get(STUDIO)
@requires("organiser", "recogniser")
def studio() -> str:
    """The statements of those a person acts for."""
    by, order = signed_in_person().id, web.text_order()
    return render_template(
        "statements/studio.html",
        statements=[faces.face(row, order) for row in queries.all_owned(by)],
        may_write=bool(queries.organisers(by)),
    )


@bp.get(f"{STUDIO}/new")
@requires("organiser", "recogniser")
def new() -> str:
    """An empty form, or what another statement of one's own says."""
    row = _source(request.args.get("from", ""))
    return _form(forms.blank(row, queries.named_badges(row["id"]) if row else ()), None)


@bp.post(STUDIO)
@requires("organiser", "recogniser")
def create() -> ResponseReturnValue:
    """Keep a new draft, or look for badges to name in it."""
    draft = _read()
    if _asks_for_badges() or draft.faults:
        return _again(draft, None)
    made = actions.write(draft.organiser_id, _content(draft), signed_in_person().id)
    db.session.commit()
    flash(_("The draft is kept. Nobody else sees it yet."), "good")
    return redirect(f"{STUDIO}/{made.id}", 303)


@bp.get(f"{STUDIO}/<int:statement_id>")
@requires("organiser", "recogniser")
def edit(statement_id: int) -> str:
    """A draft to go on with; what is published is only shown."""
    owned = _owned(statement_id)
    row = queries.by_id(owned.id) or abort(404)
    if row["state"] != "draft":
        return _manage(row)
    return _form(forms.blank(row, queries.named_badges(owned.id)), owned)


@bp.post(f"{STUDIO}/<int:statement_id>")
@requires("organiser", "recogniser")
def update(statement_id: int) -> ResponseReturnValue:
    """Keep a draft, or delete it when the form says DELETE."""
    owned = _owned(statement_id)
    if request.form.get("_method", "").upper() == "DELETE":
        return _do(lambda: actions.discard(owned), _("The draft is deleted."), STUDIO)
    draft = _read()
    if _asks_for_badges() or draft.faults:
        return _again(draft, owned)
    by = signed_in_person().id
    return _do(
        lambda: actions.change(owned, _content(draft), by),
        _("The draft is kept. Nobody else sees it yet."),
        f"{STUDIO}/{statement_id}",
    )


@bp.post(f"{STUDIO}/<int:statement_id>/publication")
@requires("organiser", "recogniser")
def publish(statement_id: int) -> ResponseReturnValue:
    """Stand by it, or end it when the form says DELETE."""
    owned, by = _owned(statement_id), signed_in_person().id
    back = f"{STUDIO}/{statement_id}"
    if request.form.get("_method", "").upper() == "DELETE":
        return _do(lambda: actions.end(owned, by), _("It has ended. Its page says so."), back)
    said = _("Published. It stands on the pages of the badges and skills that count.")
    return _do(lambda: actions.publish(owned, by), said, back)


def _do(act: Callable[[], None], said: str, to: str) -> ResponseReturnValue:
    try:
        act()
    except (actions.NotADraftError, actions.NotPublishedError):
        db.session.rollback()
        flash(_("Somebody was faster: it has changed in the meantime."), "warning")
        return redirect(to, 303)
    except actions.NotVerifiedError:
        db.session.rollback()
        flash(_("The city checks who you are before you can publish. The draft is kept."), "error")
        return redirect(to, 303)
    db.session.commit()
    flash(said, "good")
    return redirect(to, 303)


def _owned(statement_id: int) -> Statement:
    """A statement of one's own; a stranger's does not exist."""
    return queries.owned(statement_id, by=signed_in_person().id) or abort(404)


def _source(given: str) -> queries.Row | None:
    number = number_of(given)
    return queries.by_id(_owned(number).id) if number else None


def _read() -> forms.Draft:
    mine = [row["id"] for row in queries.organisers(signed_in_person().id)]
    known = set(vocabulary().by_skill_id)
    draft = forms.read(request.form, web.offered_languages(), mine, known)
    draft.badge_ids = [row["id"] for row in badge_queries.by_ids(draft.badge_ids)]
    return draft


def _content(draft: forms.Draft) -> actions.Content:
    return draft.content((web.portal().default_lang, i18n.FALLBACK))


def _asks_for_badges() -> bool:
    return request.form.get("do") == "find"


def _again(draft: forms.Draft, owned: Statement | None) -> ResponseReturnValue:
    """The form once more: with badges to choose from, or with what is wrong."""
    if _asks_for_badges():
        draft.faults = {}
        return _form(draft, owned)
    return _form(draft, owned), 422


def _form(draft: forms.Draft, owned: Statement | None) -> str:
    order = web.text_order()
    organisers = queries.organisers(signed_in_person().id) or abort(404)
    known = [faces.choice(row, order) for row in badge_queries.by_ids(draft.badge_ids)]
    return render_template(
        "statements/edit.html",
        draft=draft,
        action=f"{STUDIO}/{owned.id}" if owned else STUDIO,
        is_new=owned is None,
        organisers=[(str(r["id"]), i18n.pick_value(r["names"], order)[1]) for r in organisers],
        may_publish=any(r["is_verified"] for r in organisers if r["id"] == draft.organiser_id),
        langs=[(lang, i18n.tag(lang), i18n.own_name(lang)) for lang in web.offered_languages()],
        chosen=known,
        found=_found(draft, order),
        skills=[
            (str(term.id), term.label(order))
            for term in vocabulary().skills.values()
            if term.uri and (not term.is_hidden or term.id in draft.skill_ids)
        ],
        layers=[("", _("Any layer")), *badges.layer_labels().items()],
    )


def _found(draft: forms.Draft, order: tuple[str, ...]) -> list[faces.Choice] | None:
    """Badges for the words, without those chosen; None when nothing was looked for."""
    if not draft.words:
        return None
    rows = finding.find(finding.Asked(draft.words), MOST_FOUND).rows
    return [faces.choice(row, order) for row in rows if row["id"] not in draft.badge_ids]


def _manage(row: queries.Row) -> str:
    return render_template("statements/manage.html", statement=faces.face(row, web.text_order()))


@panels.add("badge")
def _on_badge(badge_id: int) -> Markup:
    return _listed(queries.for_badge(badge_id, ON_OTHER_PAGES))


@panels.add("playlist")
def _on_playlist(playlist_id: int) -> Markup:
    final = badge_queries.by_playlist().get(playlist_id)
    return _listed(queries.for_badge(final["id"], ON_OTHER_PAGES)) if final else Markup("")


@panels.add("skill")
def _on_skill(skill_id: int) -> Markup:
    rows = queries.for_skill(skill_id, ON_OTHER_PAGES)
    others = [row["id"] for row in rows if skill_id not in (row["skills"] or ())]
    return _listed(rows, queries.showing(skill_id, others) if others else {})


@panels.add("organiser")
def _on_organiser(organiser_id: int) -> Markup:
    return _listed(queries.of_organiser(organiser_id, ON_OTHER_PAGES))


@panels.add("passport")
def _on_passport(_person_id: int) -> Markup:
    return Markup(render_template("statements/_way.html"))  # noqa: S704 - our own template


@panels.add("studio")
def _in_studio(_person_id: int) -> Markup:
    return Markup(render_template("statements/_studio.html"))  # noqa: S704 - our own template


def _listed(
    rows: Sequence[queries.Row], showing: Mapping[int, Sequence[queries.Row]] | None = None
) -> Markup:
    """Statements in short; `showing` are badges by which some are about the thing of this page."""
    if not rows:
        return Markup("")
    order = web.text_order()
    html = render_template(
        "statements/_some.html",
        statements=[faces.face(row, order) for row in rows],
        whys=faces.whys(showing or {}, order),
    )
    return Markup(html)  # noqa: S704 - our own template, which escapes
