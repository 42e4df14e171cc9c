"""One network for all tests: real PostgreSQL and Valkey, two seeded cities, and their app."""

import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import tenancy
from col_app import create_app
from col_app.config import Settings, settings_from_environment
from col_app.core import migrations, outbox
from col_app.core.db import db
from col_app.demo.seed import PASSWORD, address, seed_demo
from col_app.serve.mail_sink import keeping
from col_app.serve.ports import free_port
from col_app.serve.servers import running
from tests.statements import statements

CITIES = ("vilnius", "cagliari")


def pytest_addoption(parser):
    parser.addoption("--full", action="store_true", help="also run the long sizes")


def pytest_collection_modifyitems(config, items):
    """Leave out, by name, what this machine cannot run; the summary lists it."""
    missing = {
        "fixtures": not os.environ.get("COL_FIXTURES"),
        "pgbouncer": shutil.which("pgbouncer") is None,
        "full": not config.getoption("--full"),
    }
    left_out = [item for item in items if any(missing.get(m.name) for m in item.iter_markers())]
    if left_out:
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)
        config.left_out = [item.nodeid for item in left_out]


def pytest_terminal_summary(terminalreporter, config):
    names = getattr(config, "left_out", [])
    if names:
        terminalreporter.section("not run: COL_FIXTURES, pgbouncer or --full is missing")
        for name in names:
            terminalreporter.write_line(name)


@pytest.fixture(scope="session")
def settings() -> Iterator[Settings]:
    """Settings of a network on servers of its own, or on those of the environment."""
    data = Path(tempfile.mkdtemp(prefix="col-test-", dir="/var/tmp"))
    data.chmod(0o755)
    before = dict(os.environ)
    os.environ["COL_DATA_DIR"] = str(data)
    smtp_port = free_port()
    os.environ["SMTP_URL"] = f"smtp://127.0.0.1:{smtp_port}"
    with running(data, durable=False), keeping(data / "mails", smtp_port, free_port()):
        yield settings_from_environment()
    os.environ.clear()
    os.environ.update(before)
    shutil.rmtree(data, ignore_errors=True)


@pytest.fixture(scope="session")
def app(settings):
    """The app with Vilnius and Cagliari filled."""
    migrations.upgrade_all(settings)
    made = create_app(settings, testing=True)
    with made.app_context():
        seed_demo(made, lambda *_: None, CITIES)
    yield made
    made.directory.close()
    with made.app_context():
        db.engine.dispose()


@pytest.fixture
def vilnius(app):
    """The code inside runs as Vilnius; what is not committed is gone afterwards."""
    with inside(app, "vilnius") as session:
        yield session


@pytest.fixture
def cagliari(app):
    with inside(app, "cagliari") as session:
        yield session


@contextmanager
def inside(app, slug):
    with app.app_context(), tenancy.use_city(app.directory.by_slug(slug)):
        yield db.session
        db.session.rollback()
        db.session.remove()


class Client:
    """A browser without JavaScript on one host. `apex` stands for the network's own host."""

    def __init__(self, app, name):
        base = app.settings.base_domain
        self.host = base if name == "apex" else name if "." in name else f"{name}.{base}"
        self.base_url = f"{app.settings.scheme}://{self.host}"
        self.client = app.test_client()

    def get(self, path, **options):
        return self.client.get(path, base_url=self.base_url, **options)

    def post(self, path, data=None, **options):
        headers = {"Sec-Fetch-Site": "same-origin", **options.pop("headers", {})}
        return self.client.post(path, data=data, base_url=self.base_url, headers=headers, **options)


@pytest.fixture
def client(app):
    """`client("vilnius")`: a visitor's browser on that host."""
    return lambda name: Client(app, name)


@pytest.fixture
def keep_promises(app):
    """Run what waits in the outbox, as the worker does; no city is current while it starts."""

    def keep():
        with app.app_context(), tenancy.use_network():
            while late := outbox.waiting(dt.timedelta(0)):
                for promise_id in late:
                    outbox.run(promise_id, app.directory)

    return keep


@pytest.fixture
def queries():
    """Collects the statements of a block: `with queries() as seen: …; len(seen)`."""
    return statements


@pytest.fixture
def demo_account():
    """(e-mail, password) of a demo account: `demo_account("learner", "vilnius")`."""
    return lambda role, slug: (address(role, slug), PASSWORD)
