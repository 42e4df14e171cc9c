"""From outside: nobody ever sees another city."""

from __future__ import annotations

import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, wait
from itertools import permutations

import psycopg
import pytest
from psycopg import sql
from werkzeug.test import Client

import tenancy
from tests.tenancy.network import BASE_DOMAIN, address, canary
from tests.tenancy.site import Site

CITIES = [f"city-{number}" for number in range(45)]
CLIENTS, ANSWERS, POOL = 64, 20_000, 8
PATHS = ("/read", "/read", "/read", "/commit", "/savepoint", "/error", "/stream")


@pytest.fixture(scope="module")
def cities(make_network):
    return make_network(*CITIES, pool_size=POOL)


def answers(app, seed: int, count: int) -> Counter[str]:
    """What one client got: `right`, or what was wrong."""
    client, seen = Client(app), Counter()
    choose = random.Random(seed)  # noqa: S311 - the same mix in every run
    for _ in range(count):
        slug, path = choose.choice(CITIES), choose.choice(PATHS)
        response = client.get(path, base_url=f"http://{slug}.{BASE_DOMAIN}")
        body = response.text
        own, foreign = body.count(f"{canary(slug)}-"), body.count("CNRY-")
        right = response.status_code == 200 and own == foreign > 0
        seen["right" if right else f"{slug}{path}: {response.status_code} {body[:90]}"] += 1
    return seen


def hammered(app, clients: int, total: int) -> Counter[str]:
    """All answers of many clients at once, while a saboteur cuts connections."""
    done = threading.Event()
    with ThreadPoolExecutor(clients + 1) as pool:
        saboteur = pool.submit(cut_connections, app, done)
        share = [total // clients + (number < total % clients) for number in range(clients)]
        work = [pool.submit(answers, app, number, count) for number, count in enumerate(share)]
        wait(work)
        done.set()
        saboteur.result()
    return sum((each.result() for each in work), Counter())


def cut_connections(app, done: threading.Event) -> None:
    client = Client(app)
    while not done.wait(0.3):
        assert client.get("/cut", base_url=f"http://{CITIES[0]}.{BASE_DOMAIN}").status_code == 200


def test_64_clients_over_45_cities_get_no_foreign_answer(cities):
    app = tenancy.HostMiddleware(Site(cities.engine), cities.directory)
    assert hammered(app, CLIENTS, ANSWERS) == {"right": ANSWERS}
    assert tenancy.current_city_or_none() is None


def test_no_city_role_has_rights_on_another_city(cities, superuser):
    config = cities.config
    query = """
        select r.rolname, n.nspname from pg_roles r, pg_namespace n
        where r.rolname = any(%(roles)s) and n.nspname = any(%(schemas)s)
          and (has_schema_privilege(r.oid, n.oid, 'USAGE, CREATE')
            or exists (select from pg_class c where c.relnamespace = n.oid and c.relkind = 'r'
                and (has_table_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')
                  or has_any_column_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE'))))
    """
    values = {
        "roles": [config.role_of(slug) for slug in CITIES],
        "schemas": [config.schema_of(slug) for slug in CITIES],
    }
    with psycopg.connect(address(superuser, database=cities.engine.url.database)) as connection:
        found = connection.execute(query, values).fetchall()
    own = [(config.role_of(slug), config.schema_of(slug)) for slug in CITIES]
    assert sorted(found) == sorted(own)


def test_every_pair_of_city_roles_fails_to_read(cities):
    config, denied = cities.config, 0
    with psycopg.connect(cities.url, autocommit=True) as connection:
        for reader, other in permutations(CITIES, 2):
            role, schema = config.role_of(reader), config.schema_of(other)
            with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
                become(connection, role, schema)
            denied += 1
    assert denied == 45 * 44


def become(connection: psycopg.Connection, role: str, schema: str) -> None:
    """Read a schema's places as a role, in one message."""
    connection.execute(
        sql.SQL("SET LOCAL ROLE {}; SELECT name FROM {}.place").format(
            sql.Identifier(role), sql.Identifier(schema)
        )
    )


@pytest.mark.parametrize("login", ["url", "admin_url"])
def test_a_login_that_became_no_city_reads_nothing(cities, login):
    schema = cities.config.schema_of(CITIES[0])
    query = sql.SQL("SELECT name FROM {}.place").format(sql.Identifier(schema))
    with (
        psycopg.connect(getattr(cities, login)) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(query)


def test_the_login_cannot_become_the_owner(cities):
    with (
        psycopg.connect(cities.url) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(cities.config.owner_role)))
