"""A badge with tasks and something else comes when both are done, whichever comes last."""

import pytest
from sqlalchemy import delete, text

from col_app.core.db import db
from col_app.learning.participation import actions as participation
from col_app.recognition.awards import actions as awards
from col_app.recognition.awards.models import Award
from col_app.recognition.badges import queries as badges
from col_app.recognition.quests import reviews
from col_app.recognition.requirements import actions as requirements
from col_app.recognition.requirements.models import Requirement
from tests.recognition.awarding import at_once

TASK = {"evidence": "text", "verified_by": "self"}
REVIEWED = {"evidence": "text", "verified_by": "organiser"}


@pytest.fixture
def meeting(workshop):
    """An activity; who comes is on the way to a badge that is made for it."""
    return workshop.activity()


def come(workshop, activity, person):
    workshop.do(lambda: participation.complete(participation.join(activity, person)))


def test_coming_alone_does_not_give_the_badge(workshop, meeting, keep_promises):
    (task,) = workshop.quest(TASK, activity_id=meeting)
    ona, seen = workshop.person(), []
    come(workshop, meeting, ona)
    keep_promises()
    seen.append(workshop.holds(ona))
    workshop.hand_in(task, ona)
    keep_promises()

    assert [*seen, workshop.holds(ona)] == [0, 1]


def test_tasks_alone_do_not_either(workshop, meeting, keep_promises):
    (task,) = workshop.quest(TASK, activity_id=meeting)
    ona, seen = workshop.person(), []
    workshop.hand_in(task, ona)
    keep_promises()
    seen.append(workshop.holds(ona))
    come(workshop, meeting, ona)
    keep_promises()

    assert [*seen, workshop.holds(ona)] == [0, 1]


def test_coming_and_the_last_task_at_the_same_moment_give_it_once(workshop, meeting, keep_promises):
    (task,) = workshop.quest(TASK, activity_id=meeting)
    people = [workshop.person() for _ in range(3)]

    def act(what):
        kind, person = what
        if kind == "come":
            come(workshop, meeting, person)
        else:
            workshop.hand_in(task, person)

    at_once(act, [(kind, person) for person in people for kind in ("come", "write")])
    keep_promises()

    assert [workshop.holds(person) for person in people] == [1, 1, 1]


def test_coming_does_not_forestall_what_can_still_be_undone(workshop, meeting, keep_promises):
    (task,) = workshop.quest(REVIEWED, activity_id=meeting)
    ona, rasa, seen = workshop.person(), workshop.organiser(), []
    number = workshop.hand_in(task, ona)
    workshop.decide(number, rasa)
    come(workshop, meeting, ona)
    keep_promises()
    seen.append(workshop.holds(ona))
    workshop.do(lambda: reviews.undo(number, rasa))
    workshop.later()
    keep_promises()
    seen.append(workshop.holds(ona))
    workshop.decide(number, rasa)
    workshop.later()
    keep_promises()

    assert [*seen, workshop.holds(ona)] == [0, 0, 1]


def test_ones_own_last_task_waits_for_a_decision_that_can_be_undone(workshop, keep_promises):
    reviewed, own = workshop.quest(REVIEWED, TASK)
    ona, seen = workshop.person(), []
    workshop.decide(workshop.hand_in(reviewed, ona), workshop.organiser())
    workshop.hand_in(own, ona)
    keep_promises()
    seen.append(workshop.holds(ona))
    workshop.later()
    keep_promises()

    assert [*seen, workshop.holds(ona)] == [0, 1]


@pytest.fixture
def other(workshop):
    """Another badge, that the last one requires."""
    workshop.quest()
    (number,) = workshop.badges
    yield number
    workshop.do(
        lambda: db.session.execute(
            delete(Requirement).where(Requirement.badge_id.in_(workshop.badges))
        )
    )


@pytest.mark.parametrize("order", ["tasks first", "badges first"])
def test_required_badges_and_tasks_are_both_needed(workshop, other, keep_promises, order):
    (task,) = workshop.quest(TASK)
    final, ona, seen = workshop.badges[-1], workshop.person(), []
    workshop.do(lambda: requirements.require(final, 1, [other], by=1))
    steps = [
        lambda: workshop.hand_in(task, ona),
        lambda: workshop.do(lambda: awards.award(badges.by_id(other), ona)),
    ]
    for step in steps if order == "tasks first" else reversed(steps):
        step()
        keep_promises()
        seen.append(workshop.holds(ona, final))

    assert seen == [0, 1]


def test_the_end_of_a_playlist_and_tasks_are_both_needed(workshop, meeting, keep_promises):
    playlist = workshop.do(
        lambda: db.session.scalar(
            text("""insert into playlist (organiser_id, slug, published_at, optional_needed)
            select id, 'way', now(), 0 from organiser order by id limit 1 returning id""")
        )
    )
    step = text("""
        insert into playlist_item (playlist_id, position, activity_id, is_mandatory, minutes)
        values (:playlist, 1, :activity, true, 60)
    """)
    workshop.do(lambda: db.session.execute(step, {"playlist": playlist, "activity": meeting}))
    (task,) = workshop.quest(TASK, playlist_id=playlist)
    ona, seen = workshop.person(), []
    try:
        workshop.hand_in(task, ona)
        keep_promises()
        seen.append(workshop.holds(ona))
        come(workshop, meeting, ona)
        keep_promises()
        seen.append(workshop.holds(ona))
    finally:
        workshop.do(
            lambda: [
                db.session.execute(text(statement), {"id": playlist})
                for statement in (
                    "delete from award where badge_id in (select id from badge where"
                    " playlist_id = :id)",
                    "update badge set playlist_id = null where playlist_id = :id",
                    "delete from playlist_item where playlist_id = :id",
                    "delete from playlist where id = :id",
                )
            ]
        )

    assert seen == [0, 1]


def test_pages_say_which_part_is_missing(workshop, meeting, keep_promises):
    (task,) = workshop.quest(TASK, activity_id=meeting)
    badge, ona = f"/badges/{workshop.badges[-1]}-storyteller", workshop.person()
    me, activity = workshop.visitor(ona), f"/activities/{meeting}-knots"
    assert "Taking part is one half: the badge also has a task" in me.get(activity).text
    assert "It comes when all of this is done" in workshop.visitor().get(badge).text
    come(workshop, meeting, ona)
    keep_promises()
    pages = [me.get(each).text for each in (activity, f"/check-in/done/{meeting}")]
    said = "The badge is yours when its task is done as well."
    assert [said in page for page in pages] == [True, True]
    assert [part in me.get(badge).text for part in ("Take part in the", "0 of 1 done")] == [
        True
    ] * 2
    assert f'href="{badge}/tasks"' in me.get("/passport").text

    workshop.hand_in(task, ona)
    keep_promises()
    assert said not in me.get(activity).text
    tasks = me.get(f"{badge}/tasks").text
    assert "This badge is yours" in tasks
    assert 'href="/credentials/' in tasks
    assert "arrives within ten minutes" not in tasks


def test_the_passport_says_what_is_missing_besides_tasks(workshop, meeting):
    (task,) = workshop.quest(TASK, activity_id=meeting)
    ona = workshop.person()
    workshop.hand_in(task, ona)

    assert "Still missing: take part in the activity" in workshop.visitor(ona).get("/passport").text
    tasks = workshop.visitor(ona).get(f"/badges/{workshop.badges[-1]}-storyteller/tasks").text
    assert "Your badge arrives within ten minutes" not in tasks


def test_the_passport_asks_as_much_for_three_quests_as_for_one(workshop, queries):
    ona, counts = workshop.person(), []
    me = workshop.visitor(ona)
    for more in (1, 2):
        for _ in range(more):
            meeting = workshop.activity()
            workshop.quest(TASK, activity_id=meeting)
            come(workshop, meeting, ona)
        me.get("/passport")
        with queries() as seen:
            me.get("/passport")
        counts.append(len(seen))

    assert counts[0] == counts[1]


def test_nobody_is_awarded_twice(workshop, meeting, keep_promises):
    (task,) = workshop.quest(TASK, activity_id=meeting)
    ona = workshop.person()
    workshop.hand_in(task, ona)
    come(workshop, meeting, ona)
    keep_promises()
    version = workshop.do(
        lambda: db.session.scalar(db.select(Award.version).where(Award.person_id == ona))
    )

    assert (workshop.holds(ona), version) == (1, 1)
