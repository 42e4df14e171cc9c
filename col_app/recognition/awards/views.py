"""Awards for people and machines, and what proves them: keys and status lists."""

from __future__ import annotations

import orjson
from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

import tenancy
from col_app.core import web
from col_app.core.access import current_identity, public
from col_app.core.copies import TOKEN_TYPES, keeps_copy
from col_app.core.db import db, session_of
from col_app.learning import panels
from col_app.learning.discovery import ahead, shown
from col_app.learning.organisers import queries as organisers
from col_app.people.members import queries as members
from col_app.recognition import credentials as ob
from col_app.recognition.awards import faces as awards
from col_app.recognition.awards import (
    hosted,
    judging,
    keys,
    lists,
    queries,
    telling,
    tokens,
)
from col_app.recognition.awards.models import Award
from col_app.recognition.awards.words import explain
from col_app.recognition.badges import drawing, faces
from col_app.recognition.badges import queries as badges

bp = Blueprint("awards", __name__, template_folder="templates")
CREDENTIAL_TYPE = "application/vc+ld+json"
HOSTED_TYPE = "application/ld+json"

JSON_TYPES = (CREDENTIAL_TYPE, HOSTED_TYPE, "application/json")
KEY_SECONDS = 300
STATUS_SECONDS = 30


def _json(
    body: bytes | str, mimetype: str = "application/json", seconds: int = 60, status: int = 200
) -> Response:
    response = Response(body, status, mimetype=mimetype)
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    response.headers["Access-Control-Allow-Origin"] = "*"
    if status == 200:
        response.add_etag()
        response.make_conditional(request)
    return response


@shown.tell
def _skills_of(person_id: int) -> frozenset[int]:
    return queries.skills_of(person_id)


@bp.get("/credentials/<public_id>")
@keeps_copy
@public
def show(public_id: str) -> ResponseReturnValue:
    """One award: a page for people, the signed credential for machines."""
    forms = ["text/html", *JSON_TYPES, *TOKEN_TYPES]
    best = request.accept_mimetypes.best_match(forms, "text/html")
    if best in JSON_TYPES:
        response = show_json(public_id)
    elif best in TOKEN_TYPES:
        response = show_token(public_id)
    else:
        response = Response(_page(public_id))
    response.vary.add("Accept")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _page(public_id: str) -> str:
    award = queries.by_public_id(public_id) or abort(404)
    row, order = badges.of_award(public_id) or abort(404), web.text_order()
    badge = faces.face(row, order)
    identity, city = current_identity(), tenancy.current_city()
    is_mine = identity is not None and identity.id == award.person_id
    name = members.name_of(award.person_id) if award.shows_name or is_mine else ""
    address = web.city_url(city, f"/credentials/{public_id}")
    verdict = judging.verdict_of(award)
    return render_template(
        "awards/show.html",
        badge=badge,
        award=awards.shown(award, badge, name, address),
        verdict=explain(verdict, award.revoked_because),
        image=web.city_url(city, f"/badges/{row['public_id']}/image.png"),
        is_mine=is_mine,
        shows_name=award.shows_name,
        story=telling.story(award) if is_mine or telling.is_told(award) else "",
        is_told=telling.is_told(award),
        panels=panels.render("award", award.id),
        ahead=ahead.after_badge(
            row, faces.skill_ids(row), identity.id if identity else None, order
        ),
        # a profile should not claim what is no longer in force
        linkedin_href=_linkedin(award, badge, row, address) if verdict.verdict == "valid" else "",
    )


def _linkedin(award: Award, badge: faces.Face, row: badges.Row, address: str) -> str:
    page = row["organiser_linkedin_id"] or web.portal().linkedin_id
    return awards.linkedin_href(award, badge, page, address)


@bp.get("/credentials/<public_id>.json")
@keeps_copy
@public
def show_json(public_id: str) -> Response:
    """The signed Open Badges 3.0 credential, byte for byte as it was issued."""
    return _json(queries.document(public_id) or abort(404), CREDENTIAL_TYPE)


@bp.get("/credentials/<public_id>.jwt")
@keeps_copy
@public
def show_token(public_id: str) -> Response:
    """The same credential as a token (VC-JWT)."""
    return _json(_token(public_id), "text/plain")


def _token(public_id: str) -> str:
    award = queries.by_public_id(public_id) or abort(404)
    try:
        text = tokens.token(award)
    except keys.NoSigningKeyError:
        abort(404)
    db.session.commit()
    return text


@bp.get("/credentials/<public_id>.<any(png,svg):form>")
@keeps_copy
@public
def baked(public_id: str, form: str) -> Response:
    """The badge image with the signed credential inside."""
    return _baked(public_id, queries.document(public_id) or abort(404), form)


@bp.get("/credentials/<public_id>.jwt.<any(png,svg):form>")
@keeps_copy
@public
def baked_token(public_id: str, form: str) -> Response:
    """The badge image with the token inside, for readers that know no other form."""
    return _baked(public_id, _token(public_id), form, "jwt.")


def _baked(public_id: str, text: str, form: str, kind: str = "") -> Response:
    row = badges.of_award(public_id) or abort(404)
    look = faces.look(row)
    if form == "png":
        response = Response(ob.bake_png(drawing.png(look), text), mimetype="image/png")
    else:
        response = Response(ob.bake_svg(drawing.svg(look), text), mimetype="image/svg+xml")
    name = f'attachment; filename="{row["slug"]}.{kind}{form}"'
    response.headers["Content-Disposition"] = name
    return response


@bp.get("/ob2/assertions/<public_id>")
@keeps_copy
@public
def ob2_assertion(public_id: str) -> ResponseReturnValue:
    """An award as a hosted Open Badges 2.0 assertion, if its holder made it public."""
    award = queries.by_public_id(public_id)
    if award is None or not award.is_public:
        abort(404)
    row = badges.of_award(public_id) or abort(404)
    body = hosted.assertion(tenancy.current_city(), award, row["public_id"]) or abort(404)
    return _json(orjson.dumps(body), HOSTED_TYPE, status=410 if award.revoked_at else 200)


@bp.get("/ob2/badges/<public_id>")
@keeps_copy
@public
def ob2_badge(public_id: str) -> Response:
    """A badge as a hosted Open Badges 2.0 BadgeClass."""
    row = badges.by_public_id(public_id) or abort(404)
    return _json(orjson.dumps(hosted.badge(tenancy.current_city(), row)), HOSTED_TYPE)


@bp.get("/ob2/issuers/<issuer_id>")
@keeps_copy
@public
def ob2_issuer(issuer_id: str) -> Response:
    """The city or an organiser as an Open Badges 2.0 issuer."""
    city = tenancy.current_city()
    if issuer_id == hosted.CITY_ID:
        return _json(orjson.dumps(hosted.city_issuer(city)), HOSTED_TYPE)
    organiser = organisers.issuing(issuer_id) or abort(404)
    return _json(orjson.dumps(hosted.issuer(city, organiser)), HOSTED_TYPE)


@bp.get("/.well-known/did.json")
@keeps_copy
@public
def did_document() -> Response:
    """The city's DID document with every key whose signatures count."""
    return _did_document(keys.city_did(tenancy.current_city()))


@bp.get("/o/<public_id>/did.json")
@keeps_copy
@public
def organiser_did_document(public_id: str) -> Response:
    """An organiser's DID document. Before its first badge it holds no key."""
    return _did_document(_organiser_did(public_id))


@bp.get("/.well-known/jwks.json")
@keeps_copy
@public
def key_set() -> Response:
    """The city's keys for signed tokens (RFC 7517)."""
    return _key_set(keys.city_did(tenancy.current_city()))


@bp.get("/o/<public_id>/jwks.json")
@keeps_copy
@public
def organiser_key_set(public_id: str) -> Response:
    """An organiser's keys for signed tokens (RFC 7517)."""
    return _key_set(_organiser_did(public_id))


def _organiser_did(public_id: str) -> str:
    if not organisers.exists(public_id):
        abort(404)
    return keys.organiser_did(tenancy.current_city(), public_id)


def _did_document(did: str) -> Response:
    document = ob.did_document(did, keys.public_halves(did))
    return _json(orjson.dumps(document), seconds=KEY_SECONDS)


def _key_set(did: str) -> Response:
    shape = ob.jwks(did, keys.public_halves(did))
    return _json(orjson.dumps(shape), "application/jwk-set+json", KEY_SECONDS)


@bp.get("/status/<public_id>")
@keeps_copy
@public
def status_list(public_id: str) -> Response:
    """A signed status list."""
    city = tenancy.current_city()
    with session_of(city) as session:
        text = lists.document(session, city, public_id) or abort(404)
    return _json(text, CREDENTIAL_TYPE, STATUS_SECONDS)
