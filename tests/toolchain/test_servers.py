"""The embedded servers: shared, kept, and back after a kill."""

import os
import signal
import tempfile
from pathlib import Path

import psycopg
import pytest
import redis

from col_app.serve.errors import StartError
from col_app.serve.postgres import data_folder
from col_app.serve.servers import Servers


@pytest.fixture
def start(data):
    started = []

    def start_one(*, durable=False):
        servers = Servers(data, durable=durable)
        started.append(servers)
        return servers, servers.start({})

    yield start_one
    for each in started:
        each.leave()


def ask(environment, query, login="DATABASE_URL"):
    with psycopg.connect(environment[login]) as connection:
        return connection.execute(query).fetchone()[0]


def postmaster(data):
    return int((data_folder(data) / "postmaster.pid").read_text().split()[0])


def test_both_servers_answer_and_know_their_logins(start):
    _servers, environment = start()
    client = redis.Redis.from_url(environment["REDIS_URL"])

    with client:
        assert client.ping()
    assert ask(environment, "select current_user") == "col_web"
    assert ask(environment, "select current_user", "COL_ADMIN_DATABASE_URL") == "col_admin"


def test_the_web_login_owns_nothing_and_the_admin_may_create_roles(start):
    _servers, environment = start()
    rights = "select rolcreaterole from pg_roles where rolname = current_user"
    owned = "select count(*) from pg_database where datdba = current_user::regrole"

    assert (ask(environment, rights), ask(environment, owned)) == (False, 0)
    assert ask(environment, rights, "COL_ADMIN_DATABASE_URL") is True


def test_the_servers_want_passwords(start):
    _servers, environment = start()
    without = environment["DATABASE_URL"].replace("://col_web:", "://col_web:x")

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(without)
    with pytest.raises(redis.AuthenticationError):
        redis.Redis.from_url(environment["REDIS_URL"].replace("://:", "://:x")).ping()


def test_a_second_user_gets_the_same_servers_and_the_last_one_stops_them(start, data):
    first, environment = start()
    second, same = start()
    first.leave()
    kept = ask(environment, "select 1")
    second.leave()

    assert (same, kept) == (environment, 1)
    assert not (data_folder(data) / "postmaster.pid").exists()


def test_data_outlive_a_kill_of_both_servers(start, data):
    servers, environment = start(durable=True)
    with psycopg.connect(environment["COL_ADMIN_DATABASE_URL"]) as connection:
        connection.execute("create table kept as select 7 as number")
    os.kill(postmaster(data), signal.SIGKILL)
    servers.leave()
    _again, environment = start()

    assert ask(environment, "select number from kept", "COL_ADMIN_DATABASE_URL") == 7


def test_what_is_given_is_not_started(data):
    servers = Servers(data)
    environment = servers.start({"DATABASE_URL": "postgresql://x/y", "REDIS_URL": "redis://x"})
    servers.leave()

    assert (environment, data_folder(data).exists()) == ({}, False)


def test_a_lost_password_file_is_explained(start, data):
    servers, _environment = start()
    servers.leave()
    (data / "secrets.json").unlink()

    with pytest.raises(StartError, match=r"does not take the passwords of secrets\.json"):
        start()


def test_a_folder_that_nobody_cannot_reach_is_left_for_one_he_can():
    with tempfile.TemporaryDirectory(dir="/var/tmp") as private:
        folder = Path(private).resolve() / "var"
        folder.mkdir()

        assert (data_folder(folder) == folder / "postgres") == (os.geteuid() != 0)
