"""The skills spine and skill pages."""

from __future__ import annotations

import orjson
from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from col_app.core import page, web
from col_app.core.access import public
from col_app.core.errors import wants_json
from col_app.learning import panels, rewards
from col_app.learning.activities import cards, search
from col_app.learning.playlists import paths
from col_app.learning.playlists import queries as playlists
from col_app.learning.skills import downloads, queries, spine
from col_app.learning.skills.structured import structured
from col_app.learning.skills.tree import Node, Tree
from col_app.learning.vocabulary import Term, vocabulary

bp = Blueprint("skills", __name__, template_folder="templates")
MOST = 60
MOST_VERSION_DIGITS = 6


@bp.get("/skills")
@public
def index() -> str:
    """The skills this city looks for."""
    order = web.text_order()
    return render_template(
        "skills/index.html", groups=spine.spine(order), others=spine.beside(order)
    )


@bp.get("/skills.json")
@public
def index_json() -> Response:
    """The whole spine for programs, as it is or as it was in a version."""
    asked = request.args.get("version", "")
    if not asked:
        return _json(downloads.whole(queries.published(), _name(), queries.last_version()))
    is_number = asked.isascii() and asked.isdecimal() and len(asked) <= MOST_VERSION_DIGITS
    found = (queries.version(int(asked)) if is_number else None) or abort(404)
    return _json(downloads.whole(Tree.of(found.contents), _name(), found.number))


@bp.get("/skills.csv")
@public
def index_csv() -> Response:
    """The whole spine for spreadsheets."""
    body = downloads.table(queries.published(), web.portal().languages)
    headers = {"Content-Disposition": 'attachment; filename="skills.csv"'}
    return Response(body, mimetype="text/csv", headers=headers)


@bp.get("/skills/<slug>.json")
@public
def show_json(slug: str) -> ResponseReturnValue:
    """One skill for programs."""
    term, node = _described(slug)
    if term.slug != slug:
        return redirect(f"/skills/{term.slug}.json", 308)
    return _json(downloads.one(node))


@bp.get("/skills/<slug>")
@public
def show(slug: str) -> ResponseReturnValue:
    """One skill and what builds it here; what was merged leads to what it became part of.

    Credentials name this address: programs that follow it are told in JSON.
    """
    term, node = _described(slug)
    if term.slug != slug:
        return redirect(f"/skills/{term.slug}", 308)
    answer = _json(downloads.one(node)) if wants_json() else make_response(_page(term, node))
    answer.vary.add("Accept")
    return answer


def _page(term: Term, node: Node) -> str:
    order = web.text_order()
    face, coming = spine.skill(term, node, order), search.coming("skill", term.id, MOST)
    shown = {card.id: card for card in cards.of(coming, order)}
    ids = queries.playlists_with(term.id)
    return render_template(
        "skills/show.html",
        skill=face,
        playlists=[paths.outline(row, order) for row in playlists.every() if row["id"] in ids],
        finals=rewards.of("playlist", sorted(ids)),
        dated=[shown[row["id"]] for row in coming if row["starts_at"]],
        any_time=[shown[row["id"]] for row in coming if not row["starts_at"]],
        badges=panels.render("skill", term.id),
        list_href=f"/activities?skill={term.slug}",
        feed_href=f"/activities.rss?skill={term.slug}",
        shape=structured(face),
    )


def _described(slug: str) -> tuple[Term, Node]:
    """The skill of an address, also of one that it had before it was merged."""
    words = vocabulary()
    term = words.skills.get(slug) or words.merged.get(slug)
    # what was merged in this second is still remembered, and its row is gone
    node = queries.described(term.id) if term and term.uri else None
    return (term, node) if term and node else abort(404)


def _name() -> str:
    return page.current_city_name()


def _json(shape: downloads.Shape) -> Response:
    return Response(orjson.dumps(shape), mimetype="application/json")
