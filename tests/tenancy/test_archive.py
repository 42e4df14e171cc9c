"""Export and restore of one city."""

from __future__ import annotations

import hashlib
import io
import zipfile

import pytest

import tenancy
from tests.tenancy import shop
from tests.tenancy.network import canary
from tests.tenancy.shop import Activity, Organiser


@pytest.fixture
def archive() -> io.BytesIO:
    return io.BytesIO()


@pytest.fixture(scope="module")
def twins(make_network):
    return make_network("vilnius", "nida")


def export(network, slug, archive):
    return tenancy.export_city(network.admin, network.config, slug, archive)


def restore(network, archive, as_slug=None, script=None):
    return tenancy.restore_city(
        network.admin, network.config, archive, as_slug, script=script or shop.script()
    )


def contents(network, slug) -> dict[str, tuple[int, str]]:
    """Rows and checksum of every table, as an export sees them."""
    manifest = export(network, slug, io.BytesIO())
    return {table.name: (table.rows, table.sha256) for table in manifest.tables}


def test_a_restored_city_equals_the_exported(twins, archive):
    before, neighbour = contents(twins, "vilnius"), contents(twins, "nida")
    export(twins, "vilnius", archive)

    restored = restore(twins, archive, "vilnius-two")

    assert (restored.slug, restored.schema) == ("vilnius-two", "city_vilnius_two")
    assert contents(twins, "vilnius-two") == before
    assert contents(twins, "vilnius") == before
    assert contents(twins, "nida") == neighbour
    assert sorted(before) == sorted(table.name for table in shop.TABLES)


def test_a_city_survives_drop_and_restore(make_network, archive):
    network = make_network("vilnius", "nida")
    network.add_host("vilnius", "learn.example")
    tenancy.suspend(network.admin, network.config, "vilnius")
    before, neighbour = contents(network, "vilnius"), contents(network, "nida")
    export(network, "vilnius", archive)
    tenancy.drop(network.admin, network.config, "vilnius")

    city = restore(network, archive)

    assert (city.name, city.default_locale, city.time_zone, city.state, city.hosts) == (
        "Vilnius", "lt", "Europe/Vilnius", "suspended", ("learn.example",),
    )  # fmt: skip
    assert (contents(network, "vilnius"), contents(network, "nida")) == (before, neighbour)


def keys(network, schema) -> list[tuple]:
    return network.as_admin(
        "select conname, replace(pg_get_constraintdef(oid), :schema || '.', '') from pg_constraint"
        " where contype = 'f' and connamespace = cast(:schema as regnamespace) order by conname",
        schema=schema,
    )


def test_a_restored_city_counts_on_and_keeps_its_rules(twins, archive):
    twins.as_admin("select setval('city_vilnius.organiser_id_seq', 70)")
    export(twins, "vilnius", archive)
    city = restore(twins, archive, "vilnius-three")
    with tenancy.use_city(city), twins.session() as session:
        new = Organiser(name="new")
        session.add(new)
        session.commit()
        assert new.id == 71
        assert session.get(Activity, 2).title == f"{canary('vilnius')}-2"
    assert keys(twins, "city_vilnius_three") == keys(twins, "city_vilnius")


def test_an_existing_city_is_not_overwritten(twins, archive):
    export(twins, "vilnius", archive)
    before = contents(twins, "nida")
    with pytest.raises(tenancy.CityExistsError):
        restore(twins, archive, "nida")
    assert contents(twins, "nida") == before


def test_another_revision_is_refused(twins, archive):
    export(twins, "vilnius", archive)
    with pytest.raises(tenancy.RevisionMismatchError, match="0001.*0002"):
        restore(twins, archive, "late", shop.script(shop.SECOND))
    assert twins.directory.by_slug("late") is None


def altered(archive: io.BytesIO, path: str, change) -> io.BytesIO:
    copy = io.BytesIO()
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(copy, "w") as target:
        for each in source.namelist():
            content = source.read(each)
            target.writestr(each, change(content) if each == path else content)
    return copy


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("tables/place.copy", lambda content: content.replace(b"CNRY", b"CNRX")),
        ("tables/place.copy", lambda content: content + content.replace(b"1\t", b"9\t", 1)),
        ("tables/place.copy", lambda content: content[:-9]),
        ("manifest.json", lambda content: content.replace(b'"place"', b'"palace"')),
        ("manifest.json", lambda content: content.replace(b'"format": 1', b'"format": 2')),
        ("manifest.json", lambda content: content[:-1]),
    ],
)
def test_a_damaged_archive_leaves_nothing(twins, archive, path, change):
    export(twins, "vilnius", archive)
    with pytest.raises(tenancy.ArchiveError):
        restore(twins, altered(archive, path, change), "broken")
    assert twins.as_admin("select from pg_namespace where nspname = 'city_broken'") == []
    role = twins.config.role_of("broken")
    assert twins.as_admin("select from pg_roles where rolname = :role", role=role) == []


def test_what_is_no_archive_is_refused(twins):
    with pytest.raises(tenancy.ArchiveError):
        restore(twins, io.BytesIO(b"PK"))


def test_an_archive_is_a_zip_that_others_can_read(twins, tmp_path):
    manifest = export(twins, "nida", tmp_path / "nida.zip")
    with zipfile.ZipFile(tmp_path / "nida.zip") as archive:
        sums = {
            table.name: hashlib.sha256(archive.read(table.path)).hexdigest()
            for table in manifest.tables
        }
    assert sums == {table.name: table.sha256 for table in manifest.tables}
