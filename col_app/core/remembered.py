"""What a city changes rarely and every page needs: read once per version of the city.

Whoever changes it tells the directory (`tenancy.Directory.changed`) after the commit; within a
second no process remembers the old one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

import tenancy

T = TypeVar("T")
CITIES = 2048


def per_version(read: Callable[[], T]) -> Callable[[], T]:
    """Remember what `read` gives in the current city until the city's version moves."""

    @lru_cache(maxsize=CITIES)
    def remembered(_city_id: int, _version: int) -> T:
        return read()

    @wraps(read)
    def recall() -> T:
        city = tenancy.current_city()
        return remembered(city.id, city.version)

    return recall
