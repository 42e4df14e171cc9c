"""How often one address may ask for what is costly.

Counts stand in Redis and end with their window. The address is not in them: it is blinded with a
secret of ours and the day, so nobody can tell who asked, or that the same asked on another day.
While Redis is away nobody is held up.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import cast

from flask import request
from redis import Redis
from redis.exceptions import RedisError

from col_app.core import clock, seals, web

_HOUSEHOLD = 64
"""So many bits of an IPv6 address are one connection's; the others its owner chooses freely."""


@dataclass(frozen=True, slots=True)
class Pace:
    """`most` questions of a kind within `seconds` from one address."""

    name: str
    most: int
    seconds: int


def seconds_to_wait(pace: Pace) -> int:
    """Count a question of the one who asks; 0, or how long they have to wait for an answer."""
    key = f"pace:{pace.name}:{_blinded(pace)}"
    redis = cast(Redis, web.app().extensions["redis"])
    try:
        with redis.pipeline() as steps:
            steps.set(key, 0, ex=pace.seconds, nx=True)
            steps.incr(key)
            steps.ttl(key)
            _is_new, count, left = steps.execute()
    except RedisError:
        return 0
    return max(left, 1) if count > pace.most else 0


def _blinded(pace: Pace) -> str:
    text = f"{pace.name} on {clock.now().date()} from {_place(request.remote_addr or '')}"
    return seals.blind(text).hex()[:32]


def _place(address: str) -> str:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address) or found.ipv4_mapped:
        return str(getattr(found, "ipv4_mapped", None) or found)
    return str(ipaddress.ip_network((found, _HOUSEHOLD), strict=False))
