"""Promises: rows of `network.outbox`, written with the change they belong to, kept by jobs.

A row names a kind and ids. RQ is how its job runs soon, `sweep` is how it runs at all. The
handler's effects and `done_at` are written in one transaction under a row lock, so an effect in
PostgreSQL happens once, however often RQ runs the job. A promise without a city is the network's:
its handler runs in no city.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, event, func, select, text
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.orm import Mapped, Session, mapped_column

import tenancy
from col_app.core import clock
from col_app.core.db import NETWORK_SCHEMA, NetworkModel, Numbered, db, network_session

log = logging.getLogger(__name__)
Handler = Callable[[dict[str, Any]], None]
Enqueue = Callable[[int], None]

MAX_ATTEMPTS = 8
SWEEP_AFTER = dt.timedelta(seconds=5)
_handlers: dict[str, Handler] = {}
_queues: list[Enqueue] = []


class Promise(Numbered, NetworkModel):
    """Something the product owes. `payload` holds ids, never personal data."""

    __tablename__ = "outbox"
    __table_args__: Any = (
        CheckConstraint("attempts >= 0", name="attempts"),
        Index(
            "ix_outbox_waiting",
            "run_after",
            postgresql_where=text("done_at is null and failed_at is null"),
        ),
        {"schema": NETWORK_SCHEMA},
    )

    city_id: Mapped[int | None] = mapped_column(
        ForeignKey(f"{NETWORK_SCHEMA}.city.id", ondelete="CASCADE")
    )
    city_role: Mapped[str] = mapped_column(server_default=text("current_user"))
    kind: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)
    payload: Mapped[dict[str, Any]] = mapped_column(JSONB)
    attempts: Mapped[int] = mapped_column(server_default="0", default=0)
    created_at: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    run_after: Mapped[dt.datetime] = mapped_column(server_default=func.now())
    done_at: Mapped[dt.datetime | None]
    failed_at: Mapped[dt.datetime | None]


class UnknownPromiseError(LookupError):
    """No room handles this kind of promise."""


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register the handler of a kind. It runs inside the city and must not commit."""

    def register(handler: Handler) -> Handler:
        _handlers[kind] = handler
        return handler

    return register


def promise(kind: str, payload: dict[str, Any], key: str, due: dt.datetime | None = None) -> None:
    """Owe `kind` for the current city, once per `key`; enqueued after the commit.

    With `due` it waits until then: the sweeper runs it.
    """
    city, values = tenancy.current_city(), {"kind": kind, **({"run_after": due} if due else {})}
    _write(db.session(), {"city_id": city.id, "key": f"{city.id}:{key}", **values}, payload)


def promise_many(
    kind: str, owed: Sequence[tuple[dict[str, Any], str]], due: dt.datetime | None = None
) -> None:
    """Owe `kind` for each (payload, key) of the current city, in one statement; the sweeper runs
    them, when they are due.
    """
    if kind not in _handlers:
        raise UnknownPromiseError(kind)
    city = tenancy.current_city()
    fixed = {"city_id": city.id, "kind": kind, "run_after": due or clock.now()}
    rows = [{**fixed, "key": f"{city.id}:{key}", "payload": payload} for payload, key in owed]
    if rows:
        db.session.connection().execute(
            insert(Promise).on_conflict_do_nothing(index_elements=["key"]), rows
        )


def promise_from_network(
    session: Session,
    kind: str,
    payload: dict[str, Any],
    key: str,
    due: dt.datetime | None = None,
) -> None:
    """Owe `kind` for no city, once per `key`, in the transaction of a network session."""
    values = {"kind": kind, **({"run_after": due} if due else {})}
    _write(session, {"city_id": None, "key": f"network:{key}", **values}, payload)


def _write(session: Session, values: dict[str, Any], payload: dict[str, Any]) -> None:
    if values["kind"] not in _handlers:
        raise UnknownPromiseError(values["kind"])
    made = session.scalar(
        insert(Promise)
        .values(**values, payload=payload)
        .on_conflict_do_nothing(index_elements=["key"])
        .returning(Promise.id)
    )
    is_due = values.get("run_after", clock.now()) <= clock.now()
    if made is not None and is_due:
        session.info.setdefault("promises", []).append(made)


def enqueue_after_commit(enqueue: Enqueue) -> None:
    """Call `enqueue(id)` for each promise once its transaction is durable. Errors only delay."""
    _queues[:] = [enqueue]


@event.listens_for(Session, "after_commit")
def _after_commit(session: Session) -> None:
    if session.in_nested_transaction():
        return
    for promise_id in session.info.pop("promises", []):
        for enqueue in _queues:
            try:
                enqueue(promise_id)
            except OSError:
                log.warning("queue away, the sweeper will run promise %s", promise_id)


@event.listens_for(Session, "after_soft_rollback")
def _after_rollback(session: Session, _previous: object) -> None:
    session.info.pop("promises", None)


def run(promise_id: int, directory: tenancy.Directory) -> None:
    """Keep one promise inside its city. Safe to call twice and from two workers at once."""
    with network_session() as session:
        found = session.execute(
            select(Promise.city_id).where(Promise.id == promise_id, Promise.done_at.is_(None))
        ).one_or_none()
        if found is None:
            return
        session.execute(
            text(
                "update network.outbox set attempts = attempts + 1,"
                " run_after = now() + make_interval(secs => least(3600, 5 * 2 ^ attempts)),"
                " failed_at = case when attempts + 1 >= :most then now() end where id = :id"
            ),
            {"id": promise_id, "most": MAX_ATTEMPTS},
        )
    if found.city_id is None:
        with network_session() as session:
            _keep(session, promise_id)
        return
    city = directory.by_id(found.city_id)
    if city is None:
        return
    with tenancy.use_city(city):
        try:
            _keep(db.session(), promise_id)
            db.session.commit()
        finally:
            db.session.remove()


def _keep(session: Session, promise_id: int) -> None:
    found = session.scalars(
        select(Promise)
        .where(Promise.id == promise_id, Promise.done_at.is_(None))
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if found is None:
        return
    _handlers[found.kind](found.payload)
    found.done_at = clock.now()
    found.failed_at = None


def waiting(older_than: dt.timedelta = SWEEP_AFTER, limit: int = 500) -> list[int]:
    """Ids of promises whose time has come: never started, or started and not finished."""
    with network_session() as session:
        return list(
            session.scalars(
                select(Promise.id)
                .where(
                    Promise.done_at.is_(None),
                    Promise.failed_at.is_(None),
                    Promise.run_after <= clock.now() - older_than,
                )
                .order_by(Promise.run_after)
                .limit(limit)
            )
        )


def counts() -> dict[str, int]:
    """How many promises wait, are kept, and were given up."""
    with network_session() as session:
        row = session.execute(
            select(
                func.count().filter(Promise.done_at.is_(None), Promise.failed_at.is_(None)),
                func.count().filter(Promise.done_at.is_not(None)),
                func.count().filter(Promise.failed_at.is_not(None), Promise.done_at.is_(None)),
            )
        ).one()
        return {"waiting": row[0], "kept": row[1], "given_up": row[2]}
