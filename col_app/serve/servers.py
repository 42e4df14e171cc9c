"""Both embedded servers of one data folder, shared by all commands that use them.

`col up`, `col city list` and a test run may want the same servers at once. Each holds a shared
lock while it uses them; whoever leaves last stops them.
"""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from col_app.serve import logins
from col_app.serve.dev_secrets import DevSecrets, load
from col_app.serve.environment import fill, last_place
from col_app.serve.errors import StartError
from col_app.serve.postgres import Postgres, data_folder
from col_app.serve.valkey import Valkey


def reason(error: OSError) -> str:
    """Why the system said no, in words."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "there is no space left on the disk"
    return (error.strerror or str(error)).lower()


def make_data_folder(data: Path) -> None:
    """Make the data folder. Raises StartError when it cannot be written."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        (data / "writable").write_text("?")
        (data / "writable").unlink()
    except OSError as error:
        raise StartError(f"The folder {data} cannot be written: {reason(error)}.") from error


class Servers:
    """Runs what is needed and not given from outside. `durable=False` is for tests."""

    def __init__(self, data: Path, *, durable: bool = True) -> None:
        self.data = data.resolve()
        self.durable = durable
        self.environment: dict[str, str] = {}
        self._started: list[Postgres | Valkey] = []
        make_data_folder(self.data)
        self.secrets = load(self.data)
        self._use = (self.data / "in-use.lock").open("a")

    def start(self, given: Mapping[str, str]) -> dict[str, str]:
        """Start what `given` does not name and return the addresses. Raises StartError."""
        try:
            with self._alone():
                fcntl.flock(self._use, fcntl.LOCK_SH)
                if not given.get("DATABASE_URL"):
                    self._start_postgres(self.secrets)
                if not given.get("REDIS_URL"):
                    self._start_valkey(self.secrets)
        except OSError as error:
            self.leave()
            raise StartError(f"The servers cannot start: {reason(error)}.") from error
        except StartError:
            self.leave()
            raise
        return self.environment

    def leave(self) -> None:
        """Stop the servers unless another command uses them still."""
        if self._use.closed:
            return
        with self._alone():
            try:
                fcntl.flock(self._use, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self._started.clear()
            # Valkey before PostgreSQL: the reverse of their start.
            for server in reversed(self._started):
                server.stop()
            self._use.close()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time starts or stops servers."""
        with (self.data / "starting.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _start_postgres(self, secrets: DevSecrets) -> None:
        postgres = Postgres(data_folder(self.data), secrets.postgres_superuser, self.durable)
        self._started.append(postgres)
        port = postgres.start()
        passwords = {logins.ADMIN: secrets.postgres_admin, logins.WEB: secrets.postgres_web}
        logins.ensure(port, secrets.postgres_superuser, passwords)
        web = logins.address(logins.WEB, secrets.postgres_web, port)
        admin = logins.address(logins.ADMIN, secrets.postgres_admin, port)
        self.environment.update(DATABASE_URL=web, COL_ADMIN_DATABASE_URL=admin)

    def _start_valkey(self, secrets: DevSecrets) -> None:
        valkey = Valkey(self.data / "valkey", secrets.valkey)
        self._started.append(valkey)
        self.environment["REDIS_URL"] = valkey.address(valkey.start())


@contextmanager
def running(data: Path, *, durable: bool = True) -> Iterator[None]:
    """Fill `os.environ` with running servers and settings for the time of the block.

    Where the environment names both servers and no development run was made on this data,
    nothing is started, written or filled. Raises StartError.
    """
    given = os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")
    if given and not (data / "secrets.json").exists():
        yield
        return
    servers = Servers(data, durable=durable)
    fill(last_place(servers.data), servers.secrets, os.environ)
    os.environ.update(servers.start(os.environ))
    try:
        yield
    finally:
        servers.leave()
