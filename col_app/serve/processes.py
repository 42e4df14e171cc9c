"""Child processes: start, recognise, stop. Only what we started is ever stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

PATIENCE = 10.0
"""Seconds a process has to end by itself before it is killed."""
ASK_AGAIN = 0.4
"""The part of that time after which it is asked again. A worker takes that as: drop the job."""


SIGN = "COL_HOUSEHOLD"
"""Names, in the environment of each child, the book that it is written down in."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A process that we started. `born` tells it from a later one with the same number."""

    name: str
    pid: int
    born: str


def born(pid: int) -> str | None:
    """When a living process began, as an opaque text; None when it is gone or only a zombie."""
    if not Path("/proc/self/stat").exists():
        return _born_by_ps(pid)
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return None
    # The name of the program stands in brackets and may hold spaces: count after them.
    fields = stat[stat.rindex(")") + 2 :].split()
    return None if fields[0] in "ZX" else f"{boot} {fields[19]}"


def _born_by_ps(pid: int) -> str | None:
    command = ["ps", "-o", "stat=,lstart=", "-p", str(pid)]
    text = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    return None if not text or text.startswith("Z") else text.split(None, 1)[1]


def mark(name: str, pid: int) -> Mark:
    """Describe a process that was just started."""
    return Mark(name, pid, born(pid) or "")


def is_alive(process: Mark) -> bool:
    """Whether it still is the process that we started."""
    return bool(process.born) and born(process.pid) == process.born


def _living_members(group: int) -> Iterator[Path]:
    """The folders below /proc of a process group; zombies do not count."""
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if fields[2] == str(group) and fields[0] not in "ZX":
                yield folder


def left_workers(process: Mark, sign: str) -> bool:
    """Whether processes of its group outlived it, after a `kill -9` of the leader alone.

    A number is given anew one day, so they must carry our sign in their environment.
    """
    for folder in _living_members(process.pid):
        with suppress(OSError):
            if sign.encode() in (folder / "environ").read_bytes():
                return True
    return False


def _signal_group(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)


def stop(process: Mark, patience: float = PATIENCE) -> None:
    """Ask the leader to end, twice, then kill what is left of its process group."""
    for seconds in (patience * ASK_AGAIN, patience * (1 - ASK_AGAIN)):
        if is_alive(process):
            with suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGTERM)
            # Our own child stays a zombie, which counts as ended, until someone waits for it.
            _wait_while(lambda: is_alive(process), seconds)
    _signal_group(process.pid, signal.SIGKILL)
    # A port is free only when its last holder is really gone.
    _wait_while(lambda: any(_living_members(process.pid)), 1.0)


def _wait_while(condition: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while condition() and time.monotonic() < deadline:
        time.sleep(0.03)


@dataclass(slots=True)
class Household:
    """The processes of one `col up`, written down so that the next start can end strays."""

    book: Path
    logs: Path
    _marks: list[Mark] = field(default_factory=list)
    _children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def _sign(self) -> str:
        return f"{SIGN}={self.book}"

    def end_strays(self) -> list[str]:
        """Stop what an earlier run left behind after `kill -9`; return the names, last first."""
        if not self.book.exists():
            return []
        with suppress(ValueError, TypeError):
            self._marks = [Mark(**row) for row in json.loads(self.book.read_text())]
        strays = [
            each
            for each in reversed(self._marks)
            if is_alive(each) or left_workers(each, self._sign)
        ]
        for each in strays:
            stop(each)
        self._marks.clear()
        self.book.unlink()
        return [each.name for each in strays]

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start a child in its own process group; what it says goes to `NAME.log`."""
        self.logs.mkdir(parents=True, exist_ok=True)
        with (self.logs / f"{name}.log").open("wb") as log:
            child = subprocess.Popen(
                command,
                env={**environment, SIGN: os.fspath(self.book)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._children[name] = child
        self._marks.append(mark(name, child.pid))
        self.book.write_text(json.dumps([asdict(each) for each in self._marks]))

    def ended(self) -> str | None:
        """The name of a child that ended by itself, if any."""
        return next((n for n, child in self._children.items() if child.poll() is not None), None)

    def last_words(self, name: str, lines: int = 25) -> str:
        """The end of a child's log."""
        text = (self.logs / f"{name}.log").read_text(errors="replace")
        return "\n".join(text.splitlines()[-lines:])

    def stop(self, order: Sequence[str]) -> None:
        """Stop the children in this order. A worker says goodbye to Valkey, so it goes first."""
        by_name = {each.name: each for each in self._marks}
        for name in order:
            if name in by_name:
                stop(by_name[name])
                self._children[name].wait()
        self._marks.clear()
        self._children.clear()
        self.book.unlink(missing_ok=True)
