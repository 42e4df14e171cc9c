"""The feed behind the map: CPU of app and database, bytes, and what an unchanged answer costs."""

from __future__ import annotations

import gzip
import http.client

from tests.bench import meter
from tests.bench.pins import pins
from tests.bench.site import MODEL, Site, web

FEED = "/activities.geojson?layer=activity&layer=place"
ACTIVITIES, PLACES = 1000, 100
REQUESTS, WARM_UP = 200, 24


def show(site: Site) -> None:
    """A line for the whole answer, one for the unchanged one."""
    with pins(site, ACTIVITIES, PLACES), web("wsgi:app") as (port, process):
        feed = _Feed(f"{MODEL}.{site.app.settings.base_domain}", port)
        tag, size = feed.ask("")
        for name, sent in (("whole", ""), ("unchanged", tag)):
            for _ in range(WARM_UP):
                feed.ask(sent)
            before = [meter.cpu_by_process(number) for number in (process, site.postgres)]
            for _ in range(REQUESTS):
                feed.ask(sent)
            after = [meter.cpu_by_process(number) for number in (process, site.postgres)]
            app, database = (
                1000 * meter.cpu_between(*looks) / REQUESTS
                for looks in zip(before, after, strict=True)
            )
            print(
                f"{'map feed, ' + name:>28}{app:>9.2f} app ms{database:>9.2f} db ms"
                f"{app + database:>9.2f} cpu ms{size:>9} gzip B"
            )


class _Feed:
    """The feed over one kept connection."""

    def __init__(self, host: str, port: int) -> None:
        self.headers = {"Host": host, "Accept-Language": "lt"}
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def ask(self, tag: str) -> tuple[str, int]:
        """(tag, size) of the answer; with a tag it must be unchanged."""
        known = {"If-None-Match": tag} if tag else {}
        self.connection.request("GET", FEED, headers=self.headers | known)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != (304 if tag else 200):
            raise RuntimeError(f"{FEED} answers {answer.status}")
        return answer.headers["ETag"], len(gzip.compress(body))
