"""A progress bar in plain text."""

from __future__ import annotations

import sys
from collections.abc import Callable

Progress = Callable[[int, int, str], None]
"""Told as `progress(done, total, what)`; `what` is a few words such as a city's name."""

WIDTH = 24


def say(sentence: str = "") -> None:
    """Write one line to the terminal at once."""
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()


class Bar:
    """Draws itself over one line of a terminal; elsewhere writes a line per quarter."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.drawn = False
        self._quarter = -1

    def __call__(self, done: int, total: int, what: str) -> None:
        share = done / total if total else 1.0
        if sys.stdout.isatty():
            filled = "#" * round(share * WIDTH)
            line = f"\r  {self.label:<12} [{filled:<{WIDTH}}] {done}/{total} {what[:28]:<28}"
            sys.stdout.write(line)
        elif int(share * 4) > self._quarter:
            self._quarter = int(share * 4)
            sys.stdout.write(f"  {self.label}: {done}/{total} {what}\n")
        self.drawn = True
        sys.stdout.flush()

    def end(self) -> None:
        """Leave the line of the bar."""
        if self.drawn and sys.stdout.isatty():
            say()
