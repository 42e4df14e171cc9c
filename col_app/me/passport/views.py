"""The learner's passport in this city."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template

from col_app.core import clock, i18n, web
from col_app.core.access import signed_in, signed_in_person
from col_app.learning import panels
from col_app.learning.activities import cards, search
from col_app.learning.activities.cards import own_tag
from col_app.learning.participation import queries as participations
from col_app.learning.playlists import completion, paths
from col_app.learning.playlists import queries as playlists
from col_app.learning.playlists.progress import Progress, progress
from col_app.learning.rewards import Look
from col_app.me.passport.rhythm import rhythm
from col_app.recognition.awards import queries as awards

bp = Blueprint("passport", __name__, template_folder="templates")


@dataclass(frozen=True, slots=True)
class Held:
    """A badge in the passport. `lang` is BCP 47, empty for the reader's own language."""

    href: str
    name: str
    lang: str
    is_revoked: bool
    look: Look


@dataclass(frozen=True, slots=True)
class Followed:
    """A playlist somebody started, with how far they are."""

    outline: paths.Outline
    progress: Progress


@bp.get("/passport")
@signed_in
def show() -> str:
    """Badges, what comes next, what is under way."""
    person, order = signed_in_person(), web.text_order()
    moments = [p.completed_at for p in participations.completed(person.id) if p.completed_at]
    coming = cards.of(_still_to_come(person.id), order)
    return render_template(
        "passport/show.html",
        first_name=(person.name.split() or [person.name])[0],
        initials=person.initials,
        next=coming[0] if coming else None,
        joined=coming[1:],
        panels=panels.render("passport", person.id),
        badges=[_held(row, order) for row in awards.of_person(person.id)],
        rhythm=rhythm(moments) if moments else None,
        playlists=_followed(person.id, order),
    )


def _still_to_come(person_id: int) -> list[search.Row]:
    ids, now = participations.upcoming(person_id), clock.now()
    rows = search.cards(ids) if ids else []
    return [row for row in rows if (row["ends_at"] or row["starts_at"] or now) >= now]


def _held(row: awards.Row, order: tuple[str, ...]) -> Held:
    lang, name = i18n.pick_value(row["names"], order)
    return Held(
        href=f"/credentials/{row['public_id']}",
        name=name,
        lang=own_tag(lang, order),
        is_revoked=row["revoked_at"] is not None,
        look=Look(row["shape"], row["palette"], row["icon"], row["pattern"], row["badge_id"]),
    )


def _followed(person_id: int, order: tuple[str, ...]) -> list[Followed]:
    ids = playlists.started_by(person_id)
    if not ids:
        return []
    rows = playlists.by_ids(ids)
    done = completion.done_by(person_id, rows)
    return [Followed(paths.outline(row, order), progress(row, done)) for row in rows]
