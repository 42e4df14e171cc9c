"""The `col` command. Each group of commands is one small file of this package."""

from __future__ import annotations

import sys

import click

from col_app.cli.background import scheduler, worker
from col_app.cli.bench import bench
from col_app.cli.city import city
from col_app.cli.database import db
from col_app.cli.doctor import doctor
from col_app.cli.inspect import outbox, routes
from col_app.cli.recognition import awards, keys
from col_app.cli.roles import roles
from col_app.cli.seed import seed
from col_app.cli.up import up
from col_app.config import MissingSettingError
from col_app.serve.errors import StartError

COMMANDS: tuple[click.Command, ...] = (
    up,
    worker,
    scheduler,
    db,
    city,
    seed,
    roles,
    keys,
    awards,
    routes,
    outbox,
    bench,
    doctor,
)
"""Every command and group of commands, in the order of `col --help`."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def col() -> None:
    """Cities of Learning: one portal per city, one network."""


for command in COMMANDS:
    col.add_command(command)


def main() -> None:
    """Run a command. What cannot start says so in a sentence and exits with 2."""
    try:
        col(prog_name="col")
    except (StartError, MissingSettingError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
