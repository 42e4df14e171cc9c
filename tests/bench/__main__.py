"""`col bench [NAME…]`: pages, operations, map, or all; `--small` stops at 100 cities.

`first_view` (needs a browser) and `awards` (ten thousand) run when they are named.
"""

from __future__ import annotations

import os
import sys

from tests.bench import awards, first_view, map_feed, map_smooth, operations, pages
from tests.bench.pages import Measured
from tests.bench.site import site

NAMES = ("pages", "operations", "map")
HEAD = ("page", "cities", "app ms", "db ms", "cpu ms", "× floor", "p50", "p95", "sql", "gzip B")


def show(found: list[Measured]) -> None:
    """One table; the ratio is to the floor of the same run and number of cities."""
    print("".join(f"{word:>{36 if n == 0 else 9}}" for n, word in enumerate(HEAD)))
    for number, row in enumerate(found):
        floor = next(each.cpu_ms for each in found[number:] if each.name.endswith("floor"))
        print(
            f"{row.name:>36}{row.cities:>9}{row.app_ms:>9.2f}{row.database_ms:>9.2f}"
            f"{row.cpu_ms:>9.2f}{row.cpu_ms / floor:>9.2f}{row.p50_ms:>9.1f}{row.p95_ms:>9.1f}"
            f"{row.queries:>9}{row.bytes_gzip:>9}"
        )


def _first_view() -> None:
    first_view.show(first_view.measure())


def _awards() -> None:
    with site() as measured:
        awards.show(measured)


NAMED = {"first_view": _first_view, "awards": _awards}


def main(arguments: list[str]) -> None:
    """Run what is asked for."""
    for name, measure in NAMED.items():
        if name in arguments:
            measure()
    arguments = [name for name in arguments if name not in NAMED]
    if not arguments and len(sys.argv) > 1:
        return
    small = "--small" in arguments
    chosen = [name for name in NAMES if name in arguments] or list(NAMES)
    sizes = (1, 100) if small else pages.SIZES
    print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with site() as measured:
        if "pages" in chosen:
            show(pages.measure(measured, sizes))
        if "operations" in chosen:
            measured.grow(sizes[-1])
            for work in (
                operations.new_city,
                operations.nothing_to_migrate,
                operations.thousand_awards,
                operations.one_column,
            ):
                timed = work(measured)
                print(f"{timed.name:>28}{timed.seconds:>9.2f} s  {timed.remark}")
        if "map" in chosen:
            map_feed.show(measured)
            map_smooth.show(measured)


main(sys.argv[1:])
