"""The same promises behind PgBouncer in transaction mode, with fewer connections than clients."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import func
from sqlalchemy.engine import make_url

import tenancy
from tests.tenancy.cluster import as_nobody
from tests.tenancy.network import canary
from tests.tenancy.shop import Place
from tests.tenancy.site import Site
from tests.tenancy.test_isolation import CITIES, hammered

pytestmark = pytest.mark.pgbouncer

PORT = 21050
SERVER_CONNECTIONS = 2
CONFIG = """
[databases]
* = host={host} port={port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {listen}
unix_socket_dir =
auth_type = trust
auth_file = {folder}/users.txt
pool_mode = transaction
default_pool_size = {size}
"""


def program() -> str:
    return shutil.which("pgbouncer", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")


@contextmanager
def running_pgbouncer(network):
    """The address of the app's login through PgBouncer."""
    assert program(), "pgbouncer is missing: install it, or deselect this file by its marker"
    direct = make_url(network.url)
    with tempfile.TemporaryDirectory(dir="/var/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "users.txt").write_text(f'"{direct.username}" "{direct.password}"\n')
        config = CONFIG.format(
            host=direct.host,
            port=direct.port or 5432,
            listen=PORT,
            folder=folder,
            size=SERVER_CONNECTIONS,
        )
        (folder / "pgbouncer.ini").write_text(config)
        process = subprocess.Popen(
            [program(), "-q", folder / "pgbouncer.ini"], stderr=subprocess.DEVNULL, **as_nobody()
        )
        try:
            wait_for_port()
            yield direct.set(host="127.0.0.1", port=PORT).render_as_string(hide_password=False)
        finally:
            process.terminate()
            process.wait()


def wait_for_port() -> None:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", PORT), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("pgbouncer did not start")


@pytest.fixture(scope="module")
def bounced(make_network):
    """A network whose app reaches the database through PgBouncer."""
    network = make_network(*CITIES)
    with running_pgbouncer(network) as url:
        direct, network.engine = (
            network.engine,
            tenancy.make_engine(url, network.config, pool_size=8, pool_timeout=60),
        )
        yield network
        network.engine.dispose()
        network.engine = direct


def test_clients_over_45_cities_get_no_foreign_answer(bounced):
    app = tenancy.HostMiddleware(Site(bounced.engine), bounced.directory)
    assert hammered(app, 16, 2000) == {"right": 2000}


def test_the_clients_shared_few_connections(bounced):
    pids = set()
    for slug in CITIES:
        with tenancy.use_city(bounced.city(slug)), bounced.session() as session:
            pids.add(session.scalar(func.pg_backend_pid()))
    assert 1 <= len(pids) <= SERVER_CONNECTIONS


def plain_client(network) -> psycopg.Connection:
    url = network.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(url, autocommit=True, prepare_threshold=None)


def test_the_next_client_finds_no_city(bounced):
    for slug in CITIES:
        with tenancy.use_city(bounced.city(slug)), bounced.session() as session:
            assert session.get(Place, 1).name == f"{canary(slug)}-1"
        with plain_client(bounced) as client:
            found = client.execute("SELECT current_user, current_setting('search_path')")
            assert found.fetchone() == (bounced.engine.url.username, "network")


def test_a_client_that_vanishes_in_a_transaction_leaves_no_city(bounced):
    city = bounced.city(CITIES[0])
    opened = sql.SQL("BEGIN; SET LOCAL search_path = {}, network; SET LOCAL ROLE {}").format(
        sql.Identifier(city.schema), sql.Identifier(city.role)
    )
    for _ in range(SERVER_CONNECTIONS * 2):
        client = plain_client(bounced)
        client.execute(opened)
        client.pgconn.finish()
        with plain_client(bounced) as other, pytest.raises(psycopg.Error, match="does not exist"):
            other.execute("SELECT * FROM place")


def test_a_network_session_inside_a_city_is_nobodys(bounced):
    with tenancy.use_city(bounced.city(CITIES[1])), bounced.session() as session:
        assert session.get(Place, 1).name == f"{canary(CITIES[1])}-1"
        with tenancy.network_session(bounced.engine) as shared:
            role = shared.connection().exec_driver_sql("SELECT current_user").scalar()
            assert role == bounced.config.runtime_role
        assert session.get(Place, 2).name == f"{canary(CITIES[1])}-2"


def test_a_directory_behind_pgbouncer_listens_directly(bounced):
    directory = tenancy.Directory(
        bounced.engine, bounced.config, listen_url=bounced.url, ttl=600, missing_ttl=600
    )
    assert directory.by_slug(CITIES[2]).state == "active"
    time.sleep(1)
    tenancy.suspend(bounced.admin, bounced.config, CITIES[2])
    until = time.monotonic() + 1
    while directory.by_slug(CITIES[2]).state == "active" and time.monotonic() < until:
        time.sleep(0.02)
    assert directory.by_slug(CITIES[2]).state == "suspended"
    directory.close()
