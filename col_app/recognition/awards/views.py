"""Awards for people and machines, and what proves them: keys and status lists."""

from __future__ import annotations

import orjson
from flask import Blueprint, Response, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

import tenancy
from col_app.core import web
from col_app.core.access import current_identity, public, signed_in, signed_in_person
from col_app.core.db import db
from col_app.learning.organisers import queries as organisers
from col_app.people.members import queries as members
from col_app.recognition import credentials as ob
from col_app.recognition.awards import hosted, judging, keys, queries
from col_app.recognition.awards.models import Award
from col_app.recognition.awards.words import explain
from col_app.recognition.badges import faces
from col_app.recognition.badges import queries as badges
from col_app.ui.art import badges as art

bp = Blueprint("awards", __name__, template_folder="templates")
CREDENTIAL_TYPE = "application/vc+ld+json"
JSON_TYPES = (CREDENTIAL_TYPE, "application/ld+json", "application/json")
KEY_SECONDS = 300
STATUS_SECONDS = 30


def _json(body: bytes | str, mimetype: str = "application/json", seconds: int = 60) -> Response:
    response = Response(body, mimetype=mimetype)
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@bp.get("/credentials/<public_id>")
@public
def show(public_id: str) -> ResponseReturnValue:
    """One award: a page for people, the signed credential for machines."""
    best = request.accept_mimetypes.best_match(["text/html", *JSON_TYPES], "text/html")
    if best in JSON_TYPES:
        response = show_json(public_id)
        response.headers["Vary"] = "Accept"
        return response
    award = queries.by_public_id(public_id) or abort(404)
    row = badges.by_id(award.badge_id) or abort(404)
    identity = current_identity()
    is_mine = identity is not None and identity.id == award.person_id
    verdict = judging.verdict(orjson.loads(award.document))
    response = Response(
        render_template(
            "awards/show.html",
            award=award,
            badge=faces.face(row, web.text_order()),
            name=members.name_of(award.person_id) if award.shows_name or is_mine else "",
            is_mine=is_mine,
            verdict=explain(verdict, award.revoked_because),
            address=web.city_url(tenancy.current_city(), f"/credentials/{public_id}"),
        )
    )
    response.headers["Vary"] = "Accept"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@bp.get("/credentials/<public_id>.json")
@public
def show_json(public_id: str) -> Response:
    """The signed Open Badges 3.0 credential, byte for byte as it was issued."""
    return _json(queries.document(public_id) or abort(404), CREDENTIAL_TYPE)


@bp.get("/credentials/<public_id>.<any(png,svg):form>")
@public
def baked(public_id: str, form: str) -> Response:
    """The badge image with the signed credential inside."""
    award = queries.by_public_id(public_id) or abort(404)
    row = badges.by_id(award.badge_id) or abort(404)
    look = (row["shape"], row["palette"], row["icon"], row["pattern"], row["id"])
    if form == "png":
        response = Response(ob.bake_png(art.badge_png(*look), award.document), 200)
        response.mimetype = "image/png"
    else:
        response = Response(ob.bake_svg(art.badge_svg(*look), award.document), 200)
        response.mimetype = "image/svg+xml"
    name = f'attachment; filename="{row["slug"]}.{form}"'
    response.headers["Content-Disposition"] = name
    return response


@bp.post("/credentials/<public_id>/name")
@signed_in
def show_name(public_id: str) -> ResponseReturnValue:
    """The holder decides whether strangers read their name."""
    award: Award = queries.by_public_id(public_id) or abort(404)
    if award.person_id != signed_in_person().id:
        abort(404)
    award.shows_name = request.form.get("shows_name") == "yes"
    db.session.commit()
    flash(_("Your name is shown.") if award.shows_name else _("Your name is hidden."), "good")
    return redirect(f"/credentials/{public_id}", 303)


@bp.get("/ob2/assertions/<public_id>")
@public
def ob2_assertion(public_id: str) -> ResponseReturnValue:
    """An award as a hosted Open Badges 2.0 assertion, if its holder made it public."""
    award = queries.by_public_id(public_id)
    if award is None or not award.is_public:
        abort(404)
    row = badges.by_id(award.badge_id) or abort(404)
    body = hosted.assertion(tenancy.current_city(), award, row["public_id"])
    response = _json(orjson.dumps(body), "application/ld+json")
    response.status_code = 410 if award.revoked_at else 200
    return response


@bp.get("/ob2/badges/<public_id>")
@public
def ob2_badge(public_id: str) -> Response:
    """A badge as a hosted Open Badges 2.0 BadgeClass."""
    row = badges.by_public_id(public_id) or abort(404)
    return _json(orjson.dumps(hosted.badge(tenancy.current_city(), row)), "application/ld+json")


@bp.get("/ob2/issuers/<issuer_id>")
@public
def ob2_issuer(issuer_id: str) -> Response:
    """The city as an Open Badges 2.0 issuer."""
    if issuer_id != hosted.ISSUER_ID:
        abort(404)
    return _json(orjson.dumps(hosted.issuer(tenancy.current_city())), "application/ld+json")


@bp.get("/.well-known/did.json")
@public
def did_document() -> Response:
    """The city's DID document with every key whose signatures count."""
    did = keys.city_did(tenancy.current_city())
    known = [ob.PublicKey(did, key.multibase) for key in keys.published(did)]
    return _json(orjson.dumps(ob.did_document(did, known)), seconds=KEY_SECONDS)


@bp.get("/o/<public_id>/did.json")
@public
def organiser_did_document(public_id: str) -> Response:
    """An organiser's DID document: its identifier stands, its badges carry the city's signature."""
    if not organisers.exists(public_id):
        abort(404)
    host = f"{tenancy.current_city().slug}.{web.settings().issuer_domain}"
    did = ob.did_for_organiser(host, public_id)
    return _json(orjson.dumps(ob.did_document(did, [])), seconds=KEY_SECONDS)


@bp.get("/.well-known/jwks.json")
@public
def key_set() -> Response:
    """The city's keys for signed tokens (RFC 7517)."""
    did = keys.city_did(tenancy.current_city())
    return _json(orjson.dumps(ob.jwks(did, [])), "application/jwk-set+json", KEY_SECONDS)


@bp.get("/status/<public_id>")
@public
def status_list(public_id: str) -> Response:
    """A signed status list."""
    text = queries.status_document(public_id) or abort(404)
    return _json(text, CREDENTIAL_TYPE, STATUS_SECONDS)
