"""RQ carries the ids of promises to the worker, and nothing else."""

from __future__ import annotations

import datetime as dt
import logging
import time

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue
from rq.serializers import JSONSerializer

from col_app.core import clock, daily, outbox
from col_app.core.web import PortalApp

log = logging.getLogger(__name__)
QUEUE = "promises"
JOB = "col_app.worker.keep_promise"
JOB_SECONDS = 100
FAILURE_SECONDS = int(dt.timedelta(days=7).total_seconds())
SWEEP_EVERY_SECONDS = 5.0
FULL = 100
"""So many jobs may wait before the sweep adds its own: what is promised now is not far behind."""


def connect(url: str) -> Redis:
    """A client that gives up quickly: pages must answer while Redis is away."""
    return Redis.from_url(url, socket_connect_timeout=0.5, socket_timeout=5)


def queue(connection: Redis) -> Queue:
    """The one queue. JSON, never pickle."""
    return Queue(QUEUE, connection=connection, serializer=JSONSerializer)


def enqueue(connection: Redis, promise_id: int) -> None:
    """Ask the worker to keep a promise soon. Raises OSError when Redis is away."""
    try:
        queue(connection).enqueue(
            JOB,
            promise_id,
            job_timeout=JOB_SECONDS,
            result_ttl=0,
            failure_ttl=FAILURE_SECONDS,
            description=f"promise {promise_id}",
        )
    except RedisError as away:
        raise OSError(str(away)) from away


def init_queue(app: PortalApp) -> None:
    """Enqueue promises when their transaction is durable."""
    connection = connect(app.settings.redis_url)
    app.extensions["redis"] = connection
    with app.app_context():
        outbox.enqueue_after_commit(lambda promise_id: enqueue(connection, promise_id))


def sweep(app: PortalApp) -> int:
    """Enqueue what waits for longer than it should; returns how many."""
    with app.app_context():
        # what waits in the queue already is not put there again and again
        room = FULL - queue(app.extensions["redis"]).count
        late = outbox.waiting(limit=room) if room > 0 else []
        for promise_id in late:
            enqueue(app.extensions["redis"], promise_id)
        return len(late)


def sweep_forever(app: PortalApp) -> None:
    """The scheduler's loop: runs until the process is stopped; outlives its servers' absence."""
    promised_on = None
    while True:
        try:
            if promised_on != clock.now().date():
                with app.app_context():
                    promised_on = daily.promise()
            sweep(app)
        except Exception as fault:
            log.warning("sweep failed: %s", type(fault).__name__)
        time.sleep(SWEEP_EVERY_SECONDS)
