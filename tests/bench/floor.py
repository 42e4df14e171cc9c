"""The floor: a bare Flask page with one indexed query on the same server and database."""

from __future__ import annotations

import os
import threading

import psycopg
from flask import Flask, Response

app = Flask(__name__, static_folder=None)
_local = threading.local()


def connection() -> psycopg.Connection:
    """This thread's own connection: no pool could be cheaper."""
    if not hasattr(_local, "connection"):
        url = os.environ["DATABASE_URL"].replace("postgresql+psycopg://", "postgresql://")
        _local.connection = psycopg.connect(url, autocommit=True, prepare_threshold=None)
        role = os.environ.get("COL_ROLE_PREFIX", "") + "city_runtime"
        _local.connection.execute(f'SET ROLE "{role}"')
    return _local.connection


@app.get("/floor/<slug>")
def floor(slug: str) -> Response:
    """One row by its unique key, as JSON."""
    row = (
        connection()
        .execute("select names::text from network.profile where slug = %s", [slug])
        .fetchone()
    )
    return Response(row[0] if row else "{}", mimetype="application/json")
