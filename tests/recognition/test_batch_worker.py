"""A batch in the hands of real workers, one of which is killed in the middle."""

import os
import signal
import subprocess
import time

from sqlalchemy import func, select

from col_app.config import ROOT
from col_app.core import queue
from col_app.core.db import db, network_session
from col_app.people.accounts.models import Person
from col_app.recognition.awards.models import Award
from col_app.recognition.badges import queries as badges
from col_app.recognition.batches import actions
from col_app.recognition.batches import queries as batches
from col_app.recognition.batches.actions import Entry
from col_app.recognition.batches.models import Outcome, Way
from tests.bench.meter import tree

PEOPLE, PATIENCE = 4000, 240


def worker():
    """A worker process."""
    program = [str(ROOT / ".venv/bin/python"), "-m", "col_app.cli", "worker"]
    return subprocess.Popen(program, cwd=ROOT)


def kill(process):
    """The worker and the child that works for it, with no time to tidy up."""
    for number in tree(process.pid):
        os.kill(number, signal.SIGKILL)
    process.wait()


def done(portal, batch):
    return portal.do(lambda: batches.by_number(batch).done)


def until(condition, pause=0.05, meanwhile=lambda: None):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "the batch does not go on"
        meanwhile()
        time.sleep(pause)


def test_a_batch_outlives_a_worker_that_is_killed(portal, app, keep_promises):
    keep_promises()
    queue.queue(app.extensions["redis"]).empty()
    with app.app_context(), network_session() as session:
        people = [Person(email=f"w{n}@killed.example", name="W", lang="en") for n in range(PEOPLE)]
        session.add_all(people)
        session.flush()
        ids = [person.id for person in people]
    badge = portal.do(lambda: badges.of_activity(portal.activity_id())["id"])

    def begin():
        batch = actions.make(badge, Way.PEOPLE, 1, [Entry(person_id=each) for each in ids])
        actions.start(batch)
        return batch.id

    batch, first = portal.do(begin), worker()
    try:
        until(lambda: done(portal, batch) > 0, 0.05, lambda: queue.sweep(app))
    finally:
        kill(first)
    at_kill, second = done(portal, batch), worker()
    try:
        until(lambda: done(portal, batch) == PEOPLE, 2, lambda: queue.sweep(app))
    finally:
        kill(second)
    held = select(func.count(), func.count(Award.person_id.distinct())).where(
        Award.badge_id == badge, Award.person_id.in_(ids)
    )

    assert 0 < at_kill < PEOPLE
    assert tuple(portal.do(lambda: db.session.execute(held).one())) == (PEOPLE, PEOPLE)
    assert portal.do(lambda: batches.outcomes(batch)) == {Outcome.AWARDED: PEOPLE}
