"""`col doctor`: looks at settings and servers and says what to do."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import psycopg
import redis

from col_app.config import ROOT, MissingSettingError, Settings, settings_from_environment
from col_app.serve.environment import data_folder
from col_app.serve.servers import running

OLDEST_POSTGRES = 18
LITTLE_SPACE = 1024**3


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `advice` is empty when it is well."""

    subject: str
    state: str
    advice: str = ""


def _postgres(name: str, url: str) -> Finding:
    try:
        plain = url.replace("postgresql+psycopg://", "postgresql://")
        with psycopg.connect(plain, connect_timeout=5) as connection:
            version = connection.info.server_version // 10000
    except psycopg.Error as error:
        advice = "Check the address, the password and whether the server runs."
        return Finding(name, str(error).splitlines()[0], advice)
    old = version < OLDEST_POSTGRES
    return Finding(name, f"PostgreSQL {version}", "PostgreSQL 18 is needed." if old else "")


def _redis(settings: Settings) -> Finding:
    client = redis.Redis.from_url(settings.redis_url, socket_connect_timeout=5)
    try:
        with client:
            answer = client.info("server")
    except redis.RedisError as error:
        return Finding("REDIS_URL", str(error), "Check the address and whether the server runs.")
    version = answer.get("valkey_version") or answer.get("redis_version")
    return Finding("REDIS_URL", f"answers, version {version}")


def _data(settings: Settings) -> Finding:
    folder = settings.data_dir
    if not folder.is_dir():
        return Finding("COL_DATA_DIR", f"{folder} is not there", "Make this folder.")
    free = shutil.disk_usage(folder).free
    advice = "Make room on this disk." if free < LITTLE_SPACE else ""
    return Finding("COL_DATA_DIR", f"{folder}, {free / 1024**3:.1f} GB free", advice)


def _front_end() -> Finding:
    vendor = ROOT / "col_app/ui/static/vendor/htmx.min.js"
    if vendor.exists():
        return Finding("front-end files", "are there")
    return Finding("front-end files", "are missing", "Run `python3 dev.py install`.")


def _catalogues() -> Finding:
    sources: list[Path] = sorted((ROOT / "translations").glob("*/LC_MESSAGES/*.po"))
    missing = [each.parts[-3] for each in sources if not each.with_suffix(".mo").exists()]
    advice = "Run `python3 dev.py install`." if missing else ""
    state = f"not compiled: {', '.join(missing)}" if missing else f"{len(sources)} languages"
    return Finding("translations", state, advice)


def _security(settings: Settings) -> Finding:
    if settings.scheme == "https" or settings.base_domain.split(":")[0].endswith(".localhost"):
        return Finding("COL_SCHEME", settings.scheme)
    return Finding("COL_SCHEME", settings.scheme, "Browsers drop our cookies here: serve https.")


def findings(settings: Settings) -> Iterator[Finding]:
    """Everything worth looking at, one after the other."""
    yield _postgres("DATABASE_URL", settings.database_url)
    yield _postgres("COL_ADMIN_DATABASE_URL", settings.admin_database_url)
    checks: tuple[Callable[[Settings], Finding], ...] = (_redis, _data, _security)
    for check in checks:
        yield check(settings)
    yield _front_end()
    yield _catalogues()


@click.command()
def doctor() -> None:
    """Check settings, servers and files; exit with 1 when something needs a hand."""
    with running(data_folder()):
        try:
            found = list(findings(settings_from_environment()))
        except MissingSettingError as error:
            found = [Finding("settings", "incomplete", str(error))]
    for each in found:
        click.echo(f"{'!!' if each.advice else 'ok'}  {each.subject}: {each.state}")
        if each.advice:
            click.echo(f"    {each.advice}")
    sys.exit(1 if any(each.advice for each in found) else 0)
