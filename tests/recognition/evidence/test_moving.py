"""Files go where their city goes: into its archive, out of it again, and away with it."""

import itertools
import zipfile

import pytest
from click.testing import CliRunner
from sqlalchemy import text

import tenancy
from col_app.cli import col
from col_app.core import files
from col_app.core.db import db
from col_app.core.ids import public_id
from col_app.network.directory.actions import administration
from tests.recognition.awarding import Portal

_numbers = itertools.count(1)


@pytest.fixture
def run(app):
    """Run a `col` command on the servers of the tests; its output."""

    def command(*words, code=0):
        done = CliRunner().invoke(col, [str(word) for word in words], catch_exceptions=False)
        assert (done.exit_code, done.output if done.exit_code != code else "") == (code, "")
        return done.output

    return command


@pytest.fixture
def lemuria(app, settings, run):
    """A city of its own; nothing is left of it afterwards."""
    portal = Portal(app, f"lemuria{next(_numbers)}")
    run("city", "create", portal.slug, "--name", "L", "--country", "GR", "--locale", "en")
    yield portal
    made = [city for city in app.directory.all() if city.slug.startswith("lemuria")]
    with app.app_context(), administration(settings) as admin:
        for city in made:
            tenancy.drop(admin, settings.tenancy, city.slug)
            files.drop_city(city)
        with admin.begin() as connection:
            tenancy.as_owner(connection, settings.tenancy)
            connection.execute(text("delete from network.kept_document"))
            connection.execute(text("delete from network.signing_key where city_id is null"))


def folder(app, settings, slug):
    app.directory.changed(slug)
    return settings.data_dir / "files" / str(app.directory.by_slug(slug).id)


def handed_in(portal, content):
    """The address of a file of an experience."""

    def work():
        name = public_id()
        files.keep(name, content)
        told = "insert into experience (person_id, title, story) values (1, 'x', 'y') returning id"
        number = db.session.scalar(text(told))
        row = text("""
            insert into evidence_file (person_id, experience_id, position, public_id, name,
              media_type, size)
            values (1, :number, 1, :name, 'a.pdf', 'application/pdf', 5)
        """)
        db.session.execute(row, {"number": number, "name": name})
        return name

    return portal.do(work)


def test_files_go_with_their_city_and_come_back(app, settings, run, lemuria, tmp_path):
    name = handed_in(lemuria, b"%PDF-")
    before = folder(app, settings, lemuria.slug)
    run("city", "export", lemuria.slug, tmp_path / "city.zip")
    run("city", "drop", lemuria.slug, "--yes")
    assert not before.exists()
    run("city", "restore", tmp_path / "city.zip")
    after = folder(app, settings, lemuria.slug)

    assert (after / name[:2] / name).read_bytes() == b"%PDF-"
    assert lemuria.do(lambda: files.read(name)) == b"%PDF-"


@pytest.mark.parametrize("name", ["files/../../escape", "files/a/b", "files/"])
def test_an_archive_with_odd_names_restores_nothing(app, run, lemuria, tmp_path, settings, name):
    archive = tmp_path / "city.zip"
    run("city", "export", lemuria.slug, archive)
    with zipfile.ZipFile(archive, "a") as target:
        target.writestr(name, b"x")
    other = f"{lemuria.slug}b"

    assert "no file of a city" in run("city", "restore", archive, "--as", other, code=1)
    assert other not in run("city", "list")
    assert not (settings.data_dir.parent / "escape").exists()


def test_a_full_disk_restores_nothing(app, run, lemuria, tmp_path, monkeypatch):
    handed_in(lemuria, b"%PDF-")
    run("city", "export", lemuria.slug, tmp_path / "city.zip")
    other = f"{lemuria.slug}b"

    def full(_path, _content):
        raise files.NoRoomError("no room for a file")

    monkeypatch.setattr(files, "_write", full)
    assert "no room" in run("city", "restore", tmp_path / "city.zip", "--as", other, code=1)
    assert other not in run("city", "list")
