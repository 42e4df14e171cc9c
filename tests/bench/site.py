"""A site to measure: embedded servers, many cities with equal contents, one web process."""

from __future__ import annotations

import datetime as dt
import http.client
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, text

import tenancy
from col_app import create_app
from col_app.config import ROOT, settings_from_environment
from col_app.core import migrations, outbox
from col_app.core.db import city_tables, db
from col_app.core.web import PortalApp
from col_app.demo.seed import seed_demo
from col_app.network.directory import actions as directory
from col_app.serve.mail_sink import keeping
from col_app.serve.ports import free_port
from col_app.serve.servers import running

MODEL = "vilnius"


@dataclass
class Site:
    """What runs: the app in this process (for set-up), and web processes to measure."""

    app: PortalApp
    postgres: int
    slugs: list[str] = field(default_factory=list)

    def grow(self, count: int) -> None:
        """Have `count` cities, each with the contents of the first."""
        with directory.administration(self.app.settings) as admin:
            self._grow(admin, count)

    def _grow(self, admin: Engine, count: int) -> None:
        while len(self.slugs) < count:
            slug = f"town-{len(self.slugs):04d}"
            place = directory.Place(
                slug=slug,
                names={"en": slug, "lt": slug},
                country="LT",
                country_names={"en": "Lithuania", "lt": "Lietuva"},
                lat=54.7,
                lon=25.3,
                bounds=(25.0, 54.5, 25.5, 54.8),
                languages=("lt", "en"),
                time_zone="Europe/Vilnius",
            )
            city = directory.provision(self.app, admin, place, slug)
            _copy(admin, self.app, city)
            self.slugs.append(slug)


def _copy(admin: Engine, app: PortalApp, city: tenancy.City) -> None:
    model = app.directory.by_slug(MODEL)
    with admin.begin() as connection:
        tenancy.as_owner(connection, app.settings.tenancy)
        for table in city_tables():
            columns = ", ".join(f'"{c.name}"' for c in table.columns if c.computed is None)
            source, target = f'"{model.schema}".{table.name}', f'"{city.schema}".{table.name}'
            connection.execute(
                text(f"insert into {target} ({columns}) select {columns} from {source}")
            )


@contextmanager
def site() -> Iterator[Site]:
    """Servers with durable settings in a folder of their own, gone at the end."""
    data = Path(tempfile.mkdtemp(prefix="col-bench-", dir="/var/tmp"))
    data.chmod(0o755)
    smtp_port = free_port()
    os.environ |= {"COL_DATA_DIR": str(data), "SMTP_URL": f"smtp://127.0.0.1:{smtp_port}"}
    with running(data):
        settings = settings_from_environment()
        migrations.upgrade_all(settings)
        app = create_app(settings, testing=True)
        with app.app_context():
            seed_demo(app, lambda *_: None, [MODEL])
            with keeping(data / "mail", smtp_port, free_port()):
                for promise_id in outbox.waiting(dt.timedelta(0)):
                    outbox.run(promise_id, app.directory)
            yield Site(app, _postmaster(data), [MODEL])
            db.engine.dispose()
        app.directory.close()
    shutil.rmtree(data, ignore_errors=True)


def _postmaster(data: Path) -> int:
    found = next(data.glob("**/postmaster.pid"), None) or next(
        Path("/var/tmp").glob("col-data-*/**/postmaster.pid")
    )
    return int(found.read_text().split()[0])


@contextmanager
def web(target: str) -> Iterator[tuple[int, int]]:
    """(port, process) of a granian with one worker and four threads, serving `target`."""
    port = free_port()
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", str(port), "--workers", "1", "--blocking-threads", "4", "--no-ws",
        "--log-level", "warning", target,
    ]  # fmt: skip
    environment = {**os.environ, "COL_LOG_LEVEL": "WARNING"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        _wait(port)
        yield port, process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _wait(port: int) -> None:
    for _attempt in range(400):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz", headers={"Host": "localhost"})
            connection.getresponse()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("the web process does not answer")
