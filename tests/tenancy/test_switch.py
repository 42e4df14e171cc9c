"""Which city a transaction speaks for."""

from __future__ import annotations

from contextlib import suppress

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DataError, OperationalError, ProgrammingError

import tenancy
from tests.tenancy.network import canary
from tests.tenancy.shop import Activity

WHO = text("select current_user::text, current_setting('search_path')")
TITLE = select(Activity.title).where(Activity.id == 1)


def who(session, network):
    role, path = session.execute(WHO).one()
    return role.removeprefix(network.config.role_prefix), path


def test_a_transaction_is_the_citys(network):
    with tenancy.use_city(network.city("le-havre")), network.session() as session:
        assert who(session, network) == ("city_le_havre", "city_le_havre, network")
        assert session.scalar(TITLE) == f"{canary('le-havre')}-1"


def test_a_commit_keeps_the_city(network):
    with tenancy.use_city(network.city("vilnius")), network.session() as session:
        session.scalar(TITLE)
        session.commit()
        assert session.scalar(TITLE) == f"{canary('vilnius')}-1"
        session.rollback()
        assert session.scalar(TITLE) == f"{canary('vilnius')}-1"


def test_a_savepoint_keeps_the_city(network):
    with tenancy.use_city(network.city("vilnius")), network.session() as session:
        with pytest.raises(DataError), session.begin_nested():
            session.execute(text("select 1/0"))
        assert session.scalar(TITLE) == f"{canary('vilnius')}-1"


def test_a_connection_comes_back_without_a_city(network):
    with tenancy.use_city(network.city("vilnius")), network.session() as session:
        session.scalar(TITLE)
        with pytest.raises(DataError):
            session.execute(text("select 1/0"))
    raw = network.engine.raw_connection()
    try:
        login, path = raw.dbapi_connection.execute(WHO.text).fetchone()
    finally:
        raw.close()
    assert (login, path) == (network.engine.url.username, "network")


def test_without_a_city_city_tables_are_not_found(network):
    with network.session() as session:
        assert who(session, network) == ("city_runtime", "network")
        with pytest.raises(ProgrammingError, match="does not exist"):
            session.execute(TITLE)


def test_without_a_city_a_named_schema_is_denied(network):
    with network.session() as session, pytest.raises(ProgrammingError, match="permission denied"):
        session.execute(text("select * from city_vilnius.activity"))


def test_a_city_may_not_change_its_tables(network):
    with tenancy.use_city(network.city("vilnius")), network.session() as session:
        with pytest.raises(ProgrammingError, match="must be owner"):
            session.execute(text("drop table award"))
        session.rollback()
        with pytest.raises(ProgrammingError, match="permission denied"):
            session.execute(text("create table mine (id int)"))
        session.rollback()
        with pytest.raises(ProgrammingError, match="permission denied"):
            session.execute(text("create temporary table mine (id int)"))


def test_an_open_transaction_refuses_another_city(network):
    with tenancy.use_city(network.city("vilnius")), network.session() as session:
        session.scalar(TITLE)
        with (
            tenancy.use_city(network.city("le-havre")),
            pytest.raises(tenancy.CityMixupError),
        ):
            session.scalar(TITLE)


def test_an_open_connection_refuses_another_city(network):
    with tenancy.use_city(network.city("vilnius")), network.engine.connect() as connection:
        connection.execute(TITLE)
        with tenancy.use_network(), pytest.raises(tenancy.CityMixupError):
            connection.execute(TITLE)


def test_a_session_serves_one_city(network):
    with network.session() as session:
        with tenancy.use_city(network.city("vilnius")):
            session.get(Activity, 1)
            session.commit()
        with tenancy.use_city(network.city("le-havre")):
            with pytest.raises(tenancy.CityMixupError):
                session.get(Activity, 1)
            with pytest.raises(tenancy.CityMixupError):
                session.scalar(TITLE)


def test_a_network_session_works_inside_a_city(network):
    with tenancy.use_city(network.city("vilnius")), network.session() as session:
        assert session.scalar(TITLE) == f"{canary('vilnius')}-1"
        with tenancy.network_session(network.engine) as shared:
            assert who(shared, network) == ("city_runtime", "network")
            assert session.scalar(TITLE) == f"{canary('vilnius')}-1"
            assert tenancy.current_city().slug == "vilnius"
        assert session.scalar(TITLE) == f"{canary('vilnius')}-1"


def test_a_network_session_rolls_back_on_error(network):
    bump = text("update network.city set version = 1 where slug = 'vilnius'")
    before = network.as_admin("select version from network.city where slug = 'vilnius'")
    with suppress(KeyError), tenancy.network_session(network.engine) as session:
        session.execute(bump)
        raise KeyError
    assert network.as_admin("select version from network.city where slug = 'vilnius'") == before


def test_a_dropped_connection_is_replaced_unnoticed(network, superuser):
    with tenancy.use_city(network.city("vilnius")), network.session() as session:
        session.scalar(TITLE)
    network.kill_logins(superuser)
    with tenancy.use_city(network.city("le-havre")), network.session() as session:
        assert session.scalar(TITLE) == f"{canary('le-havre')}-1"


def test_a_connection_dropped_in_a_transaction_leaves_no_city(network, superuser):
    with tenancy.use_city(network.city("vilnius")), network.session() as session:
        session.scalar(TITLE)
        network.kill_logins(superuser)
        with pytest.raises(OperationalError):
            session.scalar(TITLE)
        session.rollback()
        assert session.scalar(TITLE) == f"{canary('vilnius')}-1"
    with network.session() as session:
        assert who(session, network) == ("city_runtime", "network")


def test_a_stronger_isolation_level_is_the_citys_too(network):
    with tenancy.use_city(network.city("vilnius")), network.session() as session:
        session.connection(execution_options={"isolation_level": "SERIALIZABLE"})
        level = session.scalar(text("show transaction_isolation"))
        assert (level, session.scalar(TITLE)) == ("serializable", f"{canary('vilnius')}-1")
        session.commit()
        assert session.scalar(text("show transaction_isolation")) == "read committed"


def test_no_city_is_current_outside():
    assert tenancy.current_city_or_none() is None
    with pytest.raises(tenancy.NoCityError):
        tenancy.current_city()


@pytest.mark.parametrize("schema", ['city_a"; DROP', "public", "city_", "City_a", "city_a\n"])
def test_a_forged_schema_name_is_refused(schema):
    city = tenancy.City(1, "a", "A", schema, "city_a", "active", "en", "UTC", 1)
    with pytest.raises(tenancy.BadNameError), tenancy.use_city(city):
        pass
