"""Histories of the shared schema and of a hundred cities."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

import tenancy
from tests.tenancy.shop import FIRST, HISTORY, NETWORK_HISTORY, SECOND, TABLES

CITIES = 100
DRIFTED, LOCKED = "city-50", "city-60"


@pytest.fixture(scope="module")
def hundred(make_network):
    network = make_network()
    for number in range(CITIES):
        network.create(f"city-{number}")
    return network


def migrate(network, **options) -> tenancy.MigrationReport:
    return tenancy.migrate_cities(
        network.admin, network.config, HISTORY, lock_timeout="300ms", **options
    )


def revisions(network) -> dict[str | None, int]:
    found = network.as_admin("select revision, count(*) from network.city group by 1")
    return dict(found)


def test_the_head_is_read_from_the_history():
    assert tenancy.head_revision(HISTORY) == SECOND


def test_98_of_100_cities_migrate_and_the_next_run_finishes_two(hundred):
    hundred.as_admin("alter table city_city_50.activity add age int")
    reader = hundred.admin.connect()
    tenancy.as_owner(reader, hundred.config)
    reader.execute(text("select * from city_city_60.activity"))

    first = migrate(hundred)
    reader.close()

    assert len(first.done) == CITIES - 2
    assert {slug: why.partition(":")[0] for slug, why in first.failed.items()} == {
        DRIFTED: "DuplicateColumn",
        LOCKED: "LockNotAvailable",
    }
    assert revisions(hundred) == {FIRST: 2, SECOND: CITIES - 2}

    hundred.as_admin("alter table city_city_50.activity drop age")
    second = migrate(hundred)
    assert (sorted(second.done), second.failed) == ([DRIFTED, LOCKED], {})
    assert revisions(hundred) == {SECOND: CITIES}
    assert migrate(hundred).nothing


def test_status_lists_every_city(hundred):
    listed = tenancy.status(hundred.admin, hundred.config, HISTORY)
    assert [each.slug for each in listed] == sorted(f"city-{n}" for n in range(CITIES))


def test_a_new_table_is_the_citys_to_use(make_network):
    network = make_network("nida")
    migrate(network)
    with tenancy.use_city(network.city("nida")), network.session() as session:
        session.execute(text("insert into wish (activity_id) values (1)"))
        words = session.scalars(text("select words from wish order by id"))
        assert words.all() == ["50% off", "100%"]


def test_one_city_can_go_first_and_progress_is_told(make_network):
    network = make_network("nida", "rusne")
    told: list[tuple[int, int, str]] = []
    report = migrate(network, only="rusne", progress=lambda *each: told.append(each))
    assert (report.done, told) == (["rusne"], [(1, 1, "rusne")])
    assert revisions(network) == {FIRST: 1, SECOND: 1}


def test_a_revision_that_nobody_knows_is_reported(make_network):
    network = make_network("nida", "rusne")
    network.as_admin("update network.city set revision = 'lost' where slug = 'nida'")
    report = migrate(network)
    assert (report.done, list(report.failed)) == (["rusne"], ["nida"])
    assert "lost" in report.failed["nida"]


def test_the_network_migrates_once_as_the_owner(make_network):
    network = make_network("nida", "rusne")
    for _ in range(2):
        head = tenancy.migrate_network(network.admin, network.config, NETWORK_HISTORY)
        assert head == "n1"
    owner = network.as_admin("select tableowner from pg_tables where tablename = 'outbox'")
    assert owner == [(network.config.owner_role,)]


def test_a_city_sees_its_own_rows_of_a_shared_table(make_network):
    network = make_network("nida", "rusne")
    tenancy.migrate_network(network.admin, network.config, NETWORK_HISTORY)
    kinds = text("select kind from outbox")
    for slug in ("nida", "rusne"):
        with tenancy.use_city(network.city(slug)), network.session() as session:
            session.execute(text("insert into outbox (kind) values (:kind)"), {"kind": slug})
            session.commit()
            assert session.scalars(kinds).all() == [slug]
    with tenancy.network_session(network.engine) as session:
        assert session.scalars(text("select kind from outbox order by 1")).all() == [
            "nida",
            "rusne",
        ]


def test_a_city_cannot_write_rows_of_another(make_network):
    network = make_network("nida")
    tenancy.migrate_network(network.admin, network.config, NETWORK_HISTORY)
    forged = text("insert into outbox (kind, city_role) values ('x', 'city_rusne')")
    with (
        tenancy.use_city(network.city("nida")),
        network.session() as session,
        pytest.raises(ProgrammingError, match="row-level security"),
    ):
        session.execute(forged)


def test_the_script_holds_every_table_once():
    script = tenancy.CityScript.from_metadata(TABLES)
    assert [script.sql.count(f"CREATE TABLE {table.name} ") for table in TABLES] == [1] * 6
    assert script.sql == tenancy.CityScript.from_metadata(TABLES).sql
    assert "'100%'" in script.sql
