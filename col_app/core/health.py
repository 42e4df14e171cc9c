"""Whether the process runs, and whether its servers answer. No data in the answers."""

from __future__ import annotations

import orjson
from flask import Blueprint, Response
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from col_app.core import web
from col_app.core.access import public
from col_app.core.db import network_session

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def alive() -> Response:
    """The process answers."""
    return _answer({"ok": True}, 200)


@bp.get("/readyz")
@public
def ready() -> Response:
    """PostgreSQL, Redis and the data folder answer."""
    found = {"postgresql": _postgresql(), "redis": _redis(), "storage": _storage()}
    return _answer(found, 200 if all(found.values()) else 503)


def _answer(body: dict[str, bool], status: int) -> Response:
    headers = {"Cache-Control": "no-store"}
    return Response(orjson.dumps(body), status, headers, mimetype="application/json")


def _postgresql() -> bool:
    try:
        with network_session() as session:
            return session.scalar(text("select true")) is True
    except SQLAlchemyError:
        return False


def _redis() -> bool:
    try:
        return bool(web.app().extensions["redis"].ping())
    except RedisError:
        return False


def _storage() -> bool:
    return web.settings().data_dir.is_dir()
