"""Badges that a circle earns together: nobody is awarded who was not there."""

import pytest
from sqlalchemy import select, text

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.circles import actions as circles
from col_app.learning.organisers.models import Organiser, OrganiserMember
from col_app.learning.participation import actions as participation
from col_app.learning.participation import queries as participations
from col_app.recognition.awards.models import Award
from col_app.recognition.badges.models import Badge
from col_app.recognition.batches import queries
from tests.learning.circles.ring import Ring
from tests.learning.town import DAY, HOUR

TIMELESS = text("""
    select b.id, a.id from badge b join activity a on a.id = b.activity_id
    where a.starts_at is null and a.capacity is null and not a.asks_approval
      and a.state = 'published' and not exists (select from badge_task t where t.badge_id = b.id)
    order by b.id
""")
"""Badges of activities of the demo that one may come to at any time."""


@pytest.fixture
def people(town):
    """Who keeps the circle; two who agree that organisers know of it; one who does not."""
    return [town.person(name) for name in ("Rūta P", "Ona K", "Jonas B", "Ieva M")]


@pytest.fixture
def ring(town, people):
    ruta, ona, jonas, ieva = people
    return Ring(town, ruta, ona, jonas, ieva, shown=[ona, jonas], name="Saturday people")


@pytest.fixture
def activity(town, ring, people):
    """They all came along to it; Jonas was not checked in."""
    starts = clock.now() + DAY
    made = town.activity(starts_at=starts, ends_at=starts + HOUR)
    number = ring.propose(made)
    for each in people:
        ring.come(number, each)
    for each in (people[0], people[1], people[3]):
        attend(town, made, each)
    return made


def attend(town, activity, person):
    town.do(lambda: participation.complete(participations.of_person(person, activity)))


def awarded(town, badge):
    query = select(Award.person_id).where(Award.badge_id == badge)
    return set(town.do(lambda: db.session.scalars(query).all()))


def award(rasa, badge, source, people):
    path = f"/studio/badges/{badge}/award/people"
    fields = {"from": source, "person": [str(each) for each in people], "do": "award"}
    return rasa.fill(f"{path}?from={source}", path, **fields)


def test_a_circle_that_came_is_among_the_lists(rasa, badge, ring, activity):
    page = rasa.get(f"/studio/badges/{badge}/award").text

    assert f'value="circle-{activity}-{ring.id}"' in page
    assert "Saturday people together at Knots for beginners (1 person)" in page


def test_only_who_agreed_and_was_there_can_be_picked(rasa, badge, ring, activity):
    path = f"/studio/badges/{badge}/award/people?from=circle-{activity}-{ring.id}"
    page = rasa.get(path).text

    assert [name in page for name in ("Rūta P", "Ona K", "Jonas B", "Ieva M")] == [
        False, True, False, False,
    ]  # fmt: skip


def test_the_circle_is_awarded_and_sees_it(
    town, rasa, badge, ring, activity, people, keep_promises
):
    attend(town, activity, people[2])
    source = f"circle-{activity}-{ring.id}"
    assert award(rasa, badge, source, people).status_code == 303
    keep_promises()

    assert awarded(town, badge) == set(people[1:3])
    page = town.visitor(people[3]).get(ring.home).text
    assert "Earned together" in page
    assert "Knots of Žvėrynas" in page
    assert "2 of you, together" in page


def test_one_alone_has_earned_nothing_together(
    town, rasa, badge, ring, activity, people, keep_promises
):
    award(rasa, badge, f"circle-{activity}-{ring.id}", people)
    keep_promises()

    assert awarded(town, badge) == {people[1]}
    assert town.do(lambda: queries.earned_together(ring.id)) == {}


def test_the_badge_of_an_activity_that_they_came_to_together_counts(
    town, ring, people, keep_promises
):
    badge, made = town.do(lambda: tuple(db.session.execute(TIMELESS).first()))
    number = ring.propose(made)
    for each in people[:2]:
        ring.come(number, each)
    town.do(lambda: participation.join(made, people[3]) and None)
    for each in (people[0], people[1], people[3]):
        attend(town, made, each)
    keep_promises()

    assert town.do(lambda: queries.earned_together(ring.id)) == {badge: 2}


def test_what_was_withdrawn_or_whoever_left_counts_no_more(
    town, rasa, badge, ring, activity, people, keep_promises
):
    attend(town, activity, people[2])
    award(rasa, badge, f"circle-{activity}-{ring.id}", people)
    keep_promises()
    town.do(lambda: circles.leave(ring.id, people[2]))

    assert town.do(lambda: queries.earned_together(ring.id)) == {}


def test_closing_a_circle_takes_no_badge_away(
    town, rasa, badge, ring, activity, people, keep_promises
):
    award(rasa, badge, f"circle-{activity}-{ring.id}", people)
    keep_promises()
    ring.kept(circles.close)

    assert awarded(town, badge) == {people[1]}


@pytest.mark.parametrize("source", [
    "circle-0-0", "circle-{activity}", "circle-{activity}-x", "circle-{activity}-{circle}-1",
    "circle", "", "club-{activity}-{circle}",
])  # fmt: skip
def test_odd_lists_are_not_found(rasa, badge, ring, activity, source):
    asked = source.format(activity=activity, circle=ring.id)

    assert rasa.get(f"/studio/badges/{badge}/award/people?from={asked}").status_code == 404


def test_an_organiser_of_something_else_sees_no_circle(town, badge, ring, activity):
    last = select(Organiser.id).order_by(Organiser.id.desc()).limit(1).scalar_subquery()
    other = town.person("Tomas", "organiser")
    town.do(lambda: db.session.add(OrganiserMember(organiser_id=last, person_id=other)))
    town.do(lambda: setattr(db.session.get_one(Badge, badge), "organiser_id", last))
    visitor = town.visitor(other)

    assert "Saturday people" not in visitor.get(f"/studio/badges/{badge}/award").text
    path = f"/studio/badges/{badge}/award/people?from=circle-{activity}-{ring.id}"
    assert visitor.get(path).status_code == 404
