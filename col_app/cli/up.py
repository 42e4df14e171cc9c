"""`col up`: the whole site on this machine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from col_app.serve.environment import PORT, Place, data_folder
from col_app.serve.up import Options, Step
from col_app.serve.up import up as serve_until_stopped

MIGRATIONS: tuple[Step, ...] = ()
"""What brings the database to the revision of the code."""

DEMO: tuple[Step, ...] = ()
"""What fills an empty database."""


def _welcome() -> Sequence[str]:
    """Lines below the addresses, such as the sign-ins of the demo network."""
    return ()


@click.command()
@click.option("--port", default=PORT, show_default=True, envvar="COL_PORT", help="Port of the web.")
@click.option(
    "--base-domain",
    default="",
    envvar="COL_BASE_DOMAIN",
    help="Host and port of the network.  [default: learningcities.localhost:PORT]",
)
@click.option("--no-demo", is_flag=True, help="Leave an empty database empty.")
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    help="Folder of the data.  [default: var]",
)
def up(port: int, base_domain: str, no_demo: bool, data: Path | None) -> None:
    """Start the servers, the site and its background processes; Ctrl-C ends them."""
    place = Place.of(port, data or data_folder(), base_domain)
    steps = MIGRATIONS if no_demo else (*MIGRATIONS, *DEMO)
    serve_until_stopped(Options(place, steps, _welcome))
