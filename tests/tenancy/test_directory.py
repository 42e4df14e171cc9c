"""What each process knows of the cities, and how soon."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import event, text

import tenancy
from tests.tenancy.network import BASE_DOMAIN

ROOT = Path(__file__).parents[2]
OTHER_PROCESS = """
import sys, tenancy
config = tenancy.TenancyConfig(sys.argv[2], sys.argv[3])
engine = tenancy.make_engine(sys.argv[1], config)
directory = tenancy.Directory(engine, config, ttl=600, missing_ttl=600)
for host in sys.stdin:
    found = directory.resolve(host.strip())
    print(found.kind, found.city and f"{found.city.state} {found.city.version}", flush=True)
"""


@pytest.fixture
def known(make_network):
    return make_network("nida", "rusne")


@pytest.fixture
def ask(known):
    """A function that asks the directory of another process."""
    command = [sys.executable, "-c", OTHER_PROCESS, known.url, BASE_DOMAIN]
    process = subprocess.Popen(
        [*command, known.config.role_prefix],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )

    def answer(host: str) -> str:
        process.stdin.write(f"{host}\n")
        process.stdin.flush()
        return process.stdout.readline().strip()

    yield answer
    process.stdin.close()
    process.stdout.close()
    process.wait()


def within_a_second(ask, host: str, expected: str) -> str:
    """The answer as soon as it is the expected one, or after a second."""
    until = time.monotonic() + 1
    while (answer := ask(host)) != expected and time.monotonic() < until:
        time.sleep(0.02)
    return answer


def test_another_process_sees_a_change_within_a_second(known, ask):
    host = f"nida.{BASE_DOMAIN}"
    assert ask(host) == "city active 1"
    time.sleep(1)  # its listener has to be connected
    tenancy.suspend(known.admin, known.config, "nida")
    assert within_a_second(ask, host, "city suspended 2") == "city suspended 2"
    known.directory.changed("nida")
    assert within_a_second(ask, host, "city suspended 3") == "city suspended 3"


def test_another_process_sees_a_new_city_and_host_and_their_end(known, ask):
    assert ask(f"minija.{BASE_DOMAIN}") == "unknown None"
    time.sleep(1)
    known.create("minija")
    assert within_a_second(ask, f"minija.{BASE_DOMAIN}", "city active 1") == "city active 1"
    known.add_host("minija", "minija.example")
    assert within_a_second(ask, "minija.example", "city active 2") == "city active 2"
    tenancy.drop(known.admin, known.config, "minija")
    assert within_a_second(ask, "minija.example", "unknown None") == "unknown None"
    assert ask(f"minija.{BASE_DOMAIN}") == "unknown None"


def test_look_ups_cost_no_query(known):
    queries: list[str] = []
    assert known.city("nida").id == known.directory.by_id(known.city("nida").id).id

    @event.listens_for(known.engine.dialect, "do_execute")
    def _count(_cursor, statement, *_):
        queries.append(statement)

    for number in range(1000):
        known.directory.resolve(f"nida.{BASE_DOMAIN}")
        known.directory.resolve(f"attack-{number}.{BASE_DOMAIN}")
        known.directory.resolve(f"attack-{number}.example")
    event.remove(known.engine.dialect, "do_execute", _count)
    assert len(queries) <= 1


def test_without_listening_the_time_to_live_rules(known):
    deaf = tenancy.Directory(
        known.engine,
        known.config,
        listen_url="postgresql://nobody@127.0.0.1:21009/none",
        ttl=0.3,
        missing_ttl=0.1,
    )
    assert deaf.by_slug("nida").state == "active"
    tenancy.suspend(known.admin, known.config, "nida")
    assert deaf.by_slug("nida").state == "active"
    time.sleep(0.35)
    assert deaf.by_slug("nida").state == "suspended"
    deaf.close()


def test_what_is_remembered_answers_while_the_database_is_away(known, superuser):
    directory = tenancy.Directory(known.engine, known.config, ttl=0)
    assert directory.by_slug("nida").slug == "nida"
    allow = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
    database = sql.Identifier(known.engine.url.database)
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute(allow.format(database, sql.SQL("false")))
        known.kill_logins(superuser)
        assert directory.resolve(f"nida.{BASE_DOMAIN}").kind == "city"
        assert [city.slug for city in directory.all()] == ["nida", "rusne"]
        connection.execute(allow.format(database, sql.SQL("true")))
    directory.close()


def test_a_change_of_an_unknown_city_is_refused(known):
    with pytest.raises(tenancy.UnknownCityError):
        known.directory.changed("atlantis")


def test_a_move_of_the_revision_gives_no_new_version(known):
    known.as_admin("update network.city set revision = 'x' where slug = 'nida'")
    assert known.as_admin("select version from network.city where slug = 'nida'") == [(1,)]


def test_runtime_may_bump_but_not_rename(known):
    with (
        tenancy.network_session(known.engine) as session,
        pytest.raises(Exception, match="permission denied"),
    ):
        session.execute(text("update network.city set state = 'closed'"))
