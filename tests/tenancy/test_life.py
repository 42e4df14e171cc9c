"""Preparing a database; cities that come and go."""

from __future__ import annotations

import time

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import MetaData, text

import tenancy
from tests.tenancy import shop
from tests.tenancy.network import address


def test_a_new_city_stands_within_a_second(network):
    started = time.monotonic()
    city = network.create("nida")
    assert time.monotonic() - started < 1
    assert city == tenancy.City(
        city.id, "nida", "Nida", "city_nida", network.config.role_of("nida"), "active", "lt",
        "Europe/Vilnius", 1,
    )  # fmt: skip
    with tenancy.use_city(city), network.session() as session:
        shop.fill(session, "CNRY")
        session.commit()


def test_a_city_is_made_once(network):
    before = network.as_admin("select count(*) from network.city")
    with pytest.raises(tenancy.CityExistsError):
        network.create("vilnius")
    assert network.as_admin("select count(*) from network.city") == before


def test_a_dropped_city_leaves_nothing_and_may_come_again(make_network):
    network = make_network("nida", "rusne")
    network.add_host("nida", "nida.example")
    tenancy.drop(network.admin, network.config, "nida")
    listed = tenancy.list_cities(network.admin, network.config)
    assert [city.slug for city in listed] == ["rusne"]
    assert network.as_admin("select host from network.domain") == []
    assert network.create("nida").version == 1


@pytest.mark.parametrize("change", [tenancy.suspend, tenancy.resume, tenancy.close, tenancy.drop])
def test_an_unknown_city_has_no_life(network, change):
    with pytest.raises(tenancy.UnknownCityError):
        change(network.admin, network.config, "atlantis")


def test_a_host_belongs_to_one_city(make_network):
    network = make_network("nida", "rusne")
    network.add_host("nida", "sea.example")
    with pytest.raises(tenancy.HostTakenError):
        network.add_host("rusne", "sea.example")
    city = tenancy.remove_host(network.admin, network.config, "nida", "sea.example")
    assert city.hosts == ()
    assert network.add_host("rusne", "sea.example").hosts == ("sea.example",)


def test_bootstrap_may_be_repeated(network):
    before = tenancy.list_cities(network.admin, network.config)
    tenancy.bootstrap(network.admin_url, network.config, network.engine.url.username, "w:e/b@")
    assert tenancy.list_cities(network.admin, network.config) == before


def test_the_login_carries_the_time_limits(network):
    with network.session() as session:
        limits = [
            session.scalar(text(f"show {name}"))
            for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
        ]
    assert limits == ["15s", "5s", "30s"]


def made_by_hand(superuser: str, name: str, rights: str) -> str:
    """A database, and an administrator with the given rights; the administrator's address."""
    with psycopg.connect(superuser, autocommit=True) as connection:
        for statement in (
            f"CREATE ROLE {{}} LOGIN PASSWORD 'x' {rights}",
            "CREATE DATABASE {}",
        ):
            connection.execute(sql.SQL(statement).format(sql.Identifier(name)))
    return address(superuser, username=name, password="x", database=name)


def removed(superuser: str, name: str) -> None:
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
        rows = connection.execute(
            "SELECT rolname FROM pg_roles WHERE starts_with(rolname, %s)", [name]
        )
        names = sql.SQL(", ").join(sql.Identifier(role) for (role,) in rows.fetchall())
        connection.execute(sql.SQL("DROP ROLE {}").format(names))


def test_missing_rights_are_said_with_the_sql_that_gives_them(superuser):
    admin_url = made_by_hand(superuser, "tn_poor", "")
    config = tenancy.TenancyConfig("a.test", "tn_poor_")
    with pytest.raises(tenancy.MissingRightsError) as refused:
        tenancy.bootstrap(admin_url, config, "tn_poor_web", "x")
    assert refused.value.sql.splitlines() == [
        'ALTER ROLE "tn_poor" CREATEROLE;',
        'GRANT CREATE ON DATABASE "tn_poor" TO "tn_poor";',
    ]

    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute(refused.value.sql.encode())
    tenancy.bootstrap(admin_url, config, "tn_poor_web", "x")
    admin = tenancy.make_admin_engine(admin_url)
    assert tenancy.provision(admin, config, tenancy.NewCity("nida", "Nida"), shop.script()).id == 1
    removed(superuser, "tn_poor")


def test_a_login_made_by_a_superuser_sets_its_own_limits(superuser):
    admin_url = made_by_hand(superuser, "tn_given", "CREATEROLE")
    with psycopg.connect(superuser, autocommit=True) as connection:
        connection.execute("GRANT CREATE ON DATABASE tn_given TO tn_given")
        connection.execute("CREATE ROLE tn_given_web LOGIN PASSWORD 'y'")
    config = tenancy.TenancyConfig("a.test", "tn_given_")
    tenancy.bootstrap(admin_url, config, "tn_given_web", "y")
    web = address(admin_url, username="tn_given_web", password="y")
    with psycopg.connect(web) as connection:
        assert connection.execute("show statement_timeout").fetchone() == ("15s",)
        assert connection.execute("show search_path").fetchone() == ("network",)
    removed(superuser, "tn_given")


def test_one_login_may_be_both(superuser):
    admin_url = made_by_hand(superuser, "tn_both", "SUPERUSER")
    config = tenancy.TenancyConfig("a.test", "tn_both_")
    tenancy.bootstrap(admin_url, config, "tn_both", "x")
    engine = tenancy.make_engine(admin_url, config)
    admin = tenancy.make_admin_engine(admin_url)
    city = tenancy.provision(admin, config, tenancy.NewCity("nida", "Nida"), shop.script())
    tenancy.provision(admin, config, tenancy.NewCity("rusne", "Rusne"), shop.script())
    with (
        tenancy.use_city(city),
        tenancy.CitySession(engine) as session,
        pytest.raises(Exception, match="permission denied"),
    ):
        session.execute(text("select * from city_rusne.place"))
    engine.dispose()
    removed(superuser, "tn_both")


def test_the_directory_tables_are_as_an_app_may_declare_them(network):
    query = """
        select attname, not attnotnull from pg_attribute
        where attrelid = cast(:table as regclass) and attnum > 0 order by attnum
    """
    for table in tenancy.directory_tables(MetaData()):
        found = network.as_admin(query, table=table.fullname)
        assert found == [(column.name, column.nullable) for column in table.columns]
