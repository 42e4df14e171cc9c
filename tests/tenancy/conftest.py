from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator

import pytest

from tests.tenancy.cluster import running_cluster
from tests.tenancy.network import Network

GIVEN = os.environ.get("COL_TEST_DATABASE_URL")
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def superuser() -> Iterator[str]:
    """The address of a superuser: of the server that is given, or of one started here."""
    if GIVEN:
        yield GIVEN
        return
    with running_cluster() as address:
        yield address


@pytest.fixture(scope="session")
def make_network(superuser: str) -> Iterator[Callable[..., Network]]:
    """A fresh database, prepared, with an administrator who is no superuser."""
    made: list[Network] = []

    def make(*slugs: str, pool_size: int = 4, rows: int = 3) -> Network:
        network = Network.make(superuser, f"tn{os.getpid()}_{next(_numbers)}", pool_size)
        made.append(network)
        for slug in slugs:
            network.open_city(slug, rows)
        return network

    yield make
    for network in made:
        network.end()
        if GIVEN:
            network.remove(superuser)


@pytest.fixture(scope="module")
def network(make_network) -> Network:
    """Two twin cities: the same ids in every table, a canary in every text."""
    return make_network("vilnius", "le-havre")
