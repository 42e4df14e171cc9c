"""Signing endorsements: an organiser with its own key, the city for people without an account."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import orjson
from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import Session

import tenancy
from col_app.core import clock, i18n, web
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.learning.organisers import queries as organisers
from col_app.recognition import credentials as ob
from col_app.recognition.awards import documents, keys, lists
from col_app.recognition.awards.issuing import NoFreeIndexError
from col_app.recognition.awards.models import Award, ListKind, StatusList
from col_app.recognition.endorsements import queries
from col_app.recognition.endorsements.models import Endorsement, State

Row = dict[str, Any]


@lists.withdrawn(ListKind.ENDORSEMENT)
def _withdrawn(session: Session, list_id: int) -> Iterable[int]:
    places = select(Endorsement.status_index).where(Endorsement.status_list_id == list_id)
    return [
        index
        for index in session.scalars(places.where(Endorsement.state == State.WITHDRAWN))
        if index is not None
    ]


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of a badge. `name` and `standing` are those of a person, "" else."""

    comment: str
    name: str = ""
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed endorsement and its place in a status list."""

    document: str
    status_list_id: int
    status_index: int
    signed_at: dt.datetime
    key: str


def sign(row: Row, said: Said, lang: str) -> Signed:
    """Sign what is said about a row of queries, in the language it is said in.

    Raises keys.NoSigningKeyError, NoFreeIndexError.
    """
    city, now = tenancy.current_city(), clock.now().replace(microsecond=0)
    issuer, key = _issuer(city, row, lang)
    book, index = _place(city, key)
    endorsement = ob.Endorsement(
        id=web.issuer_url(city, f"/endorsements/{row['public_id']}"),
        name=_name(row, said.name or issuer.name, lang),
        description=_description(city, said, lang),
        subject_id=subject_id(city, row),
        comment=said.comment,
        endorsed_at=now,
        status=ob.StatusEntry(lists.url(city, book), index),
    )
    document = ob.endorse(issuer, endorsement, key).decode()
    return Signed(document, book.id, index, now, key.multibase)


def subject_id(city: tenancy.City, row: Row) -> str:
    """What is endorsed, as its own credential names it: an award, or a version of a badge."""
    if row["award_id"] is None:
        return web.issuer_url(city, f"/badges/{row['version_public_id']}")
    document = db.session.scalar(select(Award.document).where(Award.id == row["award_id"]))
    return orjson.loads(document or "{}")["id"]


def _issuer(city: tenancy.City, row: Row, lang: str) -> tuple[ob.Issuer, ob.IssuerKey]:
    if row["organiser_id"] is None:
        return documents.city_issuer(city), keys.active(city)
    public_id = row["endorser_public_id"]
    order = i18n.chain(lang, city.default_locale)
    facts = organisers.issuing(public_id) or {}
    return documents.issuer(city, facts, order), keys.of_organiser(city, public_id)


def _name(row: Row, who: str, lang: str) -> str:
    order = i18n.chain(lang, tenancy.current_city().default_locale)
    badge = i18n.pick_value(row["contents"]["texts"], order)[1]["name"]
    with force_locale(lang):
        return _("%(name)s endorses “%(badge)s”", name=who, badge=badge)


def _description(city: tenancy.City, said: Said, lang: str) -> str:
    """Who speaks where the city signs: only the address is confirmed, and it says so."""
    if not said.name:
        return ""
    with force_locale(lang):
        return _(
            "Written by %(who)s, who confirmed an e-mail address. %(city)s signs for it.",
            who=", ".join(filter(None, (said.name, said.standing))),
            city=documents.city_issuer(city).name,
        )


def _place(city: tenancy.City, key: ob.IssuerKey) -> tuple[StatusList, int]:
    """A free place; the list stays locked, so nobody takes the same one meanwhile."""
    for book in lists.books(city, key, ListKind.ENDORSEMENT):
        db.session.get_one(StatusList, book.id, with_for_update=True)
        index = lists.at_random(book, 1)[0]
        if not queries.is_taken(book.id, index):
            return book, index
    raise NoFreeIndexError(city.slug)
