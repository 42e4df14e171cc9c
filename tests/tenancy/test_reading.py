"""One message, the same wall."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import DBAPIError

import tenancy
from tests.tenancy.network import canary

TITLE = "select title from activity where id = %(id)s"


def title(network):
    return tenancy.read_once(network.engine, TITLE, {"id": 1})[0]["title"]


def test_a_read_in_one_message_is_the_citys(network):
    with tenancy.use_city(network.city("le-havre")):
        assert tenancy.read_once(network.engine, TITLE, {"id": 1}) == [
            {"title": f"{canary('le-havre')}-1"}
        ]


def test_nothing_of_the_city_is_left_on_the_connection(network):
    with tenancy.use_city(network.city("vilnius")):
        tenancy.read_once(network.engine, TITLE, {"id": 1})
    who = "select current_user::text, current_setting('search_path')"
    raw = network.engine.raw_connection()
    role, path = raw.dbapi_connection.execute(who).fetchone()
    raw.close()
    assert ("city" in role, path) == (False, "network")


def test_a_read_without_a_city_is_refused(network):
    with pytest.raises(tenancy.NoCityError):
        tenancy.read_once(network.engine, TITLE, {"id": 1})


def test_a_failed_read_leaves_a_usable_connection(network):
    with tenancy.use_city(network.city("vilnius")):
        with pytest.raises(DBAPIError):
            tenancy.read_once(network.engine, "select 1 / %(zero)s", {"zero": 0})
        assert tenancy.read_once(network.engine, TITLE, {"id": 1}) == [
            {"title": f"{canary('vilnius')}-1"}
        ]


def test_values_are_quoted(network):
    with tenancy.use_city(network.city("vilnius")):
        odd = "'; drop table activity; --"
        assert tenancy.read_once(network.engine, "select %(odd)s::text as odd", {"odd": odd}) == [
            {"odd": odd}
        ]


def test_a_connection_that_died_is_replaced(network, superuser):
    with tenancy.use_city(network.city("vilnius")):
        tenancy.read_once(network.engine, TITLE, {"id": 1})
        network.kill_logins(superuser)
        assert tenancy.read_once(network.engine, TITLE, {"id": 1}) == [
            {"title": f"{canary('vilnius')}-1"}
        ]
