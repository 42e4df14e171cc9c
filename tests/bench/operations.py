"""Operations: a new city, migrations of a thousand, a thousand awards."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select, text

import tenancy
from col_app.core import migrations, outbox
from col_app.core.db import db, network_session
from col_app.learning.participation import actions as participation
from col_app.network.directory import actions as directory
from col_app.opening.actions import open_city
from col_app.people.accounts.models import Person
from tests.bench.site import MODEL, Site

PEOPLE = 1000
COLUMN = """
revision = "bench"
down_revision = {head!r}

def upgrade():
    from alembic import op
    import sqlalchemy as sa
    op.add_column("activity", sa.Column("bench", sa.Text))
"""


@dataclass(frozen=True, slots=True)
class Timed:
    """One operation: how long it took by the wall clock, and of what."""

    name: str
    seconds: float
    remark: str = ""


def new_city(site: Site) -> Timed:
    """From the command to a portal with keys, topics and a spine."""
    place = directory.Place(
        slug="newtown",
        names={"en": "Newtown"},
        country="GB",
        country_names={"en": "United Kingdom"},
        lat=52.5,
        lon=-3.3,
        bounds=(-3.5, 52.3, -3.1, 52.7),
        languages=("en",),
        time_zone="Europe/London",
    )
    seconds = _time(lambda: open_city(site.app, place, "Newtown"))
    return Timed("new city", seconds, "schema, role, keys, topics, spine")


def nothing_to_migrate(site: Site) -> Timed:
    """All cities are at the newest revision."""
    seconds = _time(lambda: migrations.upgrade_cities(site.app.settings))
    return Timed("nothing to migrate", seconds, f"{len(site.slugs)} cities")


def one_column(site: Site) -> Timed:
    """One more column in every city."""
    admin = tenancy.make_admin_engine(site.app.settings.admin_database_url)
    with _history() as history:
        seconds = _time(lambda: tenancy.migrate_cities(admin, site.app.settings.tenancy, history))
    admin.dispose()
    return Timed("one column added", seconds, f"{len(site.slugs)} cities")


@contextmanager
def _history() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        versions = Path(folder) / "versions"
        versions.mkdir()
        for file in (migrations.CITY_HISTORY / "versions").glob("*.py"):
            (versions / file.name).write_text(file.read_text())
        (versions / "bench.py").write_text(COLUMN.format(head=migrations.city_head()))
        yield Path(folder)


def thousand_awards(site: Site) -> Timed:
    """PEOPLE completed participations kept by the outbox, one promise after the other."""
    city = site.app.directory.by_slug(MODEL)
    people = _people()
    with tenancy.use_city(city):
        activity = db.session.scalar(
            text(
                "select b.activity_id from badge b join activity a on a.id = b.activity_id"
                " where a.capacity is null limit 1"
            )
        )
        for person_id in people:
            participation.complete(participation.join(activity, person_id))
        db.session.commit()
        db.session.remove()
    waiting = _promised()
    with tenancy.use_network():
        seconds = _time(lambda: [outbox.run(number, site.app.directory) for number in waiting])
    return Timed("1,000 awards", seconds, f"{len(waiting)} kept, {len(waiting) / seconds:.0f}/s")


def _promised() -> list[int]:
    """The awards that are owed; the mails about them are another matter."""
    owed = select(outbox.Promise.id).where(
        outbox.Promise.kind == participation.COMPLETED, outbox.Promise.done_at.is_(None)
    )
    with network_session() as session:
        return list(session.scalars(owed))


def _people() -> list[int]:
    with network_session() as session:
        people = [
            Person(email=f"p{n}@bench.example", name=f"P {n}", password_hash="-", birth_year=1990)
            for n in range(PEOPLE)
        ]
        session.add_all(people)
        session.flush()
        return [person.id for person in people]


def _time(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
