"""The learner's passport in this city."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from col_app.core import errors, page, web
from col_app.core.access import signed_in, signed_in_person
from col_app.core.db import db
from col_app.core.speech import gettext as _
from col_app.learning import panels
from col_app.learning.feedback import faces as feedback
from col_app.learning.lists import faces as lists
from col_app.learning.lists import queries as list_rows
from col_app.learning.participation import queries as participations
from col_app.learning.playlists.progress import Progress
from col_app.learning.saved import things
from col_app.me.passport import plans, shelf
from col_app.me.passport.rhythm import rhythm
from col_app.recognition.awards import queries as awards
from col_app.recognition.awards import records
from col_app.recognition.quests import conditions
from col_app.recognition.quests import faces as quest_faces
from col_app.recognition.quests import queries as quests

bp = Blueprint("passport", __name__, template_folder="templates")
ASKED_AT_ONCE = 2


@bp.get("/passport")
@signed_in
def show() -> str:
    """Badges, what comes next, what is under way."""
    person, order = signed_in_person(), web.text_order()
    moments = [p.completed_at for p in participations.completed(person.id) if p.completed_at]
    badges = [shelf.held(row, order) for row in awards.of_person(person.id)]
    plan = plans.plan(person.id, order)
    return render_template(
        "passport/show.html",
        first_name=(person.name.split() or [person.name])[0],
        initials=person.initials,
        next=plan.coming[0] if plan.coming else None,
        joined=plan.coming[1:],
        turns=plan.turns,
        asking=plan.asking,
        to_ask=plan.to_ask[:ASKED_AT_ONCE],
        moods=feedback.moods(),
        panels=panels.render("passport", person.id),
        badges=badges,
        has_record=any(not badge.is_revoked for badge in badges),
        rhythm=rhythm(moments) if moments else None,
        playlists=shelf.followed(person.id, order),
        lists=_lists(person.id),
        quests=[quest_faces.quest(row, order) for row in conditions.under_way(person.id)],
        to_review=sum(row["number"] for row in quests.counts(person.id, is_peer=True)),
    )


@bp.get("/passport/record.json")
@signed_in
def record() -> ResponseReturnValue:
    """The whole record of this city as one signed file (CLR 2.0), for its holder alone."""
    person = signed_in_person()
    name = _("My learning in %(city)s", city=page.current_city_name())
    try:
        signed = records.record_of(person.id, person.email, name)
    except records.NothingToRecordError:
        return errors.answer(404, _("You have no badge in force here yet."))
    db.session.commit()
    response = Response(signed, mimetype="application/vc+ld+json")
    response.headers["Content-Disposition"] = 'attachment; filename="record.json"'
    return response


def _lists(person_id: int) -> list[tuple[lists.Face, Progress]]:
    """The lists of learners that a person follows, with how far they are."""
    rows = list_rows.followed_by(person_id)
    if not rows:
        return []
    done, found = lists.done_by(person_id, rows), things.of(dict.fromkeys(lists.keys(rows)))
    shown = [lists.face(row, found, done) for row in rows]
    return [(face, lists.progress(face.entries)) for face in shown]
