"""Awards at the network's own host, whatever has become of their cities."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Blueprint, Response, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from col_app.core import formats, web
from col_app.core.access import public
from col_app.core.copies import JSON_TYPES, TOKEN_TYPES, keeps_copy
from col_app.core.db import network_session, session_of
from col_app.recognition import credentials as ob
from col_app.recognition.awards import judging, outliving
from col_app.recognition.awards.models import Award, AwardToken, KeptDocument, RegisteredAward
from col_app.recognition.awards.words import explain

bp = Blueprint("awards_apex", __name__, template_folder="templates")
SECONDS = 60


@bp.get("/credentials/<public_id>")
@keeps_copy
@public
def show(public_id: str) -> ResponseReturnValue:
    """One award: its page, which is the city's while there is one, or a form for machines."""
    forms = ["text/html", *JSON_TYPES, *TOKEN_TYPES]
    best = request.accept_mimetypes.best_match(forms, "text/html")
    if best != "text/html":
        response = document(public_id, "json" if best in JSON_TYPES else "jwt")
    else:
        response = _page(public_id)
    response.vary.add("Accept")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@bp.get("/credentials/<public_id>.<any(json,jwt):form>")
@keeps_copy
@public
def document(public_id: str, form: str) -> Response:
    """The signed credential, or its token once somebody has asked its city for one."""
    body = _living(public_id, form) or _kept(public_id, form) or abort(404)
    response = Response(body, mimetype=JSON_TYPES[0] if form == "json" else TOKEN_TYPES[0])
    response.headers["Cache-Control"] = f"public, max-age={SECONDS}"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _city_of(public_id: str) -> Any:
    with network_session() as session:
        registered = session.get(RegisteredAward, public_id)
    return web.app().directory.by_id(registered.city_id) if registered is not None else None


def _living(public_id: str, form: str) -> str | None:
    city = _city_of(public_id)
    if city is None:
        return None
    with session_of(city) as session:
        award = session.query(Award).filter_by(public_id=public_id).one_or_none()
        if award is None or form == "json":
            return award.shown_document if award is not None else None
        token = session.get(AwardToken, award.id)
        return token.token if token is not None else None


def _kept(public_id: str, form: str) -> bytes | None:
    kept = outliving.anywhere(f"/credentials/{public_id}.{form}")
    return kept.body if kept is not None else None


def _page(public_id: str) -> Response:
    city = _city_of(public_id)
    if city is not None:
        return redirect(web.city_url(city, f"/credentials/{public_id}"), 302)  # type: ignore[return-value]
    credential = orjson.loads(_kept(public_id, "json") or abort(404))
    subject = credential["credentialSubject"]["achievement"]
    issuer = credential["issuer"]
    return Response(
        render_template(
            "awards/kept.html",
            name=subject["name"],
            description=subject["description"],
            criteria=subject["criteria"]["narrative"],
            lang=subject.get("inLanguage", ""),
            issuer=issuer["name"],
            city=issuer.get("parentOrg", issuer)["name"],
            date=formats.date(ob.moment(credential["awardedDate"])),
            path=f"/credentials/{public_id}",
            verdict=explain(judging.verdict(credential)),
        )
    )


def of_gone_city() -> Response | None:
    """What a city that is gone answers at this request's address, for ever."""
    path, host = request.path, request.headers.get("Host", "")
    if path.startswith("/credentials/") and "." not in path:
        best = request.accept_mimetypes.best_match(
            ["text/html", *JSON_TYPES, *TOKEN_TYPES], "text/html"
        )
        if best == "text/html":
            is_known = outliving.at(host, f"{path}.json") is not None
            return redirect(web.apex_url(path), 302) if is_known else None  # type: ignore[return-value]
        path += ".json" if best in JSON_TYPES else ".jwt"
    elif path.startswith("/endorsements/") and "." not in path:
        path += ".json"
    kept = outliving.at(host, path)
    return _as_it_was(kept) if kept is not None else None


def _as_it_was(kept: KeptDocument) -> Response:
    response = Response(kept.body, kept.status, content_type=kept.media_type)
    response.headers["Cache-Control"] = f"public, max-age={SECONDS}"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.add_etag()
    return response.make_conditional(request)  # type: ignore[return-value]
