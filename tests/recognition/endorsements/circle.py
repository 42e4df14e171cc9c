"""A learner with a badge, and people who are asked to stand behind it."""

from __future__ import annotations

from sqlalchemy import delete, or_, select, text

from col_app.core.db import db, network_session
from col_app.learning.organisers.models import OrganiserMember
from col_app.people.accounts.models import Person
from col_app.recognition.awards import actions as awarding
from col_app.recognition.awards.models import Award
from col_app.recognition.badges import queries as badges
from col_app.recognition.endorsements import actions, asking, letters
from col_app.recognition.endorsements.asking import Asker, Subject, Whom, Wish
from col_app.recognition.endorsements.models import Endorsement, Refusal
from col_app.recognition.endorsements.signing import Said
from tests.learning.town import Town

COMMENT = "I saw her tie all three knots, blindfolded."
SAID = Said(COMMENT, "Jonas Jonaitis", "sailing teacher")
OURS = Said(COMMENT)
"""As an organiser says it."""
TEACHER = "jonas@school.example"
FORM = {
    "do": "write", "comment": COMMENT, "name": "Jonas Jonaitis", "standing": "sailing teacher",
    "agrees": "1",
}  # fmt: skip
_SCHOOL = text("""select id from organiser where verified_at is not null and id > (
  select min(id) from organiser) order by id limit 1""")


class Circle(Town):
    """Vilnius, seen by those who ask for endorsements and who give them."""

    def email(self, person_id):
        with self.app.app_context(), network_session() as session:
            return session.scalar(select(Person.email).where(Person.id == person_id))

    def award(self, badge_id, person_id):
        """The id in the address of an award."""
        return self.do(lambda: awarding.award(badges.by_id(badge_id), person_id).public_id)

    def school(self):
        """The number of an organiser that the city has checked, and of somebody who acts for it."""
        number = self.do(lambda: db.session.scalar(_SCHOOL))
        person = self.person("Petras", "recogniser")
        self.do(lambda: db.session.add(OrganiserMember(organiser_id=number, person_id=person)))
        return number, person

    def ask(self, award, by, email=TEACHER, organiser=None, words="Do you remember me?", **wish):
        """The number of an ask about an award (its public id) or a badge (its number)."""
        whom = Whom(organiser) if organiser else Whom(email=email)
        asker = Asker(by, self.email(by))

        def work():
            about = Subject(badge_id=award, version=1)
            if isinstance(award, str):
                number = select(Award.id).where(Award.public_id == award)
                about = Subject(award_id=db.session.scalar(number))
            return asking.ask(about, whom, Wish(words, "en", **wish), asker).id

        return self.do(work)

    def write(self, number, said=SAID, by=None):
        self.do(lambda: actions.write(self.get(number), said, "en", by))

    def accept(self, number, by):
        self.do(lambda: actions.accept(self.get(number), by))

    def accepted(self, award, by, **whom):
        """The id in the address of an endorsement that everybody sees."""
        number = self.ask(award, by, **whom)
        self.write(number)
        self.accept(number, by)
        return self.read_one(number).public_id

    def get(self, number):
        return db.session.get_one(Endorsement, number)

    def read_one(self, number):
        """An endorsement as it is now."""

        def work():
            found = self.get(number)
            db.session.expunge(found)
            return found

        return self.do(work)

    def numbered(self, public_id):
        """The number of an endorsement."""
        query = select(Endorsement.id).where(Endorsement.public_id == public_id)
        return self.do(lambda: db.session.scalar(query))

    def link(self, number):
        """What the mail of an ask leads to."""
        return self.do(lambda: letters.path(number))

    def clear(self):
        self.do(self.remove_endorsements)
        self.forget()

    def remove_endorsements(self):
        own = select(Award.id).where(Award.person_id.in_(self.people))
        ours = or_(Endorsement.asked_by.in_(self.people), Endorsement.award_id.in_(own))
        given = Endorsement.answered_by.in_(self.people)
        db.session.execute(delete(Endorsement).where(or_(ours, given)))
        db.session.execute(delete(Refusal))
        theirs = OrganiserMember.person_id.in_(self.people)
        db.session.execute(delete(OrganiserMember).where(theirs))
