"""Hears from other processes which cities changed (PostgreSQL LISTEN)."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL

from tenancy.statements import Driver

log = logging.getLogger(__name__)

CHANNEL = "tenancy_directory"
"""As the triggers of `network_schema` name it."""
TICK_SECONDS = 0.25
HEARTBEAT_TICKS = 60
RETRY_SECONDS = 2.0


class Listener:
    """A daemon thread with a direct connection of its own that reconnects by itself.

    `heard(slug)` is called for a changed city, `heard(None)` when anything may have been missed:
    after each new connection. While no connection can be had, nothing is called.
    """

    def __init__(self, url: URL, heard: Callable[[str | None], None]) -> None:
        plain = url.set(drivername="postgresql")
        self._conninfo = plain.render_as_string(hide_password=False)
        self._heard = heard
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="tenancy-listener", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the thread and its connection."""
        self._stop.set()
        self._thread.join(timeout=RETRY_SECONDS + TICK_SECONDS)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                with psycopg.connect(
                    self._conninfo, autocommit=True, connect_timeout=5, prepare_threshold=None
                ) as connection:
                    self._listen(connection)
            except psycopg.Error as error:
                log.warning("directory listener is away: %s", type(error).__name__)
                self._stop.wait(RETRY_SECONDS)

    def _listen(self, connection: Driver) -> None:
        connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
        self._heard(None)
        ticks = 0
        while not self._stop.is_set():
            for notice in connection.notifies(timeout=TICK_SECONDS):
                self._heard(notice.payload)
            ticks += 1
            if ticks % HEARTBEAT_TICKS == 0:
                connection.execute("SELECT 1")
