"""`col seed`: the demo network."""

from __future__ import annotations

import click

from col_app.cli.app import app_running
from col_app.demo.seed import is_empty, seed_demo
from col_app.serve.progress import Bar


@click.group()
def seed() -> None:
    """Fill an empty database."""


@seed.command()
@click.option("--only", default="", help="Slugs of some cities, separated by commas.")
def demo(only: str) -> None:
    """The demo network: 47 portals and five applicants."""
    with app_running() as app:
        if not is_empty():
            raise click.ClickException("The network is not empty; nothing was changed.")
        bar = Bar("demo")
        seed_demo(app, bar, [slug for slug in only.split(",") if slug])
        bar.end()
