"""What commands stand on: running servers, and the app where they need it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from col_app import create_app
from col_app.core.web import PortalApp
from col_app.serve.environment import data_folder
from col_app.serve.servers import running


@contextmanager
def app_running() -> Iterator[PortalApp]:
    """The app inside its context, on the servers of the environment or on embedded ones.

    Raises StartError when a server cannot start.
    """
    with running(data_folder()):
        app = create_app()
        with app.app_context():
            yield app
