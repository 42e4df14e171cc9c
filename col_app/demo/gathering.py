"""The demo's learner, organiser and city team learn together."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from col_app.core.db import db
from col_app.demo.filling import Filling
from col_app.learning.circles import actions as circles
from col_app.learning.circles.models import CircleAnswer, CircleMember, CircleProposal

NAMES = {
    "vilnius": "Šeštadienio smalsuoliai",
    "ljubljana": "Sobotni radovedneži",
    "cagliari": "I curiosi del sabato",
    "tilburg": "De nieuwsgierigen van zaterdag",
}


def gather(filling: Filling, keeper: int, others: Sequence[int], joined: Sequence[int]) -> None:
    """A circle that its keeper asks to come along to what they have joined themselves."""
    circle = circles.make(keeper, NAMES[filling.city.slug])
    db.session.add_all(CircleMember(circle_id=circle.id, person_id=each) for each in others)
    mine = select(CircleMember.id).where(
        CircleMember.circle_id == circle.id, CircleMember.person_id == keeper
    )
    number = db.session.scalars(mine).one()
    # written as rows: nobody of the demo gets a mail about it
    for activity_id in joined:
        asked = CircleProposal(circle_id=circle.id, activity_id=activity_id, member_id=number)
        db.session.add(asked)
        db.session.flush()
        db.session.add(CircleAnswer(proposal_id=asked.id, member_id=number, is_yes=True))
