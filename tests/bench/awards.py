"""Awards: what signing costs by each path, and ten thousand of them end to end."""

from __future__ import annotations

import datetime as dt
import itertools
import resource
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import tenancy
from col_app.config import ROOT
from col_app.core import clock
from col_app.core.db import db, network_session, read
from col_app.people.accounts.models import Person
from col_app.recognition import credentials as ob
from col_app.recognition.awards import documents, judging, keys
from col_app.recognition.awards import queries as awards
from col_app.recognition.badges import queries as badges
from col_app.recognition.batches import actions
from col_app.recognition.batches import queries as batches
from col_app.recognition.batches.models import Way
from tests.bench.meter import tree
from tests.bench.site import MODEL, Site

PEOPLE = 10_000
SECONDS = 600
NOW: dt.datetime = clock.now().replace(microsecond=0)
_numbers = itertools.count()


def show(site: Site) -> None:
    """One table: what, how many in a second (CPU of one core), or seconds by the clock."""
    city = site.app.directory.by_slug(MODEL)
    with site.app.app_context(), tenancy.use_city(city):
        badge = badges.most_awarded(1)[0]
        key = keys.of_organiser(city, badge["organiser_public_id"])
        issuer = documents.issuer(city, badge, ("en",))
        achievement = documents.achievement(city, badge, ("en",))
        template = ob.Template(issuer, achievement, key)
        db.session.remove()
        naive = _rate(lambda: ob.issue_slow(issuer, achievement, _facts(city), key), 50)
        _line("naive path (PyLD for each)", naive)
        facts = itertools.cycle([_facts(city) for _ in range(5_000)])
        _line("compiled template", _rate(lambda: template.issue(next(facts)), 5_000))
        _line("raw Ed25519", _rate(lambda: key.sign(b"x" * 64), 5_000))
        more = itertools.cycle([_told(city) for _ in range(5_000)])
        told = _rate(lambda: template.issue(next(more)), 5_000)
        _line("compiled template, with a narrative", told)
        size, seconds, memory = _end_to_end(badge["id"])
        print(f"{size:>38,} awards end to end{seconds:>9.1f} s  {size / seconds:,.0f}/s")
        print(f"{'memory of the worker, most':>54}{memory / 1024:>9.0f} MiB")
        public_id = awards.of_badge(badge["id"], "", 1)[0]["public_id"]
        _line("badge JSON from the database", _rate(lambda: _read(public_id), 2_000))
        _line("one number from the database (floor)", _rate(_floor, 2_000))
        award = awards.by_public_id(public_id)
        assert award is not None
        _line("verification, with key and status", _rate(lambda: judging.verdict_of(award), 200))
        db.session.remove()
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{'memory of this process, most':>54}{own / 1024:>9.0f} MiB")


def _line(name: str, rate: float) -> None:
    print(f"{name:>54}{rate:>9,.0f} /s")


def _rate(work: Callable[[], object], times: int) -> float:
    """How often in a second of CPU, the best of three."""
    work()
    spent = []
    for _round in range(3):
        began = time.process_time()
        for _time in range(times):
            work()
        spent.append(time.process_time() - began)
    return times / min(spent)


def _facts(city: tenancy.City) -> ob.Award:
    number = next(_numbers)
    status = ob.StatusEntry(f"https://{city.slug}.example/status/k3v9", number % 131_072)
    recipient = (f"p{number}@bench.example", "0123456789abcdef")
    return documents.award(city, uuid.uuid4().hex[:26], status, recipient, (NOW, None))


def _told(city: tenancy.City) -> ob.Award:
    return replace(_facts(city), narrative="Tied three knots and explained each to a friend.")


def _read(public_id: str) -> str | None:
    return awards.document(public_id)


def _floor() -> object:
    return read("select 1 as one", {})


def _end_to_end(badge_id: int) -> tuple[int, float, int]:
    """From the tap to the last durable award, by one worker; its memory in KiB at its most."""
    people = _people()
    with _worker() as number:
        began = time.perf_counter()
        entries = [actions.Entry(person_id=each) for each in people]
        batch = actions.make(badge_id, Way.PEOPLE, None, entries)
        actions.start(batch)
        batch_id = batch.id
        db.session.commit()
        answered = time.perf_counter() - began
        memory = 0
        while _done(batch_id) < PEOPLE:
            memory = max(memory, _memory(number))
            if time.perf_counter() - began > SECONDS:
                raise TimeoutError("the worker does not finish")
            time.sleep(0.05)
        seconds = time.perf_counter() - began
    print(f"{'the page answers after':>54}{answered:>9.2f} s")
    return PEOPLE, seconds, memory


def _done(batch_id: int) -> int:
    found = batches.by_number(batch_id)
    done = found.done if found else 0
    db.session.rollback()
    return done


def _people() -> list[int]:
    with network_session() as session:
        people = [
            Person(email=f"b{n}@awards.example", name="P", lang="lt", birth_year=1990)
            for n in range(PEOPLE)
        ]
        session.add_all(people)
        session.flush()
        return [person.id for person in people]


@contextmanager
def _worker() -> Iterator[int]:
    process = subprocess.Popen([sys.executable, "-m", "col_app.cli", "worker"], cwd=ROOT)
    time.sleep(3)
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(30)


def _memory(root: int) -> int:
    total = 0
    for number in tree(root):
        try:
            lines = Path(f"/proc/{number}/status").read_text().splitlines()
        except OSError:
            continue
        total += next((int(line.split()[1]) for line in lines if line.startswith("VmRSS:")), 0)
    return total
