import json
import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def badge_files():
    """The folder of published vectors, schemas and contexts."""
    return Path(os.environ["COL_FIXTURES"]) / "data/badges"


@pytest.fixture(scope="session")
def load_context(badge_files):
    """A loader that knows all contexts of the vectors, not only our three."""
    folder = badge_files / "contexts"
    index = json.loads((folder / "index.json").read_text())
    return lambda url: json.loads((folder / index[url]["file"]).read_text())
