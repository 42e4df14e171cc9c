"""What commands stand on: running servers, and the app where they need it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

import tenancy
from col_app import create_app
from col_app.config import Settings, settings_from_environment
from col_app.core.db import db
from col_app.core.web import PortalApp
from col_app.serve.environment import data_folder
from col_app.serve.servers import running


@contextmanager
def servers_running() -> Iterator[Settings]:
    """The settings, on the servers of the environment or on embedded ones.

    Raises StartError when a server cannot start.
    """
    with running(data_folder()):
        yield settings_from_environment()


@contextmanager
def app_running() -> Iterator[PortalApp]:
    """The app inside its context, on the servers of the environment or on embedded ones.

    Raises StartError when a server cannot start.
    """
    with running(data_folder()):
        app = create_app()
        try:
            with app.app_context():
                yield app
        finally:
            with app.app_context():
                db.engine.dispose()
            app.directory.close()


def city_or_fail(app: PortalApp, slug: str) -> tenancy.City:
    """The city of a slug, or a sentence that there is none."""
    found = app.directory.by_slug(slug)
    if found is None:
        raise click.ClickException(f"There is no city {slug}. `col city list` shows all.")
    return found
