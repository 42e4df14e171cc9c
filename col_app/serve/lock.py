"""One `col up` per data folder."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from col_app.serve.errors import StartError
from col_app.serve.servers import make_data_folder


@contextmanager
def only_one(data: Path) -> Iterator[None]:
    """Hold the folder for this process. The system gives it free even after `kill -9`."""
    make_data_folder(data)
    with (data / "up.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise StartError(
                f"The site runs already on this data (process {lock.read().strip()}). "
                "Stop it with Ctrl-C there, or give this one its own data: --data DIR."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
