"""`col db`: migrations of the shared schema and of all cities."""

from __future__ import annotations

import sys

import click

import tenancy
from col_app.cli.app import servers_running
from col_app.core import migrations
from col_app.serve.progress import Bar


@click.group()
def db() -> None:
    """Migrations of the shared schema and all cities."""


@db.command()
@click.option("--city", default=None, help="Slug of the one city to bring up to date.")
@click.option("--jobs", default=2, show_default=True, help="How many cities at a time.")
def upgrade(city: str | None, jobs: int) -> None:
    """Bring the shared schema and the cities to the newest revision; resumes after a failure."""
    with servers_running() as settings:
        if city is None:
            migrations.prepare(settings)
            migrations.upgrade_network(settings)
        bar = Bar("cities")
        report = migrations.upgrade_cities(settings, bar, only=city, jobs=jobs)
        bar.end()
    click.echo("Nothing to do." if report.nothing else f"{len(report.done)} cities upgraded.")
    for slug, reason in sorted(report.failed.items()):
        click.echo(f"{slug}: {reason}", err=True)
    if report.failed:
        sys.exit(1)


@db.command()
def status() -> None:
    """List each city's revision."""
    with servers_running() as settings:
        admin = tenancy.make_admin_engine(settings.admin_database_url)
        rows = tenancy.status(admin, settings.tenancy, migrations.CITY_HISTORY)
        admin.dispose()
    for row in rows:
        mark = "" if row.is_current else "  (behind)"
        click.echo(f"{row.slug:<24} {row.revision or '-'}{mark}")
