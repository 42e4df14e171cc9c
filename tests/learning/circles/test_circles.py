"""Circles: who comes in, how many, and who keeps them."""

import pytest
from sqlalchemy import text, update

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.circles import actions, queries
from col_app.learning.circles.models import Circle
from tests.learning.circles.ring import Ring
from tests.learning.crowd import at_once


def test_who_makes_a_circle_keeps_it_and_is_in_it(town, ruta):
    ring = Ring(town, ruta)

    assert (ring.people(), ring.keeper_now()) == ([ruta], ruta)


def test_joining_twice_is_once(town, ruta, ona):
    ring = Ring(town, ruta, ona)
    ring.join(ona)

    assert ring.people() == [ruta, ona]


def test_a_new_link_ends_the_one_before(town, ruta, ona):
    ring = Ring(town, ruta)
    ring.kept(actions.invite)

    with pytest.raises(actions.InvitationOverError):
        ring.join(ona)


def test_a_link_ends_by_itself(town, ruta, ona):
    ring = Ring(town, ruta)
    over = update(Circle).where(Circle.id == ring.id).values(invitation_ends_at=clock.now())
    town.do(lambda: db.session.execute(over))

    with pytest.raises(actions.InvitationOverError):
        ring.join(ona)
    assert town.do(lambda: queries.invited(ring.code, ona)) is None


def test_a_link_can_be_ended(town, ruta, ona):
    ring = Ring(town, ruta)
    ring.kept(actions.end_invitation)

    with pytest.raises(actions.InvitationOverError):
        ring.join(ona)


def test_who_is_taken_out_does_not_come_back_by_the_link(town, ruta, ona):
    ring = Ring(town, ruta, ona)
    number = ring.number(ona)
    ring.kept(lambda circle: actions.remove(circle, queries.member(circle.id, number)))

    assert ring.people() == [ruta]
    with pytest.raises(actions.InvitationOverError):
        ring.join(ona)


def test_as_many_come_in_at_once_as_there_is_room(town, ruta, monkeypatch):
    monkeypatch.setattr(actions, "MOST_MEMBERS", 4)
    ring = Ring(town, ruta)
    people = [town.person(f"Guest {number}") for number in range(8)]

    def come(person):
        try:
            ring.join(person)
        except actions.CircleFullError:
            return False
        return True

    assert at_once(come, people).count(True) == 3
    assert len(ring.people()) == 4


def test_circles_joined_in_the_same_moment_do_not_pass_the_limit(town, ruta, ona, monkeypatch):
    rings = [Ring(town, ruta) for _ in range(6)]
    monkeypatch.setattr(actions, "MOST_CIRCLES", 2)

    def come(ring):
        try:
            ring.join(ona)
        except actions.TooManyCirclesError:
            return False
        return True

    assert at_once(come, rings).count(True) == 2


def test_making_one_more_than_one_may_is_refused(town, ruta, monkeypatch):
    monkeypatch.setattr(actions, "MOST_CIRCLES", 1)
    Ring(town, ruta)

    with pytest.raises(actions.TooManyCirclesError):
        Ring(town, ruta)


def test_a_keeper_cannot_leave_the_others_alone(town, ruta, ona):
    ring = Ring(town, ruta, ona)

    with pytest.raises(actions.KeeperError):
        town.do(lambda: actions.leave(ring.id, ruta))


def test_the_last_one_closes_the_circle(town, ruta, ona):
    ring = Ring(town, ruta, ona)
    town.do(lambda: actions.leave(ring.id, ona))
    town.do(lambda: actions.leave(ring.id, ruta))

    assert (ring.people(), ring.keeper_now()) == ([], None)


def test_the_keepers_part_is_handed_over(town, ruta, ona):
    ring = Ring(town, ruta, ona)
    number = ring.number(ona)
    ring.kept(lambda c: actions.hand_over(c, queries.member(c.id, number), may_show=True))

    assert ring.keeper_now() == ona
    assert town.do(lambda: queries.kept(ring.public_id, by=ruta)) is None
    town.do(lambda: actions.leave(ring.id, ruta))
    assert ring.people() == [ona]


def test_a_keeper_is_not_taken_out(town, ruta, ona):
    ring = Ring(town, ruta, ona)
    number = ring.number(ruta)

    with pytest.raises(actions.KeeperError):
        ring.kept(lambda circle: actions.remove(circle, queries.member(circle.id, number)))


def test_organisers_know_of_a_circle_only_under_the_keeper_one_agreed_to(town, ruta, ona, jonas):
    ring = Ring(town, ruta, ona, shown=[ona])
    ring.join(jonas, shown_under=ona)

    assert ring.shown() == {ona}


def test_a_keeper_too_young_to_share_shows_nobody(town, ruta, ona, jonas):
    ring = Ring(town, ruta, ona, jonas, shown=[ona, jonas])
    number = ring.number(ona)
    ring.kept(lambda c: actions.hand_over(c, queries.member(c.id, number), may_show=False))

    assert ring.shown() == set()


def test_erasing_a_person_takes_them_out_and_the_longest_one_keeps_the_circle(
    town, ruta, ona, jonas
):
    ring, alone = Ring(town, ruta, ona, jonas, shown=[jonas]), Ring(town, ruta)
    town.do(lambda: actions.erase(ruta))

    assert (ring.people(), ring.keeper_now()) == ([ona, jonas], ona)
    assert ring.shown() == set()
    assert (alone.people(), alone.keeper_now()) == ([], None)
    left = text("select count(*) from circle_member where person_id = :id")
    assert town.do(lambda: db.session.scalar(left, {"id": ruta})) == 0


def test_what_the_room_knows_of_a_person_is_told(town, ruta, ona):
    ring = Ring(town, ruta, ona)
    activity = town.activity()
    number = ring.propose(activity)
    ring.come(number, ona)
    (told,) = town.do(lambda: queries.personal_data(ona))
    (own,) = town.do(lambda: queries.personal_data(ruta))

    assert (told["name"], told["is_keeper"], told["wants_mail"]) == ("Saturday people", False, True)
    assert [(a["activity_id"], a["is_yes"]) for a in told["answers"]] == [(activity, True)]
    assert [each["activity_id"] for each in own["proposals"]] == [activity]
    assert "Rūta" not in str(told)
