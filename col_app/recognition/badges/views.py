"""The badge catalogue, badge pages and badge images."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import orjson
from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from col_app.core import web
from col_app.core.access import current_identity, public
from col_app.core.copies import keeps_copy
from col_app.core.ids import number_of
from col_app.core.page import written_in
from col_app.learning import panels, rewards
from col_app.learning.activities import explore, near
from col_app.learning.discovery import ahead
from col_app.learning.saved import things
from col_app.learning.saved.faces import Thing
from col_app.learning.saved.models import Kind
from col_app.recognition.badges import catalogue, earning, faces, finding, queries
from col_app.recognition.badges.structured import structured
from col_app.ui.art import badges as art

bp = Blueprint("badges", __name__, template_folder="templates")
PAGE_SIZE = 24
ALL = 2000
ON_OTHER_PAGES = 12
IMAGE_SECONDS = 3600


@bp.get("/badges")
@public
def index() -> str:
    """What can be earned here."""
    asked, order = catalogue.read(request.args), web.text_order()
    found = finding.find(asked, PAGE_SIZE)
    last = -(-found.total // PAGE_SIZE)
    return render_template(
        "badges/index.html",
        badges=[faces.face(row, order) for row in found.rows],
        total=found.total,
        asked=asked,
        choices=catalogue.choices(asked, found, order),
        chips=catalogue.chips(asked, order),
        pages=catalogue.pages(asked, last),
        json_href=catalogue.address(replace(asked, page=1), f"{catalogue.PATH}.json"),
    )


@bp.get("/badges.json")
@public
def index_json() -> Response:
    """The same query for programs, all of it at once."""
    order, asked = web.text_order(), replace(catalogue.read(request.args), page=1)
    shown = [
        {
            "id": badge.id,
            "name": badge.name,
            "description": badge.description,
            "organiser": badge.organiser,
            "skills": row["skills"] or [],
            "image": web.own_url(badge.png_href),
            "url": web.own_url(badge.href),
        }
        for row in finding.find(asked, ALL).rows
        for badge in (faces.face(row, order),)
    ]
    return Response(orjson.dumps({"items": shown}), mimetype="application/json")


@bp.get("/badges/<slug>")
@public
def show(slug: str) -> ResponseReturnValue:
    """One badge: what it says and how to earn it. Its permanent id leads here too."""
    # before the transaction begins: reading the towns for the first time takes a while
    asked, wrong = near.read_located(request.args)
    number = number_of(slug)
    row = queries.by_id(number) if number else queries.by_public_id(slug)
    if row is None:
        abort(404)
    if slug != f"{row['id']}-{row['slug']}":
        return redirect(f"/badges/{row['id']}-{row['slug']}", 308)
    written_in(row["texts"])
    identity, order = current_identity(), web.text_order()
    badge = faces.face(row, order)
    skills = faces.skill_ids(row)
    html = render_template(
        "badges/show.html",
        badge=badge,
        shape=structured(badge, order[0]),
        ways=earning.ways(row, asked.near, order) if row["is_published"] else None,
        ahead=ahead.after_badge(row, skills, identity.id if identity else None, order),
        panels=panels.render("badge", row["id"]),
        **explore.near_field(asked, wrong, request.path),
    )
    return make_response(html, 400 if wrong & {"near", "where"} else 200)


@bp.get("/badges/<public_id>/image.<any(svg,png):form>")
@keeps_copy
@public
def image(public_id: str, form: str) -> Response:
    """The badge's image, as it stands in credentials."""
    look = faces.look(queries.by_public_id(public_id) or abort(404))
    if form == "svg":
        response = Response(art.badge_svg(*look), mimetype="image/svg+xml")
    else:
        response = Response(art.badge_png(*look), mimetype="image/png")
    response.headers["Cache-Control"] = f"public, max-age={IMAGE_SECONDS}"
    return response


@rewards.tell("activity")
def _of_activities(ids: Sequence[int]) -> Mapping[int, rewards.Reward]:
    return _rewards(queries.by_activity(), ids)


@rewards.tell("playlist")
def _of_playlists(ids: Sequence[int]) -> Mapping[int, rewards.Reward]:
    return _rewards(queries.by_playlist(), ids)


def _rewards(known: Mapping[int, queries.Row], ids: Sequence[int]) -> Mapping[int, rewards.Reward]:
    order = web.text_order()
    return {number: faces.reward(known[number], order) for number in ids if number in known}


@things.tell(Kind.BADGE)
def _as_things(ids: Sequence[int]) -> Sequence[Thing]:
    return [faces.thing(row, web.text_order()) for row in queries.by_ids(ids)]


@panels.add("activity")
def _on_activity(activity_id: int) -> Markup:
    return _drawn("badges/_panel.html", queries.known_of_activity(activity_id))


@panels.add("playlist")
def _on_playlist(playlist_id: int) -> Markup:
    return _drawn("badges/_final.html", queries.of_playlist(playlist_id))


@panels.add("organiser")
def _on_organiser(organiser_id: int) -> Markup:
    return _listed("organiser", queries.of_organiser(organiser_id, ON_OTHER_PAGES))


@panels.add("skill")
def _on_skill(skill_id: int) -> Markup:
    return _listed("skill", queries.with_skill(skill_id, ON_OTHER_PAGES))


@panels.add("skill")
def _who_recognises(skill_id: int) -> Markup:
    order = web.text_order()
    shown = [faces.awarder(row, order) for row in queries.awarders(skill_id, ON_OTHER_PAGES)]
    html = render_template("badges/_awarders.html", organisers=shown)
    return Markup(html)  # noqa: S704 - our own template, which escapes


@panels.add("place")
def _at_place(place_id: int) -> Markup:
    return _listed("place", queries.at_place(place_id, ON_OTHER_PAGES))


@panels.add("topic")
def _on_topic(topic_id: int) -> Markup:
    return _listed("topic", queries.under_topic(topic_id, ON_OTHER_PAGES))


def _drawn(template: str, row: queries.Row | None) -> Markup:
    if row is None:
        return Markup("")
    html = render_template(template, badge=faces.face(row, web.text_order()))
    return Markup(html)  # noqa: S704 - our own template, which escapes


def _listed(page_kind: str, rows: Sequence[queries.Row]) -> Markup:
    if not rows:
        return Markup("")
    shown = [faces.reward(row, web.text_order()) for row in rows]
    html = render_template("badges/_some.html", badges=shown, page_kind=page_kind)
    return Markup(html)  # noqa: S704 - our own template, which escapes
