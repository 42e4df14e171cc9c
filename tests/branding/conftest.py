import http.client
import re
import subprocess
import sys
import time

import pytest

from col_app.core.db import db
from tests.conftest import inside

SOON = 1.0


class Neighbour:
    """Another process of the site, asked as a browser asks."""

    def __init__(self, process, base_domain):
        self.process = process
        self.base_domain = base_domain
        self.port = int(process.stdout.readline())

    def page(self, path):
        """The text of a page of Vilnius."""
        return self._ask(path)[1]

    def find(self, pattern, path="/"):
        """Everything in a page that fits, in order."""
        return re.findall(pattern, self.page(path))

    def location(self, path):
        """Where a redirect leads."""
        return self._ask(path)[0]

    def soon(self, holds):
        """Whether something holds within a second."""
        until = time.monotonic() + SOON
        while not holds():
            if time.monotonic() > until:
                return False
            time.sleep(0.02)
        return True

    def _ask(self, path):
        wire = http.client.HTTPConnection("127.0.0.1", self.port)
        wire.request("GET", path, headers={"Host": f"vilnius.{self.base_domain}"})
        answer = wire.getresponse()
        text = answer.read().decode()
        wire.close()
        return answer.headers.get("Location"), text


@pytest.fixture(scope="session")
def neighbour(app):
    command = [sys.executable, "-m", "tests.branding.neighbour"]
    quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, text=True, **quiet) as process:
        yield Neighbour(process, app.settings.base_domain)
        process.terminate()


@pytest.fixture
def change(app):
    """Changes Vilnius as one request does, and back after the test: `change(do, undo)`."""
    to_undo = []

    def change(do, undo):
        to_undo.append(undo)
        commit(do)

    def commit(do):
        with inside(app, "vilnius"):
            do()
            db.session.commit()
        with app.app_context():
            app.directory.changed("vilnius")

    yield change
    for undo in to_undo:
        commit(undo)
