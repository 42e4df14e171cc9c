import datetime as dt
import threading

import pytest
from sqlalchemy import func, select, text

import tenancy
from col_app.core import clock, outbox
from col_app.core.audit import record
from col_app.core.db import db

KIND = "test.noted"


@outbox.handles(KIND)
def note(payload):
    record("test.noted", None, **payload)


def promised(app, key, slug="vilnius"):
    """A promise of its own transaction, as a request makes it."""
    with app.app_context(), tenancy.use_city(app.directory.by_slug(slug)):
        outbox.promise(KIND, {"number": 1}, key)
        db.session.commit()
        number = db.session.scalar(select(func.max(outbox.Promise.id)))
        db.session.remove()
    return number


def noted(app, slug="vilnius"):
    with app.app_context(), tenancy.use_city(app.directory.by_slug(slug)):
        number = db.session.scalar(text("select count(*) from audit where action = 'test.noted'"))
        db.session.remove()
    return number


def keep(app, number):
    with app.app_context(), tenancy.use_network():
        outbox.run(number, app.directory)


def test_a_promise_is_kept_in_its_city_once(app):
    before = noted(app)
    number = promised(app, "once")
    keep(app, number)
    keep(app, number)
    assert (noted(app), noted(app, "cagliari")) == (before + 1, 0)


def test_eight_workers_keep_a_promise_once(app):
    before = noted(app)
    number = promised(app, "eight")
    workers = [threading.Thread(target=keep, args=(app, number)) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert noted(app) == before + 1


def test_the_same_key_is_promised_once(app):
    first = promised(app, "same")
    assert promised(app, "same") == first


def test_a_promise_of_a_change_that_is_rolled_back_is_none(app, vilnius):
    before = vilnius.scalar(select(func.count()).select_from(outbox.Promise))
    outbox.promise(KIND, {"number": 2}, "rolled-back")
    vilnius.rollback()
    assert vilnius.scalar(select(func.count()).select_from(outbox.Promise)) == before


@pytest.mark.parametrize(("hours", "queued"), [(None, 1), (-1, 1), (1, 0)])
def test_what_is_due_later_waits_for_its_time(app, vilnius, monkeypatch, hours, queued):
    handed_on = []
    monkeypatch.setattr(outbox, "_queues", [handed_on.append])
    due = None if hours is None else clock.now() + dt.timedelta(hours=hours)
    outbox.promise(KIND, {"number": 3}, f"due:{hours}", due)
    vilnius.commit()

    newest = vilnius.scalar(select(func.max(outbox.Promise.id)))
    assert (len(handed_on), newest in outbox.waiting(dt.timedelta(0))) == (queued, queued == 1)


def test_nobody_promises_what_nobody_keeps(vilnius):
    with pytest.raises(outbox.UnknownPromiseError):
        outbox.promise("test.unknown", {}, "unknown")


def test_a_city_sees_only_its_own_promises(app, cagliari):
    promised(app, "private")
    keys = cagliari.scalars(select(outbox.Promise.key).where(outbox.Promise.kind == KIND)).all()
    assert keys == []
