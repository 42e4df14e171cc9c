"""`col up`: the whole site on this machine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from col_app import create_app
from col_app.config import settings_from_environment
from col_app.core import migrations
from col_app.demo.seed import PASSWORD, demo_is_here, is_empty, seed_demo, sign_ins
from col_app.serve.environment import PORT, Place, data_folder
from col_app.serve.progress import Progress, say
from col_app.serve.up import Options, Step
from col_app.serve.up import up as serve_until_stopped


def _migrate(progress: Progress) -> None:
    report = migrations.upgrade_all(settings_from_environment(), progress)
    for slug, reason in sorted(report.failed.items()):
        say(f"  {slug} could not be migrated and stays as it was: {reason}")


def _seed(progress: Progress) -> None:
    app = create_app()
    with app.app_context():
        if is_empty():
            seed_demo(app, progress)
    app.directory.close()


MIGRATIONS = (Step("migrations", _migrate),)
"""What brings the database to the revision of the code."""

DEMO = (Step("demo", _seed),)
"""What fills an empty database."""


def _welcome() -> Sequence[str]:
    """The sign-ins of the demo network."""
    app = create_app()
    with app.app_context():
        if not demo_is_here():
            return ()
    app.directory.close()
    lines = [f"  {sign_in.role:<10} {sign_in.email}" for sign_in in sign_ins()]
    return ("", f'Demo sign-ins, password "{PASSWORD}":', *lines)


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
