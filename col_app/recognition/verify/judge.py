"""The process that looks into foreign documents. It is started as a script, see ``judges``.

It forks once for every document: each is read by a fresh process with limits on time, memory and
files, which knows no secrets, has no database and asks its parent for everything of the world.
"""

import base64
import os
import resource
import signal
import socket
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

CPU_SECONDS = 6
WALL_SECONDS = 20
MEMORY = 512 * 1024 * 1024
FILES = 16
ROOT = Path(__file__).resolve().parents[3]


def _only_these_rooms() -> None:
    """Import rooms without the app around them: that would take seconds and all its secrets."""
    sys.path[0] = str(ROOT)
    for name in ("col_app", "col_app.recognition"):
        package = ModuleType(name)
        package.__path__ = [str(ROOT.joinpath(*name.split(".")))]
        sys.modules[name] = package


_only_these_rooms()

from col_app.recognition import credentials as ob  # noqa: E402 - needs what stands above
from col_app.recognition.credentials import canonical, contexts  # noqa: E402
from col_app.recognition.verify import frames  # noqa: E402


def serve(control: socket.socket) -> None:
    """Take one connection after the other, each in a process of its own, until the parent ends."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _warm_up()
    while True:
        _byte, descriptors, _flags, _address = socket.recv_fds(control, 1, 1)
        if not descriptors:
            return
        if os.fork() == 0:
            try:
                control.close()
                _limit()
                _judge(socket.socket(fileno=descriptors[0]))
            finally:
                os._exit(0)
        os.close(descriptors[0])


def _warm_up() -> None:
    """Read what every badge needs, so that each new process finds it done."""
    canonical.canonical({"@context": [contexts.CREDENTIALS_V2, contexts.OPEN_BADGES_3]})


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (FILES, FILES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.alarm(WALL_SECONDS)


def _judge(connection: socket.socket) -> None:
    question = frames.receive(connection)
    verdict, summary = ob.verify_body(
        base64.b64decode(question["body"]),
        lambda url: _ask(connection, url),
        datetime.fromisoformat(question["now"]),
        question["recipient"],
        lambda issuer: _exchange(connection, {"knows": issuer})["knows"] is True,
    )
    frames.send(connection, {"verdict": asdict(verdict), "summary": asdict(summary)})


def _ask(connection: socket.socket, url: str) -> ob.Answer:
    found = _exchange(connection, {"ask": url})
    if "body" not in found:
        raise ob.UnreachableError(url)
    return ob.Answer(found["url"], found["status"], base64.b64decode(found["body"]))


def _exchange(connection: socket.socket, message: dict[str, Any]) -> dict[str, Any]:
    frames.send(connection, message)
    return frames.receive(connection)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
