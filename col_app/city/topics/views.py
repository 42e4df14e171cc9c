"""The console's topics: names, looks, order, what is hidden, and two that become one."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

import tenancy
from col_app.city.topics import faces, forms
from col_app.core import i18n, web
from col_app.core.access import requires, signed_in_person
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.learning import console
from col_app.learning.topics import actions, queries
from col_app.learning.topics.models import Topic

bp = Blueprint("city_topics", __name__, template_folder="templates")
INDEX = "/console/topics"
ONE = f"{INDEX}/<int:topic_id>"


@console.add
def _entry() -> console.Entry:
    about = _("Names, colours and order of the topics; hide, add and merge them.")
    return console.Entry(_("Topics"), about, INDEX, "grid")


@bp.get(INDEX)
@requires("city")
def index() -> str:
    """All topics in the city's order. `at` is the button to come back to."""
    return render_template("city_topics/index.html", topics=_lines(), at=request.args.get("at"))


@bp.get(f"{INDEX}/new")
@requires("city")
def new() -> str:
    """An empty form."""
    return _form(forms.Draft(), None)


@bp.post(INDEX)
@requires("city")
def create() -> ResponseReturnValue:
    """Add a topic of the city's own."""
    draft = forms.read(request.form, _langs({}))
    if draft.faults:
        return _form(draft, None), 422
    try:
        actions.add(draft.content(), _langs({})[0], signed_in_person().id)
    except actions.NameTakenError:
        return _refused(draft, None, _("Another topic has this name."))
    except actions.SlugTakenError:
        return _refused(draft, None, _("There is such a topic already; it may be hidden."))
    return _done(_("The topic is added, at the end of the list."))


@bp.get(ONE)
@requires("city")
def edit(topic_id: int) -> str:
    """The form of one topic."""
    topic = _topic(topic_id)
    return _form(forms.of(topic, queries.names_of(topic.id)), topic)


@bp.post(ONE)
@requires("city")
def update(topic_id: int) -> ResponseReturnValue:
    """Keep what the form says."""
    topic = _topic(topic_id)
    draft = forms.read(request.form, _langs(queries.names_of(topic.id)))
    if draft.faults:
        return _form(draft, topic), 422
    try:
        actions.change(topic, draft.content(topic.slug), signed_in_person().id)
    except actions.NameTakenError:
        return _refused(draft, _topic(topic_id), _("Another topic has this name."))
    return _done(_("The topic is kept."))


@bp.post(f"{ONE}/position")
@requires("city")
def move(topic_id: int) -> ResponseReturnValue:
    """Put a topic at a place; the answer comes back to the button."""
    place = request.form.get("place", "")
    if not place.isascii() or not place.isdecimal() or len(place) > 4:
        abort(400)
    before = [line.id for line in _lines()]
    topic = _topic(topic_id)
    actions.move(topic, int(place), signed_in_person().id)
    _keep()
    way = "up" if int(place) <= before.index(topic_id) else "down"
    return redirect(f"{INDEX}?at={way}-{topic_id}", 303)


@bp.post(f"{ONE}/hiding")
@requires("city")
def hide(topic_id: int) -> ResponseReturnValue:
    """Hide a topic; show it again when the form says DELETE."""
    topic, by = _topic(topic_id), signed_in_person().id
    if request.form.get("_method", "").upper() == "DELETE":
        actions.show(topic, by)
    else:
        actions.hide(topic, by)
    _keep()
    return redirect(f"{INDEX}?at=hide-{topic_id}", 303)


@bp.get(f"{ONE}/merging")
@requires("city")
def choose(topic_id: int) -> str:
    """Which topic is to stand for this one."""
    return _merging(_topic(topic_id))


@bp.post(f"{ONE}/merging")
@requires("city")
def merge(topic_id: int) -> ResponseReturnValue:
    """Let another topic stand for this one."""
    topic, chosen = _topic(topic_id), request.form.get("into", "")
    into = queries.by_id(int(chosen)) if chosen.isascii() and chosen.isdecimal() else None
    try:
        if into is None:
            raise actions.SameTopicError
        actions.merge(topic, into, signed_in_person().id)
    except actions.SameTopicError:
        return _merging(topic, _("Choose one of these.")), 422
    return _done(_("The two topics are one now. Old addresses lead to it."))


def _topic(topic_id: int) -> Topic:
    return queries.by_id(topic_id) or abort(404)


def _lines() -> list[faces.Line]:
    order = web.text_order()
    return [faces.line(row, order, web.portal().languages) for row in queries.every()]


def _langs(names: Iterable[str]) -> list[str]:
    """The city's languages, then others in which a topic has a name."""
    own = web.portal().languages
    return [*own, *sorted(lang for lang in names if lang not in own)]


def _form(draft: forms.Draft, topic: Topic | None) -> str:
    own = web.portal().languages
    langs = [(lang, i18n.tag(lang), i18n.own_name(lang)) for lang in _langs(draft.names)]
    return render_template(
        "city_topics/edit.html",
        draft=draft,
        topic=topic,
        action=f"{INDEX}/{topic.id}" if topic else INDEX,
        langs=langs[: len(own)],
        others=langs[len(own) :],
        colours=faces.colours(),
        icons=faces.icons(),
    )


def _refused(draft: forms.Draft, topic: Topic | None, fault: str) -> ResponseReturnValue:
    """The form once more, with what the database said; the name is taken in some language."""
    first = next(lang for lang, name in draft.names.items() if name)
    draft.faults[f"name-{first}"] = fault
    return _form(draft, topic), 422


def _merging(topic: Topic, fault: str = "") -> str:
    lines = _lines()
    own = next(line for line in lines if line.id == topic.id)
    others = [
        (str(line.id), f"{line.label} · {line.count}")
        for line in lines
        if line.id != topic.id and not line.is_hidden
    ]
    return render_template("city_topics/merge.html", topic=own, others=others, fault=fault)


def _done(words: str) -> ResponseReturnValue:
    _keep()
    flash(words, "good")
    return redirect(INDEX, 303)


def _keep() -> None:
    db.session.commit()
    web.app().directory.changed(tenancy.current_city().slug)
