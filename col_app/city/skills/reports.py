"""The console's pages of what there is for each skill, and the spine as files."""

from __future__ import annotations

import datetime as dt
from dataclasses import astuple, dataclass

import orjson
from flask import Blueprint, Response, abort, render_template, request

from col_app.city.skills import queries
from col_app.city.skills.faces import BASE
from col_app.city.skills.queries import KINDS, Cover
from col_app.core import clock, formats, i18n, page, sheets, web
from col_app.core.access import requires
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning import paging
from col_app.learning.activities.cards import own_tag
from col_app.learning.skills import downloads
from col_app.learning.skills import queries as skills
from col_app.learning.vocabulary import Term, vocabulary

bp = Blueprint("spine_reports", __name__, template_folder="templates")
WINDOWS = (30, 90, 365, 0)
USUAL_WINDOW = 365
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Covered:
    """A skill with what there is for it: (kind, words, address) of each count."""

    label: str
    lang: str
    href: str
    counts: list[tuple[str, str, str]]
    is_gap: bool


def _window() -> int:
    asked = request.args.get("days", "")
    return int(asked) if asked in map(str, WINDOWS) else USUAL_WINDOW


def _since(days: int) -> dt.datetime:
    return clock.now() - dt.timedelta(days=days) if days else queries.BEGINNING


def _gaps_first(found: dict[int, Cover]) -> list[tuple[Term, Cover]]:
    covered = [(term, found.get(term.id, Cover())) for term in vocabulary().offered_skills()]
    return sorted(covered, key=lambda pair: astuple(pair[1]))


@bp.get(f"{BASE}/coverage")
@requires("city")
def coverage() -> str:
    """What there is for each skill, gaps first."""
    days, order = _window(), web.text_order()
    return render_template(
        "city_skills/coverage.html",
        skills=[
            _covered(*pair, days, order) for pair in _gaps_first(queries.coverage(_since(days)))
        ],
        windows=[(str(each), _window_label(each)) for each in WINDOWS],
        days=days,
        since=formats.date(_since(days)) if days else "",
    )


def _covered(term: Term, cover: Cover, days: int, order: tuple[str, ...]) -> Covered:
    numbers = dict(zip(KINDS, astuple(cover), strict=True))
    here = f"{BASE}/coverage/{term.slug}?days={days}&of="
    return Covered(
        term.label(order),
        own_tag(term.label_lang(order), order),
        f"{BASE}/{term.slug}",
        [(kind, _number(kind, number), here + kind) for kind, number in numbers.items()],
        not cover.activities and not cover.playlists,
    )


def _number(kind: str, number: int) -> str:
    if kind == "activities":
        return ngettext("%(num)d activity", "%(num)d activities", number)
    if kind == "playlists":
        return ngettext("%(num)d playlist", "%(num)d playlists", number)
    if kind == "badges":
        return ngettext("%(num)d badge", "%(num)d badges", number)
    return ngettext("%(num)d award", "%(num)d awards", number)


def _window_label(days: int) -> str:
    if not days:
        return _("Ever")
    return ngettext("The last %(num)d day", "The last %(num)d days", days)


@bp.get(f"{BASE}/coverage.csv")
@requires("city")
def coverage_csv() -> Response:
    """The same for spreadsheets."""
    order, covered = web.text_order(), _gaps_first(queries.coverage(_since(_window())))
    lines = [[term.slug, term.label(order), *astuple(cover)] for term, cover in covered]
    return _file(sheets.written([["id", "name", *KINDS], *lines]), "text/csv", "coverage.csv")


@bp.get(f"{BASE}/coverage/<key>")
@requires("city")
def behind(key: str) -> str:
    """The list behind one of the counts."""
    term = vocabulary().skills.get(key)
    kind = request.args.get("of", KINDS[0])
    if term is None or not term.uri or kind not in KINDS:
        abort(404)
    days, order = _window(), web.text_order()
    number = paging.number(request.args.get("page", ""))
    total = queries.size(kind, term.id, _since(days))
    rows = queries.behind(kind, term.id, _since(days), PAGE_SIZE, (number - 1) * PAGE_SIZE)
    last = paging.last_page(total, PAGE_SIZE)
    here = paging.addresses(f"{BASE}/coverage/{key}", {"days": str(days), "of": kind})
    return render_template(
        "city_skills/behind.html",
        label=term.label(order),
        lang=own_tag(term.label_lang(order), order),
        count=_number(kind, total),
        window=_window_label(days) if kind == "awards" else _("Now"),
        rows=[_row(kind, row, order) for row in rows],
        days=days,
        pages=paging.pages(number, last, here),
    )


def _row(kind: str, row: queries.Row, order: tuple[str, ...]) -> tuple[str, str, str, str]:
    """(name, its language, address, date) of one thing."""
    lang, name = i18n.pick_value(row["names"] or {order[0]: row["slug"]}, order)
    href = f"/{kind}/{row['id']}-{row['slug']}"
    if kind == "awards":
        href = f"/credentials/{row['public_id']}"
    return name, own_tag(lang, order), href, formats.date(row["at"]) if row["at"] else ""


@bp.get(f"{BASE}.json")
@requires("city")
def draft_json() -> Response:
    """The spine with its draft, for programs."""
    shape = downloads.whole(skills.draft()[0], page.current_city_name(), skills.last_version())
    return _file(orjson.dumps(shape), "application/json", "skills.json")


@bp.get(f"{BASE}.csv")
@requires("city")
def draft_csv() -> Response:
    """The spine with its draft for spreadsheets, as the import takes it back."""
    body = downloads.table(skills.draft()[0], web.portal().languages)
    return _file(body, "text/csv", "skills.csv")


def _file(body: str | bytes, kind: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, mimetype=kind, headers=headers)
