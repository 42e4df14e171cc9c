"""Having foreign documents judged by processes of their own, which may be lost without harm."""

from __future__ import annotations

import atexit
import base64
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from col_app.core import clock
from col_app.recognition import credentials as ob
from col_app.recognition.verify import frames

SECONDS = 12.0
"""How long one document may take, the answers of others included."""
AT_ONCE = 2
"""Half of the threads of a web process: the others go on serving pages."""
WAIT_SECONDS = 4.0
SCRIPT = Path(__file__).with_name("judge.py")


class BusyError(Exception):
    """So many documents are being judged that one more has to wait."""


@dataclass(frozen=True, slots=True)
class World:
    """What a judge may ask: what stands at an address, and which issuers are known."""

    ask: ob.Ask
    knows: ob.Knows


class Judges:
    """A process that forks a judge for every document; it is started when it is first needed."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._places = threading.BoundedSemaphore(AT_ONCE)
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        atexit.register(self.close)

    def judge(
        self, body: bytes, world: World, recipient: str | None = None, seconds: float = SECONDS
    ) -> tuple[ob.Verdict, ob.Summary]:
        """The verdict on what was handed in. Raises BusyError; nothing for a bad document."""
        if not self._places.acquire(timeout=WAIT_SECONDS):
            raise BusyError
        try:
            with self._connection() as connection:
                return _talk(connection, body, world, recipient, time.monotonic() + seconds)
        except TimeoutError:
            return _given_up("too_slow")
        except (OSError, KeyError, TypeError, ValueError):
            # its limits have ended the judge, or it says what no judge says
            return _given_up("too_complex")
        finally:
            self._places.release()

    @property
    def pid(self) -> int:
        """The number of the process; 0 before the first document."""
        return self._process.pid if self._process else 0

    def close(self) -> None:
        """End the process; the next document starts a new one."""
        with self._lock:
            if self._control is not None:
                self._control.close()
            if self._process is not None:
                self._process.kill()
                self._process.wait()
            self._process = self._control = None

    def _connection(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        with theirs:
            for _try in range(2):
                with suppress(OSError):
                    socket.send_fds(self._started(), [b"+"], [theirs.fileno()])
                    return ours
                self.close()
        ours.close()
        raise BusyError

    def _started(self) -> socket.socket:
        with self._lock:
            if self._control is None:
                self._control, theirs = socket.socketpair()
                with theirs:
                    self._process = subprocess.Popen(  # noqa: S603 - our own script
                        [sys.executable, str(SCRIPT), str(theirs.fileno())],
                        pass_fds=[theirs.fileno()],
                        stdin=subprocess.DEVNULL,
                        stdout=subprocess.DEVNULL,
                        stderr=subprocess.DEVNULL,
                        env={},
                    )
            return self._control


def _talk(
    connection: socket.socket, body: bytes, world: World, recipient: str | None, deadline: float
) -> tuple[ob.Verdict, ob.Summary]:
    question = base64.b64encode(body).decode()
    connection.settimeout(_left(deadline))
    frames.send(
        connection, {"body": question, "recipient": recipient, "now": clock.now().isoformat()}
    )
    while True:
        connection.settimeout(_left(deadline))
        message = frames.receive(connection)
        if "verdict" in message:
            return _verdict(message["verdict"]), ob.Summary(**message["summary"])
        if "knows" in message:
            frames.send(connection, {"knows": world.knows(str(message["knows"]))})
        else:
            frames.send(connection, _answer(world.ask, str(message["ask"])))


def _answer(ask: Callable[[str], ob.Answer], url: str) -> dict[str, Any]:
    try:
        found = ask(url)
    except ob.UnreachableError:
        return {}
    body = base64.b64encode(found.body).decode()
    return {"url": found.url, "status": found.status, "body": body}


def _verdict(said: dict[str, Any]) -> ob.Verdict:
    checks = (ob.Check(**check) for check in said["checks"])
    return ob.Verdict(
        said["verdict"], tuple(checks), tuple(ob.Part(**part) for part in said["parts"])
    )


def _given_up(reason: str) -> tuple[ob.Verdict, ob.Summary]:
    return ob.Verdict("cannot_check", (ob.Check("form", False, reason),)), ob.Summary()


def _left(deadline: float) -> float:
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds
