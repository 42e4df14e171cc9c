"""How the tests of learning act in a city: activities of their own, people with a session."""

import datetime as dt
import itertools

from sqlalchemy import delete, func, select

import tenancy
from col_app.core import clock
from col_app.core.access import SESSION_COOKIE
from col_app.core.db import db, network_session
from col_app.core.outbox import Promise
from col_app.learning.activities import actions as activities
from col_app.learning.activities.models import Activity, ActivityState, ActivityText
from col_app.learning.circles.models import Circle
from col_app.learning.index import actions as index
from col_app.learning.lists.models import OwnList
from col_app.learning.organisers.models import Organiser, OrganiserMember
from col_app.learning.participation import actions
from col_app.learning.participation.models import CheckinCode, Participation, ReminderWish
from col_app.learning.places.models import Place
from col_app.learning.saved.models import Saved
from col_app.people.accounts.models import Person
from col_app.people.members import actions as members
from col_app.people.members.models import Role
from col_app.people.sessions import actions as sessions
from tests.conftest import Client
from tests.people.browsers import token_of

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
_numbers = itertools.count(1)


class Town:
    """One city. Every call is a transaction of its own."""

    def __init__(self, app, slug):
        self.app, self.slug, self.made, self.people = app, slug, [], []
        self.city = app.directory.by_slug(slug)
        with app.app_context(), network_session() as session:
            self.last_promise = session.scalar(select(func.coalesce(func.max(Promise.id), 0)))

    def do(self, work):
        """What `work()` returns inside the city, committed."""
        with self.app.app_context(), tenancy.use_city(self.city):
            try:
                found = work()
                db.session.commit()
            finally:
                db.session.remove()
            return found

    def activity(self, title="Knots for beginners", lang="en", **columns):
        """The id of a new activity; it begins in an hour and lasts one, unless told otherwise."""
        starts = clock.now() + HOUR
        usual = {
            "organiser_id": select(Organiser.id).order_by(Organiser.id).limit(1).scalar_subquery(),
            "place_id": select(Place.id).order_by(Place.id).limit(1).scalar_subquery(),
            "slug": "knots",
            "state": ActivityState.PUBLISHED,
            "type": "workshop",
            "learning_kind": "non_formal",
            "format": "place",
            "starts_at": starts,
            "ends_at": starts + HOUR,
        }

        def work():
            made = Activity(**usual | columns)
            db.session.add(made)
            db.session.flush()
            texts = {"title": title, "summary": f"{title}, in short.", "body": "One.\n\nTwo."}
            db.session.add(ActivityText(activity_id=made.id, lang=lang, **texts))
            db.session.flush()
            activities.learn([made.id])
            return made.id

        self.made.append(self.do(work))
        return self.made[-1]

    def change(self, activity_id, **columns):
        def work():
            activity = db.session.get_one(Activity, activity_id)
            for name, value in columns.items():
                setattr(activity, name, value)

        self.do(work)

    def read(self, activity_id, *columns):
        """Columns of one activity, as they are now."""
        wanted = select(*columns).where(Activity.id == activity_id)
        return self.do(lambda: db.session.execute(wanted).one())

    def code(self, activity_id):
        """The code of its check-in desk."""
        return self.do(lambda: actions.open_checkin(db.session.get_one(Activity, activity_id)).code)

    def person(self, name="Ona Petraitė", *roles, birth_year=1990):
        """The id of somebody with an account, known to the city."""
        with self.app.app_context(), network_session() as session:
            person = Person(
                email=f"learner{next(_numbers)}@town.example", name=name, password_hash="-",
                lang="en", birth_year=birth_year, confirmed_at=clock.now(),
            )  # fmt: skip
            session.add(person)
            session.flush()
            number = person.id
        with self.app.app_context():
            for role in roles:
                members.grant(number, Role(role), self.city.id)
        self.people.append(number)
        self.do(lambda: members.welcome(number, name, "en"))
        return number

    def organiser(self, name="Rasa"):
        """Somebody who acts for the organiser of this town's new activities."""
        number = self.person(name, "organiser")
        first = select(Organiser.id).order_by(Organiser.id).limit(1).scalar_subquery()
        self.do(lambda: db.session.add(OrganiserMember(organiser_id=first, person_id=number)))
        return number

    def visitor(self, person_id=None):
        """A browser in this city, signed in as the person if one is given."""
        visitor = Visitor(self.app, self.slug)
        if person_id:
            with self.app.app_context():
                token = sessions.begin(person_id, visitor.host)
            visitor.client.set_cookie(SESSION_COOKIE, token, domain=visitor.host.partition(":")[0])
        return visitor

    def forget(self):
        """Remove what was made here, and what was promised for it."""
        promised = Promise.id > self.last_promise
        with self.app.app_context(), network_session() as session:
            session.execute(delete(Promise).where(promised, Promise.city_id == self.city.id))
        self.do(self._remove)

    def promises(self):
        """What was promised here since this town was met, oldest first."""
        query = select(Promise).where(Promise.id > self.last_promise)
        with self.app.app_context(), network_session() as session:
            found = session.scalars(
                query.where(Promise.city_id == self.city.id).order_by(Promise.id)
            ).all()
            session.expunge_all()
        return found

    def letters(self, template):
        """The promised mails of a kind."""
        return [each for each in self.promises() if each.payload.get("template") == template]

    def _remove(self):
        index.remove(self.made)
        db.session.execute(delete(Circle).where(Circle.kept_by.in_(self.people)))
        for table in (Saved, OwnList, ReminderWish):
            db.session.execute(delete(table).where(table.person_id.in_(self.people)))
        for table in (Participation, CheckinCode, ActivityText):
            db.session.execute(delete(table).where(table.activity_id.in_(self.made)))
        db.session.execute(delete(Activity).where(Activity.id.in_(self.made)))


class Visitor(Client):
    """A browser without JavaScript that prefers English and fills in forms."""

    def get(self, path, **options):
        headers = {"Accept-Language": "en", **options.pop("headers", {})}
        return super().get(path, headers=headers, **options)

    def post(self, path, data=None, **options):
        headers = {"Accept-Language": "en", **options.pop("headers", {})}
        return super().post(path, data, headers=headers, **options)

    def fill(self, page, action, **fields):
        """Open a page, take its token and send a form of it."""
        token = token_of(self.get(page))
        return self.post(action, {"csrf_token": token, **fields})
