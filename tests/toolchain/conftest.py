"""A data folder that `nobody` can reach: as root PostgreSQL runs as `nobody`."""

import shutil
import tempfile
from pathlib import Path

import pytest


@pytest.fixture
def data():
    folder = Path(tempfile.mkdtemp(prefix="col-test-", dir="/var/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)
