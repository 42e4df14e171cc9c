"""The learner's passport in this city."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template

from col_app.core import formats, i18n, web
from col_app.core.access import signed_in, signed_in_person
from col_app.learning.activities import cards, search
from col_app.learning.participation import queries as participations
from col_app.learning.playlists import paths
from col_app.learning.playlists import queries as playlists
from col_app.me.passport.rhythm import Week, rhythm
from col_app.recognition.awards import queries as awards

bp = Blueprint("passport", __name__, template_folder="templates")


@dataclass(frozen=True, slots=True)
class Held:
    """A badge in the passport."""

    href: str
    name: str
    lang: str
    awarded_on: str
    is_revoked: bool
    look: tuple[str, str, str, str, int]


@dataclass(frozen=True, slots=True)
class Followed:
    """A playlist somebody started, with how far they are."""

    outline: paths.Outline
    progress: paths.Progress


@bp.get("/passport")
@signed_in
def show() -> str:
    """Badges, what comes next, what is under way."""
    person, order = signed_in_person(), web.text_order()
    completed = participations.completed(person.id)
    weeks: list[Week] = rhythm([p.completed_at for p in completed if p.completed_at])
    upcoming = cards.of(search.cards(participations.upcoming(person.id)), order)
    return render_template(
        "passport/show.html",
        next_card=upcoming[0] if upcoming else None,
        upcoming=upcoming[1:],
        badges=[_held(row, order) for row in awards.of_person(person.id)],
        weeks=weeks,
        active_weeks=sum(week.count > 0 for week in weeks),
        playlists=_followed(person.id, order),
        completed_count=len(completed),
    )


def _held(row: dict[str, Any], order: tuple[str, ...]) -> Held:
    lang, name = i18n.pick_value(row["names"], order)
    return Held(
        href=f"/credentials/{row['public_id']}",
        name=name,
        lang=i18n.tag(lang),
        awarded_on=formats.date(row["awarded_at"]),
        is_revoked=row["revoked_at"] is not None,
        look=(row["shape"], row["palette"], row["icon"], row["pattern"], row["badge_id"]),
    )


def _followed(person_id: int, order: tuple[str, ...]) -> list[Followed]:
    done = playlists.done_by(person_id)
    rows = playlists.by_ids(playlists.started_by(person_id))
    return [
        Followed(paths.outline(row, order), paths.progress(row["items"], done)) for row in rows
    ]
