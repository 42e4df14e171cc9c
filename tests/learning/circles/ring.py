"""How the tests of circles make one, ask it and look at it."""

from sqlalchemy import select

from col_app.core.db import db
from col_app.learning.circles import actions, proposals, queries
from col_app.learning.circles.models import Circle, CircleMember


class Ring:
    """A circle of a town. Every call is a transaction of its own."""

    def __init__(self, town, keeper, *others, shown=(), name="Saturday people"):
        self.town, self.keeper = town, keeper

        def work():
            made = actions.make(keeper, name)
            actions.invite(made)
            for each in others:
                under = keeper if each in shown else None
                actions.join(made.invitation, each, under)
            return made.id, made.public_id, made.invitation

        self.id, self.public_id, self.code = town.do(work)
        self.home = f"/circles/{self.public_id}"
        self.link = f"/circles/invitations/{self.code}"

    def join(self, person, shown_under=None):
        self.town.do(lambda: actions.join(self.code, person, shown_under) and None)

    def kept(self, work, by=None):
        """Do something with the circle as its keeper does."""
        return self.town.do(lambda: work(queries.kept(self.public_id, by or self.keeper)))

    def number(self, person):
        """The number of somebody's membership."""
        query = select(CircleMember.id).where(
            CircleMember.circle_id == self.id, CircleMember.person_id == person
        )
        return self.town.do(lambda: db.session.scalar(query))

    def people(self):
        """Who is in it, in the order they came."""
        query = select(CircleMember.person_id).where(CircleMember.circle_id == self.id)
        return self.town.do(lambda: list(db.session.scalars(query.order_by(CircleMember.id))))

    def keeper_now(self):
        query = select(Circle.kept_by).where(Circle.id == self.id)
        return self.town.do(lambda: db.session.scalar(query))

    def shown(self):
        """Who lets organisers know of the circle."""
        query = select(CircleMember.person_id).where(
            CircleMember.circle_id == self.id, CircleMember.is_shown
        )
        return set(self.town.do(lambda: db.session.scalars(query).all()))

    def propose(self, activity, person=None):
        """The number of a proposal."""
        return self.town.do(lambda: proposals.propose(self.id, activity, person or self.keeper))

    def asked(self, number, person):
        """A proposal as somebody sees it."""
        return self.town.do(lambda: queries.proposal(number, person))

    def come(self, number, person):
        """What a yes leads to."""
        asked = self.asked(number, person)
        return self.town.do(lambda: proposals.come(asked, person))

    def decline(self, number, person):
        asked = self.asked(number, person)
        self.town.do(lambda: proposals.decline(asked, person))


def page_of(activity):
    return f"/activities/{activity}-knots"
