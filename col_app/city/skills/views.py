"""The console's pages of the spine: the tree, the editor of a skill, publishing."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

import tenancy
from col_app.city.skills import actions, edits, faces, forms, making, publishing
from col_app.city.skills.faces import BASE
from col_app.city.skills.forms import Sent
from col_app.core import formats, i18n, web
from col_app.core.access import requires, signed_in_person
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.learning import console
from col_app.learning.skills import esco, queries
from col_app.learning.skills.tree import Tree

bp = Blueprint("city_skills", __name__, template_folder="templates")
MOST_FOUND = 12
LONGEST_SEARCH = 80


@console.add
def _entry() -> console.Entry:
    about = _("What the city looks for: the tree, links to ESCO, what there is for each skill.")
    return console.Entry(_("Skills of the city"), about, BASE, "bulb")


def _find() -> str:
    return request.values.get("find", "").strip()[:LONGEST_SEARCH]


def _lang() -> str:
    """The language that is being written in."""
    facts, asked = web.portal(), request.values.get("in", "")
    return next((x for x in (asked, web.reader_lang()) if x in facts.languages), facts.default_lang)


@bp.get(BASE)
@requires("city")
def index() -> str:
    """The whole tree, as it is to become."""
    return _tree(None)


def _tree(new: making.New | None, clash: str = "") -> str:
    tree, number, is_draft = queries.draft()
    order, find = web.text_order(), _find()
    last = queries.latest()
    lines = faces.lines(tree, order)
    return render_template(
        "city_skills/index.html",
        groups=[line for line in lines if line.is_group],
        beside=[line for line in lines if not line.is_group],
        revision=number,
        is_draft=is_draft,
        may_undo=bool(last and last.before is not None),
        version=queries.last_version(),
        new=new or making.blank(tree),
        language=i18n.name_in(_lang(), order[0]),
        lang=_lang(),
        bcp47=i18n.tag(_lang()),
        parents=faces.parents(tree, order),
        find=find,
        found=making.found(tree, find, order, MOST_FOUND),
        clash=clash,
    )


@bp.post(BASE)
@requires("city")
def create() -> ResponseReturnValue:
    """Add a skill: one of the city's own, one of ESCO, or a group."""
    tree, number, _is_draft = queries.draft()
    new = making.read(request.form, tree, _lang())
    if new.faults:
        return _tree(new), 422
    node = making.node(new, tree, _lang())
    try:
        edits.add(tree, node)
    except (edits.UnknownError, edits.MisplacedError):
        new.faults["parent"] = _("It cannot stand there. Choose another place.")
    except edits.TooDeepError:
        new.faults["parent"] = forms.too_deep()
    except edits.TooManyError:
        new.faults["name"] = making.too_many()
    if new.faults:
        return _tree(new), 422
    return _kept(tree, number, "added", node.key, f"{BASE}/{node.key}?in={_lang()}")


def _kept(tree: Tree, number: int, did: str, key: str, to: str) -> ResponseReturnValue:
    try:
        actions.save(tree, number, signed_in_person().id, did, key)
    except actions.ConflictError:
        db.session.rollback()
        return _tree(None, _clash()), 409
    db.session.commit()
    return redirect(to, 303)


def _clash() -> str:
    return _("Somebody else has changed the skills since you opened this page. Please look again.")


@bp.post(f"{BASE}/order")
@requires("city")
def order() -> ResponseReturnValue:
    """Move a skill up or down among its siblings."""
    step, _dash, key = request.form.get("do", "").partition("-")
    tree, number, _is_draft = queries.draft()
    if forms.revision(request.form) != number:
        return _tree(None, _clash()), 409
    try:
        edits.step(tree, key, {"up": -1, "down": 1}.get(step, 0))
    except edits.UnknownError:
        abort(404)
    return _kept(tree, number, "moved", key, f"{BASE}#skill-{key}")


@bp.post(f"{BASE}/draft")
@requires("city")
def undo() -> ResponseReturnValue:
    """Take back the last change; withdraw the whole draft when the form says DELETE."""
    seen, by = forms.revision(request.form), signed_in_person().id
    if request.form.get("_method", "").upper() == "DELETE":
        return _done(lambda: actions.withdraw(seen, by), _("The draft is withdrawn."))
    return _done(lambda: actions.undo(seen, by), _("The last change is taken back."))


def _done(act: Callable[[], object], said: str, to: str = BASE) -> ResponseReturnValue:
    try:
        act()
    except actions.ConflictError:
        db.session.rollback()
        flash(_clash(), "bad")
    except (actions.NothingToUndoError, actions.NoDraftError):
        db.session.rollback()
        flash(_("There is nothing to take back or to publish."), "bad")
    else:
        db.session.commit()
        flash(said, "good")
    return redirect(to, 303)


@bp.get(f"{BASE}/<key>")
@requires("city")
def edit(key: str) -> str:
    """The editor of a skill."""
    tree, number, _is_draft = queries.draft()
    node = tree.nodes.get(key) or abort(404)
    return _editor(Sent(tree, node, _lang(), number, "", ""))


def _editor(sent: Sent, clash: str = "") -> str:
    tree, node, order, find = sent.tree, sent.node, web.text_order(), _find()
    target = tree.nodes.get(node.merged_into)
    return render_template(
        "city_skills/edit.html",
        sent=sent,
        node=node,
        label=faces.label(node, order),
        lang=sent.lang,
        bcp47=i18n.tag(sent.lang),
        language=i18n.name_in(sent.lang, order[0]),
        tabs=faces.tabs(node, web.portal().languages, order[0]),
        hints=making.hints(node, sent.lang, order),
        places=faces.places(tree, node, order),
        others=faces.others(tree, node, order) if not node.is_group else [],
        becomes=faces.label(target, order) if target else "",
        own_address=making.own_uri(node.key),
        esco_name=making.esco_name(node, order),
        find=find,
        found=[(each.code, each.label(order)) for each in esco.find(find, order, MOST_FOUND)],
        clash=clash,
    )


@bp.post(f"{BASE}/<key>")
@requires("city")
def update(key: str) -> ResponseReturnValue:
    """Keep what the form says, after the one step that its button asks for."""
    tree, number, _is_draft = queries.draft()
    node = tree.nodes.get(key)
    if node is None:
        flash(_("This skill is not in the draft any more."), "bad")
        return redirect(BASE, 303)
    changed = node.changed
    sent = forms.read(request.form, tree, key, _lang())
    if changed > sent.revision:
        sent.revision = number
        return _editor(sent, _("Somebody else has changed this skill since you opened it.")), 409
    making.apply(request.form, sent)
    if sent.faults:
        return _editor(sent), 422
    try:
        actions.save(tree, number, signed_in_person().id, making.did(sent.step), key)
    except actions.ConflictError:
        db.session.rollback()
        sent.revision = queries.draft()[1]
        return _editor(sent, _clash()), 409
    db.session.commit()
    return redirect(making.onwards(sent, _find()), 303)


@bp.get(f"{BASE}/publication")
@requires("city")
def check() -> str:
    """What publishing changes, and what is missing."""
    tree, number, is_draft = queries.draft()
    order = web.text_order()
    return render_template(
        "city_skills/check.html",
        is_draft=is_draft,
        revision=number,
        next_version=queries.last_version() + 1,
        changes=faces.changes(queries.published(), tree, order) if is_draft else [],
        warnings=faces.warnings(tree, web.portal().languages, order),
        versions=queries.versions(),
        date=formats.date,
    )


@bp.post(f"{BASE}/publication")
@requires("city")
def publish() -> ResponseReturnValue:
    """Make the draft what everybody sees."""
    seen, by = forms.revision(request.form), signed_in_person().id
    try:
        number = publishing.publish(seen, by)
    except publishing.NamelessError as nameless:
        db.session.rollback()
        flash(_("Give this skill a name first."), "bad")
        return redirect(f"{BASE}/{nameless.args[0]}", 303)
    except actions.ConflictError:
        db.session.rollback()
        flash(_clash(), "bad")
        return redirect(f"{BASE}/publication", 303)
    except actions.NoDraftError:
        db.session.rollback()
        flash(_("There is nothing to take back or to publish."), "bad")
        return redirect(BASE, 303)
    db.session.commit()
    web.app().directory.changed(tenancy.current_city().slug)
    flash(_("Version %(number)s is published.", number=number), "good")
    return redirect(BASE, 303)
