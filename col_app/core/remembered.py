"""What a city changes rarely and every page needs: read once per version of the city.

Whoever changes it tells the directory (`tenancy.Directory.changed`) after the commit; within a
second no process remembers the old one.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

import tenancy

T = TypeVar("T")
P = ParamSpec("P")
ANSWERS = 2048


def per_version(read: Callable[P, T]) -> Callable[P, T]:
    """Remember what `read` gives in the current city until the city's version moves.

    With arguments, one answer for each of them; ANSWERS in all, those not asked for go first.
    """

    @lru_cache(maxsize=ANSWERS)
    def remembered(_city_id: int, _version: int, *args: P.args, **kwargs: P.kwargs) -> T:
        return read(*args, **kwargs)

    @wraps(read)
    def recall(*args: P.args, **kwargs: P.kwargs) -> T:
        city = tenancy.current_city()
        return remembered(city.id, city.version, *args, **kwargs)

    return recall
