"""What the passport says of the time to come."""

import pytest
from sqlalchemy import select

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.activities.models import ActivityTopic
from col_app.learning.participation import actions
from col_app.learning.seats import actions as seats
from col_app.learning.topics.models import Topic
from col_app.me.passport import plans
from tests.learning.town import DAY, HOUR, Town

ORDER = ("en",)
OTHER = 10**9 + 4000


@pytest.fixture
def town(app):
    """Vilnius; what is made there is gone after the test."""
    met = Town(app, "vilnius")
    yield met
    met.forget()


def activity(town, title, topic="", **columns):
    starts = clock.now() + 10 * DAY
    made = town.activity(title, **{"starts_at": starts, "ends_at": starts + HOUR} | columns)
    if topic:
        number = select(Topic.id).where(Topic.slug == topic).scalar_subquery()
        town.do(lambda: db.session.add(ActivityTopic(activity_id=made, topic_id=number)))
    return made


def plan(town, person):
    """The plan as a request of this town works it out."""
    resolved = town.app.directory.resolve(town.visitor().host)

    def read():
        overrides = {"tenancy.resolved": resolved}
        with town.app.test_request_context("/passport?lang=en", environ_overrides=overrides):
            return plans.plan(person, ORDER)

    return town.do(read)


def test_lists_and_offers_are_shown_with_their_buttons(town):
    listed, held = (activity(town, name, capacity=1) for name in ("Listed", "Held"))
    person = town.person()
    for number in (listed, held):
        town.do(lambda number=number: actions.join(number, OTHER).id)
        town.do(lambda number=number: seats.enlist(number, person))
    town.do(lambda: actions.leave(held, OTHER))

    assert [(c.id, s.is_offered) for c, s in plan(town, person).turns] == [
        (held, True),
        (listed, False),
    ]
    page = town.visitor(person).get("/passport").text
    assert "A place is kept for you until" in page
    assert f'action="/activities/{held}-knots/join"' in page
    assert "You are number 1 on the waiting list." in page


def test_one_is_asked_how_it_was_until_one_said_so(town):
    made, person = activity(town, "Knots"), town.person()
    town.do(lambda: actions.complete(actions.join(made, person)))
    ona = town.visitor(person)
    assert f'action="/feedback/{made}"' in ona.get("/passport").text

    ona.fill("/passport", f"/feedback/{made}", mood="fine")
    assert plan(town, person).to_ask == []


def test_what_is_over_does_not_come_any_more(town):
    past = clock.now() - DAY
    made, person = activity(town, "Past"), town.person()
    town.do(lambda: actions.join(made, person).id)
    town.change(made, starts_at=past - HOUR, ends_at=past)

    assert plan(town, person).coming == []


def test_a_passport_costs_as_much_with_three_of_each_as_with_one(town, queries):
    person = town.person()
    ona = town.visitor(person)

    def more():
        made, full = activity(town, "One"), activity(town, "Two", capacity=1)
        town.do(lambda: actions.join(made, person).id)
        town.do(lambda: actions.join(full, OTHER).id)
        town.do(lambda: seats.enlist(full, person))
        done = activity(town, "Three", "sport")
        town.do(lambda: actions.complete(actions.join(done, person)))

    more()
    ona.get("/passport")
    with queries() as with_one:
        ona.get("/passport")
    more()
    more()
    with queries() as with_three:
        ona.get("/passport")

    assert len(with_three) == len(with_one) <= 17
