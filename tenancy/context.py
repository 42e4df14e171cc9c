"""Which city the running code speaks for."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar

from tenancy.city import City, check_names
from tenancy.errors import NoCityError

_current: ContextVar[City | None] = ContextVar("tenancy_city", default=None)


def current_city() -> City:
    """The city of the running code. Raises NoCityError."""
    city = _current.get()
    if city is None:
        raise NoCityError
    return city


def current_city_or_none() -> City | None:
    """The city of the running code, None in the network."""
    return _current.get()


@contextmanager
def use_city(city: City) -> Generator[City]:
    """Speak for one city. Transactions begun inside are the city's. Raises BadNameError.

    A Session that was begun before for another city raises CityMixupError when it is used inside.
    """
    check_names(city)
    token = _current.set(city)
    try:
        yield city
    finally:
        _current.reset(token)


@contextmanager
def use_network() -> Generator[None]:
    """Speak for no city: the shared schema only."""
    token = _current.set(None)
    try:
        yield
    finally:
        _current.reset(token)
