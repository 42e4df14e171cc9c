"""The real thing for the browser tests: servers, two seeded cities, web, worker, mails."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any, LiteralString
from urllib.request import Request, urlopen

import psycopg
from psycopg import sql

from col_app.demo.seed import PASSWORD, address
from col_app.serve.environment import Place, fill
from col_app.serve.mail_sink import keeping, newest_first, parse
from col_app.serve.ports import HERE, free_port
from col_app.serve.processes import Household
from col_app.serve.servers import Servers
from col_app.serve.up import STOP_ORDER, web_command

ROOT = Path(__file__).resolve().parents[2]
CITIES = ("vilnius", "cagliari")
COL = (sys.executable, "-m", "col_app.cli")
COMPILE = (sys.executable, "-m", "babel.messages.frontend", "-q", "compile", "-d", "translations")
"""Pages are read in Lithuanian and Italian: the sentences must be there when they are asked for."""
READY_SECONDS = 60.0
MAIL_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Site:
    """A running network with Vilnius and Cagliari."""

    base_domain: str
    mails: Path
    environment: dict[str, str]

    def url(self, slug: str, path: str = "/") -> str:
        """An address on a city's host, or on the network's own: `apex`."""
        host = self.base_domain if slug == "apex" else f"{slug}.{self.base_domain}"
        return f"http://{host}{path}"

    def routes(self) -> list[dict[str, Any]]:
        """The manifest of routes."""
        command = [*COL, "routes", "--json"]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, capture_output=True
        )
        return json.loads(done.stdout)

    def account(self, role: str, slug: str) -> tuple[str, str]:
        """E-mail address and password of a demo account."""
        return address(role, slug), PASSWORD

    def change(self, slug: str, statement: LiteralString) -> tuple[Any, ...]:
        """Change by SQL what no page changes yet; the first row that the statement returns."""
        city = sql.Identifier(f"city_{slug}")
        with psycopg.connect(self.environment["DATABASE_URL"]) as connection:
            connection.execute(sql.SQL("set local role {}").format(city))
            connection.execute(sql.SQL("set local search_path = {}, network").format(city))
            changed = connection.execute(statement).fetchone()
        assert changed is not None, f"nothing is changed by {statement}"
        return changed

    def mails_to(self, email: str) -> list[EmailMessage]:
        """What was sent to somebody, the newest first."""
        mails = (parse(file.read_bytes()) for file in newest_first(self.mails))
        return [
            mail for mail in mails if email in (each.addr_spec for each in mail["To"].addresses)
        ]

    def wait_for_mail(self, email: str, word: str) -> str:
        """The text of the mail to somebody that holds the word; fails when none comes."""
        deadline = time.monotonic() + MAIL_SECONDS
        while time.monotonic() < deadline:
            for mail in self.mails_to(email):
                body = mail.get_body(preferencelist=("plain",))
                text = str(body.get_content()) if body else ""
                if word in text:
                    return text
            time.sleep(0.2)
        subjects = [mail["Subject"] for mail in self.mails_to(email)]
        raise AssertionError(f"no mail to {email} holds {word!r}: {subjects}")

    def mailed_link(self, email: str, part: str) -> str:
        """The address of this kind in a mail to somebody."""
        text = self.wait_for_mail(email, part)
        return next(word for word in text.split() if word.startswith("http") and part in word)


def _environment(data: Path, place: Place, servers: Servers, smtp_port: int) -> dict[str, str]:
    """What the processes are told. Nothing of another test's network comes through."""
    ours = ("COL_", "GRANIAN_", "SMTP_", "MAIL_", "DATABASE_", "REDIS_", "SECRET_KEY")
    told = {name: text for name, text in os.environ.items() if not name.startswith(ours)}
    told |= servers.start({})
    told |= {"COL_DATA_DIR": str(data), "SMTP_URL": f"smtp://{HERE}:{smtp_port}"}
    fill(place, servers.secrets, told)
    return told


def _prepare(environment: dict[str, str]) -> None:
    migrate = (*COL, "db", "upgrade")
    seed = (*COL, "seed", "demo", "--only", ",".join(CITIES))
    for command in (COMPILE, migrate, seed):
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)


def _wait_until_ready(household: Household, place: Place) -> None:
    deadline = time.monotonic() + READY_SECONDS
    asked = Request(f"http://{HERE}:{place.port}/readyz", headers={"Host": place.base_domain})
    while True:
        try:
            with urlopen(asked, timeout=5):
                return
        except OSError:
            ended = household.ended()
            if ended or time.monotonic() > deadline:
                raise RuntimeError(household.last_words(ended or "web")) from None
            time.sleep(0.1)


@contextmanager
def serving(port: int = 0) -> Iterator[Site]:
    """Run a site for the time of the block, on data that is thrown away."""
    data = Path(tempfile.mkdtemp(prefix="col-browser-", dir="/var/tmp"))
    data.chmod(0o755)
    place = Place.of(port or free_port(), data)
    with ExitStack() as down:
        down.callback(shutil.rmtree, data, ignore_errors=True)
        servers = Servers(data, durable=False)
        down.callback(servers.leave)
        place.remember()
        smtp_port = free_port()
        down.enter_context(keeping(data / "mail", smtp_port, free_port()))
        environment = _environment(data, place, servers, smtp_port)
        _prepare(environment)
        household = Household(data / "processes.json", data / "log")
        down.callback(household.stop, STOP_ORDER)
        household.start("web", web_command(place.port), environment)
        household.start("worker", [*COL, "worker"], environment)
        household.start("scheduler", [*COL, "scheduler"], environment)
        _wait_until_ready(household, place)
        yield Site(place.base_domain, data / "mail", environment)
