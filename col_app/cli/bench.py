"""`col bench`: the benchmarks of `tests/bench`, one table."""

from __future__ import annotations

import runpy
import sys

import click

from col_app.config import ROOT


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("names", nargs=-1, type=click.UNPROCESSED)
def bench(names: tuple[str, ...]) -> None:
    """Measure `pages`, `operations` or both; --small stops at 100 cities."""
    sys.path.insert(0, str(ROOT))
    sys.argv = ["bench", *names]
    runpy.run_module("tests.bench", run_name="__main__")
