"""What RQ calls. The worker process makes the app once and keeps promises with it."""

from __future__ import annotations

from functools import lru_cache

from rq import Worker
from rq.serializers import JSONSerializer

from col_app import create_app
from col_app.core import outbox, queue
from col_app.core.web import PortalApp


@lru_cache(maxsize=1)
def _app() -> PortalApp:
    return create_app()


def keep_promise(promise_id: int) -> None:
    """Keep one promise of the outbox."""
    app = _app()
    with app.app_context():
        outbox.run(promise_id, app.directory)


def work() -> None:
    """Run a worker until it is told to stop."""
    connection = queue.connect(_app().settings.redis_url)
    worker = Worker(
        [queue.queue(connection)],
        connection=connection,
        serializer=JSONSerializer,
        worker_ttl=30,
        maintenance_interval=5,
        job_monitoring_interval=5,
    )
    worker.work(with_scheduler=False, logging_level="WARNING")
