"""Demo accounts may do what their names promise."""

from sqlalchemy import select

from col_app.core.db import network_session
from col_app.people.accounts.models import Person
from col_app.people.members.models import Membership, Role


def test_the_demo_organiser_is_an_organiser_of_the_city(app, demo_account):
    email, _password = demo_account("organiser", "vilnius")
    with app.app_context(), network_session() as session:
        wanted = select(Membership.role).join(Person, Person.id == Membership.person_id)
        roles = set(session.scalars(wanted.where(Person.email == email)))

    assert roles == {Role.LEARNER, Role.ORGANISER}
