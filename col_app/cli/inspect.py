"""`col routes` and `col outbox`: what there is and what waits."""

from __future__ import annotations

import json

import click

from col_app.cli.app import app_running
from col_app.core import outbox as promises
from col_app.routes import manifest


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
def routes(as_json: bool) -> None:
    """Every route: host class, methods, rule, roles, csrf, cache class."""
    with app_running() as app:
        rows = manifest(app)
    if as_json:
        click.echo(json.dumps(rows, indent=1))
        return
    for row in rows:
        roles = ",".join(row["roles"])
        click.echo(f"{row['host']:<5} {'/'.join(row['methods']):<12} {row['rule']:<50} {roles}")


@click.group()
def outbox() -> None:
    """Promises."""


@outbox.command()
def status() -> None:
    """How many promises wait, were kept, were given up."""
    with app_running():
        for state, number in promises.counts().items():
            click.echo(f"{state:<10} {number}")
