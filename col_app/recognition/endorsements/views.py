"""Endorsements: those that everybody reads, and a learner's own."""

from __future__ import annotations

import orjson
from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

import tenancy
from col_app.core import i18n, web
from col_app.core.access import Identity, current_identity, public, signed_in, signed_in_person
from col_app.core.copies import JSON_TYPES
from col_app.core.speech import gettext as _
from col_app.learning import panels
from col_app.people.accounts import queries as accounts
from col_app.recognition.awards import judging
from col_app.recognition.endorsements import asking, doing, faces, forms, letters, queries

bp = Blueprint("endorsements", __name__, template_folder="templates")
bp.record_once(lambda _state: letters.register())
CREDENTIAL_TYPE = JSON_TYPES[0]
MINE = "/passport/endorsements"
SECONDS = 30


@bp.get("/endorsements/<public_id>")
@public
def show(public_id: str) -> ResponseReturnValue:
    """One endorsement: a page for people, the signed credential for machines."""
    best = request.accept_mimetypes.best_match(["text/html", *JSON_TYPES], "text/html")
    response = show_json(public_id) if best in JSON_TYPES else _page(public_id)
    response.vary.add("Accept")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _page(public_id: str) -> Response:
    row = _seen(public_id)
    is_withdrawn = row["document"] is None
    html = render_template(
        "endorsements/show.html",
        item=faces.face(row, web.text_order()),
        verdict=None if is_withdrawn else _verdict(row),
        machine="" if is_withdrawn else _spread(row["document"]),
        address=web.city_url(tenancy.current_city(), f"/endorsements/{public_id}"),
    )
    return Response(html, 410 if is_withdrawn else 200)


def _verdict(row: queries.Row) -> tuple[str, str, str]:
    return faces.verdict(judging.verdict(orjson.loads(row["document"])))


def _spread(document: str) -> str:
    return orjson.dumps(orjson.loads(document), option=orjson.OPT_INDENT_2).decode()


def _seen(public_id: str) -> queries.Row:
    """What everybody may read, or could read once: of the latter it is said that it is gone."""
    row = queries.by_public_id(public_id) or abort(404)
    if not queries.is_public(row) and row["state"] != "withdrawn":
        abort(404)
    return row


@bp.get("/endorsements/<public_id>.json")
@public
def show_json(public_id: str) -> Response:
    """The signed EndorsementCredential (Open Badges 3.0), byte for byte as it was signed."""
    row = _seen(public_id)
    if row["document"] is None:
        abort(410)
    response = Response(row["document"], mimetype=CREDENTIAL_TYPE)
    response.headers["Cache-Control"] = f"public, max-age={SECONDS}"
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.add_etag()
    return response.make_conditional(request)  # type: ignore[return-value]


@bp.get(MINE)
@signed_in
def mine() -> str:
    """What the reader asked for, what waits for them, what is shown."""
    person, order = signed_in_person(), web.text_order()
    rows = list(queries.of_person(person.id))
    return render_template(
        "endorsements/mine.html",
        groups=faces.groups(rows, order),
        waiting=[faces.face(row, order) for row in rows if row["state"] == "written"],
        states=faces.owner_states(),
        may_ask=bool(rows) or bool(queries.own_awards(person.id)),
    )


@bp.get(f"{MINE}/new")
@signed_in
def new() -> str:
    """Choose a badge, then whom to ask."""
    person = signed_in_person()
    awards = queries.own_awards(person.id)
    chosen = request.args.get("award") or (awards[0]["public_id"] if len(awards) == 1 else "")
    if chosen:
        return _ask(_own_award(person, chosen), forms.Ask(lang=web.reader_lang()))
    order = web.text_order()
    badges = [(each["public_id"], *_called(each, order)) for each in awards]
    return render_template("endorsements/choose.html", badges=badges)


@bp.post(MINE)
@signed_in
def create() -> ResponseReturnValue:
    """Ask somebody."""
    person = signed_in_person()
    award = _own_award(person, request.form.get("award", ""))
    options = _options(person, award)
    ask = forms.read_ask(
        request.form,
        [number for number, _name in options],
        [row["id"] for row in queries.own_evidence(award["id"])],
        _langs(),
        may_write=_may_write(person),
    )
    if ask.faults:
        return _ask(award, ask), 422
    about, by = asking.Subject(award_id=award["id"]), asking.Asker(person.id, person.email)
    return doing.ask(
        lambda: asking.ask(about, ask.whom(), ask.wish(), by),
        ask,
        lambda: _ask(award, ask),
        MINE,
    )


@bp.post(f"{MINE}/<int:number>")
@signed_in
def update(number: int) -> ResponseReturnValue:
    """Accept, reject, hide, show, move, take back: by the button `do`."""
    person = signed_in_person()
    found = queries.own(number, person.id) or abort(404)
    return doing.decide(found, request.form.get("do", ""), person.id, MINE) or abort(400)


def _own_award(person: Identity, public_id: str) -> queries.Row:
    """A badge of the reader's own that is in force; all others do not exist."""
    own = queries.own_awards(person.id)
    return next((each for each in own if each["public_id"] == public_id), None) or abort(404)


def _options(person: Identity, award: queries.Row) -> list[tuple[str, str]]:
    order = web.text_order()
    rows = queries.organisers_to_ask(person.id, award["organiser_id"])
    return [(str(row["id"]), i18n.pick_value(row["names"], order)[1]) for row in rows]


def _may_write(person: Identity) -> bool:
    """Who has not surely reached the age of consent writes to no strangers."""
    return accounts.may_share(person.id, web.portal().country)


def _langs() -> list[str]:
    return [web.reader_lang(), *(each for each in web.offered_languages())]


def _called(row: queries.Row, order: tuple[str, ...]) -> tuple[str, str]:
    lang, texts = i18n.pick_value(row["texts"], order)
    return texts["name"], "" if lang == order[0] else i18n.tag(lang)


def _ask(award: queries.Row, ask: forms.Ask) -> str:
    person, order = signed_in_person(), web.text_order()
    name, lang = _called(award, order)
    rows = queries.own_evidence(award["id"])
    return render_template(
        "endorsements/ask.html",
        ask=ask,
        badge=name,
        badge_lang=lang,
        award=award["public_id"],
        organisers=_options(person, award),
        may_write=_may_write(person),
        langs=[(each, i18n.own_name(each)) for each in web.offered_languages()],
        evidence=[faces.proof(row, order, "/evidence/{}".format) for row in rows],
        action=MINE,
        home=(_("Endorsements"), MINE),
    )


@panels.add("award")
def _on_award(award_id: int) -> Markup:
    identity = current_identity()
    mine = queries.held_as(award_id, identity.id) if identity else None
    return _listed(list(queries.on_award(award_id)), f"{MINE}/new?award={mine}" if mine else "")


@panels.add("badge")
def _on_badge(badge_id: int) -> Markup:
    identity = current_identity()
    may_offer = identity is not None and identity.roles & {"organiser", "recogniser"}
    is_open = identity is not None and may_offer and queries.speaking_for(identity.id, badge_id)
    offer = f"/studio/endorsements/new?badge={badge_id}" if is_open else ""
    return _listed(list(queries.on_badge(badge_id)), offer_href=offer)


@panels.add("passport")
def _on_passport(_person_id: int) -> Markup:
    return Markup(render_template("endorsements/_way.html"))  # noqa: S704 - our own template


def _listed(rows: list[queries.Row], ask_href: str = "", offer_href: str = "") -> Markup:
    if not (rows or ask_href or offer_href):
        return Markup("")
    items = [faces.face(row, web.text_order()) for row in rows]
    html = render_template(
        "endorsements/_some.html", items=items, ask_href=ask_href, offer_href=offer_href
    )
    return Markup(html)  # noqa: S704 - our own template, which escapes
