"""Log lines: JSON, one a line, without personal data. Addresses are logged as rules."""

from __future__ import annotations

import datetime as dt
import logging
import secrets
import sys
import time

import orjson
from flask import Flask, Response, g, request

import tenancy
from col_app.core.access import SESSION_COOKIE

log = logging.getLogger("col.request")


class JsonFormatter(logging.Formatter):
    """One JSON object a line; extra facts come in `record.facts`."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON with its time in UTC."""
        line: dict[str, object] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            line["fault"] = self.formatException(record.exc_info)
        return orjson.dumps(line).decode()


def setup_logging(level: str) -> None:
    """Send everything to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)


def _start() -> None:
    g.request_id = secrets.token_hex(8)
    g.started = time.perf_counter()


def _finish(response: Response) -> Response:
    city = tenancy.current_city_or_none()
    facts = {
        "request": g.get("request_id"),
        "city": city.slug if city else None,
        "method": request.method,
        "rule": request.url_rule.rule if request.url_rule else None,
        "status": response.status_code,
        "ms": round((time.perf_counter() - g.get("started", time.perf_counter())) * 1000, 1),
        "actor": g.get("actor_id") if SESSION_COOKIE in request.cookies else None,
    }
    log.info("request", extra={"facts": facts})
    return response


def direct(method: str, rule: str, status: int) -> None:
    """A line for an answer that was given before Flask."""
    if log.isEnabledFor(logging.INFO):
        city = tenancy.current_city_or_none()
        facts = {"city": city.slug if city else None, "method": method, "rule": rule}
        log.info("request", extra={"facts": {**facts, "status": status}})


def init_logs(app: Flask) -> None:
    """Write one line for each request."""
    app.before_request(_start)
    app.after_request(_finish)
