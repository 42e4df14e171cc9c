"""Pages: CPU of app and database together, latencies, queries, bytes; beside the floor."""

from __future__ import annotations

import gzip
import http.client
import random
import time
from dataclasses import dataclass

from sqlalchemy import text

import tenancy
from col_app.core.db import db
from col_app.recognition.awards import queries as awards
from tests.bench import meter
from tests.bench.contents import analyse, many
from tests.bench.site import MODEL, Site, web
from tests.statements import statements

ROUNDS = 5
REQUESTS = 60
WARM_UP = 24
SIZES = (1, 100, 1000)
EXPLORE = ("activities, filters", "suggestions")
LARGE = ((25, "1,000", ()), (512, "20,000", EXPLORE))
"""Copies of the model city's forty activities, what they come to, and the pages measured there."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One page at one number of cities. CPU in milliseconds of one core for each request."""

    name: str
    cities: int
    app_ms: float
    database_ms: float
    p50_ms: float
    p95_ms: float
    queries: int
    bytes_gzip: int

    @property
    def cpu_ms(self) -> float:
        """App and database together."""
        return self.app_ms + self.database_ms


def pages_of(site: Site) -> dict[str, str]:
    """What is measured: name and path."""
    with tenancy.use_city(site.app.directory.by_slug(MODEL)):
        activity = db.session.execute(
            text("select id, slug from activity where starts_at is not null order by id limit 1")
        ).one()
        award = awards.public()[0]["public_id"]
        db.session.remove()
    return {
        "activities, filters": "/activities?topic=digital-media&topic=coding&format=place&q=a",
        "suggestions": "/suggestions?q=foto",
        "activity": f"/activities/{activity.id}-{activity.slug}",
        "city home": "/",
        "badge JSON": f"/credentials/{award}.json",
    }


def measure(site: Site, sizes: tuple[int, ...] = SIZES) -> list[Measured]:
    """All pages at each number of cities, interleaved with the floor in every round."""
    found: list[Measured] = []
    for copies, label, names in LARGE:
        with many(site, copies):
            found += _at(site, 1, f"{label}, ", names)
            analyse(site)
            found += _at(site, 1, f"{label} analysed, ", names)
    for size in sizes:
        site.grow(size)
        found += _at(site, size, "")
    return found


def _at(site: Site, size: int, label: str, names: tuple[str, ...] = ()) -> list[Measured]:
    pages = {name: path for name, path in pages_of(site).items() if not names or name in names}
    dice = random.Random(size)  # noqa: S311 - a benchmark repeats itself
    base = site.app.settings.base_domain
    hosts = [f"{slug}.{base}" for slug in site.slugs[:size]]
    with web("wsgi:app") as (port, process), web("tests.bench.floor:app") as (floor, bare):
        runs = {name: _Run(port, process, site.postgres, path) for name, path in pages.items()}
        runs["floor"] = _Run(floor, bare, site.postgres, f"/floor/{MODEL}")
        for run in runs.values():
            run.warm_up(hosts)
        for _round in range(ROUNDS):
            for run in runs.values():
                run.go(dice, hosts, REQUESTS)
    return [
        run.result(label + name, size, _queries(site, pages.get(name)))
        for name, run in runs.items()
    ]


def _queries(site: Site, path: str | None) -> int:
    if path is None:
        return 1
    client = site.app.test_client()
    base = f"http://{MODEL}.{site.app.settings.base_domain}"
    client.get(path, base_url=base)

    with statements() as seen:
        client.get(path, base_url=base)
    # the client shares this process's app context, so nothing else ends its transaction
    db.session.remove()
    return len(seen)


class _Run:
    """Requests of one page over one kept connection, one after the other."""

    def __init__(self, port: int, process: int, postgres: int, path: str) -> None:
        self.port, self.process, self.postgres, self.path = port, process, postgres, path
        self.times: list[float] = []
        self.app_cpu = self.database_cpu = 0.0
        self.size = 0

    def warm_up(self, hosts: list[str]) -> None:
        """Every city once and the first one again: what is measured is the steady state."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        for host in [*hosts, *hosts[:1] * WARM_UP]:
            self._one(connection, host)
        connection.close()

    def go(self, dice: random.Random, hosts: list[str], count: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        before = meter.cpu_by_process(self.process), meter.cpu_by_process(self.postgres)
        times = [self._one(connection, dice.choice(hosts)) for _ in range(count)]
        after = meter.cpu_by_process(self.process), meter.cpu_by_process(self.postgres)
        connection.close()
        self.times += times
        self.app_cpu += meter.cpu_between(before[0], after[0])
        self.database_cpu += meter.cpu_between(before[1], after[1])

    def _one(self, connection: http.client.HTTPConnection, host: str) -> float:
        began = time.perf_counter()
        connection.request("GET", self.path, headers={"Host": host, "Accept-Language": "lt"})
        answer = connection.getresponse()
        body = answer.read()
        took = time.perf_counter() - began
        if answer.status != 200:
            raise RuntimeError(f"{host}{self.path} answers {answer.status}")
        self.size = len(gzip.compress(body))
        return took * 1000

    def result(self, name: str, cities: int, queries: int) -> Measured:
        count = len(self.times)
        return Measured(
            name=name,
            cities=cities,
            app_ms=1000 * self.app_cpu / count,
            database_ms=1000 * self.database_cpu / count,
            p50_ms=meter.percentile(self.times, 0.5),
            p95_ms=meter.percentile(self.times, 0.95),
            queries=queries,
            bytes_gzip=self.size,
        )
