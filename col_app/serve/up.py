"""What `col up` does: servers, steps of the app, children, the addresses, and the way down."""

from __future__ import annotations

import http.client
import os
import signal
import ssl
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from col_app.serve.environment import Place, fill
from col_app.serve.errors import StartError
from col_app.serve.lock import only_one
from col_app.serve.mail_sink import keeping
from col_app.serve.ports import HERE, free_port, require_free
from col_app.serve.processes import Household
from col_app.serve.progress import Bar, Progress, say
from col_app.serve.servers import Servers

READY_SECONDS = 90.0
STOP_ORDER = ("worker", "scheduler", "web")
"""The mail sink and the servers follow: a worker says goodbye to Valkey."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing the app does after the servers run and before it is served."""

    label: str
    run: Callable[[Progress], object]


@dataclass(frozen=True, slots=True)
class Options:
    """Where to serve, what the app does before, and what it adds to the addresses."""

    place: Place
    steps: Sequence[Step] = ()
    welcome: Callable[[], Sequence[str]] = field(default=tuple)


@dataclass(frozen=True, slots=True)
class MailPorts:
    """Where the mail sink takes mails and where it shows them."""

    smtp: int
    web: int


@contextmanager
def _signals() -> Iterator[threading.Event]:
    """Ctrl-C, SIGTERM and a closed terminal set the event; nothing is interrupted half-way."""
    ended = threading.Event()
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.signal(number, lambda *_: ended.set()) for number in numbers]
    yield ended
    for number, handler in zip(numbers, before, strict=True):
        signal.signal(number, handler)


def web_command(port: int) -> list[str]:
    """Granian: one process with four threads unless GRANIAN_… says otherwise."""
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HERE,
        "--port", str(port), "--no-ws", "wsgi:app",
    ]  # fmt: skip
    certificate, key = os.environ.get("COL_TLS_CERT"), os.environ.get("COL_TLS_KEY")
    if certificate and key:
        command[-1:-1] = ["--ssl-certificate", certificate, "--ssl-keyfile", key]
    return command


def _start_children(household: Household, port: int) -> None:
    col = [sys.executable, "-m", "col_app.cli"]
    household.start("web", web_command(port), os.environ)
    household.start("worker", [*col, "worker"], os.environ)
    household.start("scheduler", [*col, "scheduler"], os.environ)


def _is_ready(port: int) -> bool:
    try:
        if os.environ.get("COL_SCHEME") == "https":
            # Our own process on this machine, perhaps with a certificate it made itself.
            context = ssl._create_unverified_context()  # noqa: S323, SLF001
            connection = http.client.HTTPSConnection(HERE, port, timeout=5, context=context)
        else:
            connection = http.client.HTTPConnection(HERE, port, timeout=5)
        connection.request("GET", "/readyz", headers={"Host": os.environ["COL_BASE_DOMAIN"]})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False


def _check_children(household: Household) -> None:
    ended = household.ended()
    if ended is not None:
        raise StartError(
            f"The {ended} process ended by itself. The end of its log "
            f"({household.logs / ended}.log):\n{household.last_words(ended)}"
        )


def _wait_until_ready(household: Household, port: int, ended: threading.Event) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not ended.is_set() and not _is_ready(port):
        _check_children(household)
        if time.monotonic() > deadline:
            raise StartError(
                f"The site did not get ready within {READY_SECONDS:.0f} seconds. "
                f"The end of its log:\n{household.last_words('web')}"
            )
        ended.wait(0.1)


def _run_steps(steps: Sequence[Step], ended: threading.Event) -> None:
    for step in steps:
        if ended.is_set():
            return
        bar = Bar(step.label)
        step.run(bar)
        bar.end()


def _mail_ports(port: int) -> MailPorts | None:
    if os.environ.get("SMTP_URL"):
        return None
    mail = MailPorts(smtp=free_port(1025), web=free_port(port + 25))
    os.environ["SMTP_URL"] = f"smtp://{HERE}:{mail.smtp}"
    return mail


def _greet(options: Options, mail: MailPorts | None) -> None:
    scheme = os.environ["COL_SCHEME"]
    say(f"\n  The network   {scheme}://{options.place.base_domain}/")
    if mail is not None:
        say(f"  The mails     http://{HERE}:{mail.web}/")
    for line in options.welcome():
        say(f"  {line}")
    say(f"\n  Logs are in {options.place.data / 'log'}. Ctrl-C ends everything.")


def _serve(
    options: Options, household: Household, mail: MailPorts | None, ended: threading.Event
) -> None:
    _run_steps(options.steps, ended)
    if ended.is_set():
        return
    say("Starting web, worker and scheduler …")
    _start_children(household, options.place.port)
    _wait_until_ready(household, options.place.port, ended)
    if not ended.is_set():
        _greet(options, mail)
    while not ended.wait(0.5):
        _check_children(household)


def up(options: Options) -> None:
    """Serve until a signal comes, then stop everything in order. Raises StartError."""
    with _signals() as ended, only_one(options.place.data):
        data = options.place.data
        household = Household(data / "processes.json", data / "log")
        for name in household.end_strays():
            say(f"Ended {name}, left over from an earlier run.")
        require_free(options.place.port)
        options.place.remember()
        servers = Servers(data)
        fill(options.place, servers.secrets, os.environ)
        with ExitStack() as down:
            down.callback(servers.leave)
            say("Starting PostgreSQL and Valkey …")
            os.environ.update(servers.start(os.environ))
            mail = _mail_ports(options.place.port)
            if mail is not None:
                down.enter_context(keeping(data / "mail", mail.smtp, mail.web))
            down.callback(household.stop, STOP_ORDER)
            down.callback(say, "Stopping …")
            _serve(options, household, mail, ended)
