"""The door by which background jobs enter a city."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from tenancy.context import use_city
from tenancy.directory import Directory
from tenancy.errors import UnknownCityError

P = ParamSpec("P")
T = TypeVar("T")


def run_in_city(
    directory: Directory,
    slug_or_id: str | int,
    func: Callable[P, T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Call `func` as a city. Jobs carry the city's number, since a slug may be given anew.

    Raises UnknownCityError for a city that is gone, DirectoryUnavailableError.
    """
    named = isinstance(slug_or_id, str)
    city = directory.by_slug(slug_or_id) if named else directory.by_id(slug_or_id)
    if city is None:
        raise UnknownCityError(slug_or_id)
    with use_city(city):
        return func(*args, **kwargs)
