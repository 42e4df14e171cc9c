"""`col worker` and `col scheduler`: the two processes beside the web."""

from __future__ import annotations

import click

from col_app.cli.app import app_running
from col_app.core import gazetteer
from col_app.core.queue import sweep_forever
from col_app.serve.environment import data_folder
from col_app.serve.servers import running
from col_app.worker import work


@click.command()
def worker() -> None:
    """Keep promises: run the jobs of the queue until told to stop."""
    with running(data_folder()):
        work()


@click.command()
def scheduler() -> None:
    """Put promises into the queue again whose job was lost, until told to stop."""
    with app_running() as app:
        gazetteer.prepare(app.settings.data_dir)
        sweep_forever(app)
