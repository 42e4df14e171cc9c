"""How the tests of recognition take part in activities and look at awards."""

import itertools
import threading

from sqlalchemy import select, text

import tenancy
from col_app.core import outbox
from col_app.core.db import db, network_session
from col_app.learning.participation import actions as participation
from col_app.people.accounts.models import Person
from col_app.people.members import actions as members
from col_app.recognition.awards import actions, queries
from col_app.recognition.awards.models import Award
from col_app.recognition.badges import queries as badges

_numbers = itertools.count(1)
_WITH_BADGE = text("""
    select a.id from activity a join badge b on b.activity_id = a.id
    where (a.ends_at is null or a.ends_at > now()) and not a.asks_approval and a.id <> all(
      select activity_id from playlist_item) order by a.id
""")


class Portal:
    """One city, seen by the worker: every call is a transaction of its own."""

    def __init__(self, app, slug):
        self.app, self.slug = app, slug

    def do(self, work):
        """What `work()` returns inside the city, committed."""
        with self.app.app_context(), tenancy.use_city(self.app.directory.by_slug(self.slug)):
            try:
                found = work()
                db.session.commit()
            finally:
                db.session.remove()
            return found

    def new_person(self, name="Ona Petraitė", birth_year=1990, lang="lt"):
        """Somebody with an account, known to the city. Nobody can sign in as them."""
        with self.app.app_context(), network_session() as session:
            person = Person(
                email=f"holder{next(_numbers)}@col.example", name=name, password_hash="-",
                lang=lang, birth_year=birth_year,
            )  # fmt: skip
            session.add(person)
        self.do(lambda: members.welcome(person.id, name, lang))
        return person

    def activity(self):
        """An activity with a badge, in no playlist."""
        return self.do(self.activity_id)

    def complete(self, activity_id, person):
        """The person takes part; the badge is promised."""

        def work():
            participation.complete(participation.join(activity_id, person.id))

        self.do(work)

    def keep(self, number):
        """Keep one promise, as the worker does."""
        with self.app.app_context(), tenancy.use_network():
            outbox.run(number, self.app.directory)

    def award(self, person, narrative=None):
        """A badge for the person, with what they tell about it; the id in its address."""

        def work():
            badge = badges.of_activity(self.activity_id())
            return actions.award(badge, person.id, narrative=narrative).public_id

        return self.do(work)

    def activity_id(self):
        return db.session.scalars(_WITH_BADGE).first()

    def revoke(self, public_id, because="A mistake."):
        self.do(lambda: actions.revoke(queries.by_public_id(public_id), because, by=1))

    def awards(self, person):
        """The awards of a person, first one first."""

        def work():
            found = db.session.scalars(
                select(Award).where(Award.person_id == person.id).order_by(Award.id)
            ).all()
            db.session.expunge_all()
            return found

        return self.do(work)


def at_once(work, arguments):
    """Do the same in one thread for each of `arguments`, all at the same moment; the answers."""
    gate, answers = threading.Barrier(len(arguments)), []

    def run(argument):
        gate.wait()
        answers.append(work(argument))

    threads = [threading.Thread(target=run, args=(argument,)) for argument in arguments]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
