"""Asking addresses that strangers name, without being led to places inside.

Only https; the host is a name, its every address is public, and the connection goes to the address
that was looked at, so that no name can point elsewhere a moment later. Each redirect is looked at
anew. Time and size are limited as a whole, not step by step.
"""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as LookUpTimeoutError
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from col_app.config import IPNetwork, Settings
from col_app.core import web

SECONDS = 5.0
MAX_BYTES = 1024 * 1024
MOST_HOPS = 3
MOST_ADDRESSES = 3
MAX_URL = 2000
Address = tuple[socket.AddressFamily, tuple[Any, ...]]
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_AGENT = "CitiesOfLearning/1 (badge verification)"
# names, never numbers: the last label of a public name begins with a letter
_HOST = re.compile(
    r"(?=.{4,253}\Z)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"
)
_INSIDE = (".localhost", ".local", ".internal", ".home.arpa", ".invalid", ".test", ".onion")
_PATH = re.compile(r"[!-~]*")
# a name server that does not answer must not hold the one who asked
_look_ups = ThreadPoolExecutor(max_workers=8, thread_name_prefix="look-up")


class FetchError(Exception):
    """There is no answer; deliberately one word for all reasons, so that nobody can scan ports."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. `url` is the address that gave it in the end."""

    url: str
    status: int
    body: bytes


class Fetcher:
    """Fetches public addresses under the rules of the settings."""

    def __init__(self, settings: Settings) -> None:
        """Take the exceptions that tests need from the settings."""
        self._map: Mapping[str, str] = settings.fetch_map
        self._allow = settings.outbound_allow
        self._tls = ssl.create_default_context()

    def is_mapped(self, host: str) -> bool:
        """Whether the settings say where this host is fetched from."""
        return host.lower() in self._map

    def get(self, url: str, accept: str = "*/*", seconds: float = SECONDS) -> Fetched:
        """What stands at `url`. Raises FetchError: refused, unreachable, too slow or too large."""
        deadline = time.monotonic() + seconds
        for _hop in range(MOST_HOPS + 1):
            try:
                response = self._one(url, accept, deadline)
            except (OSError, http.client.HTTPException, ValueError) as fault:
                raise FetchError from fault
            if not isinstance(response, str):
                return response
            url = response
        raise FetchError

    def _one(self, url: str, accept: str, deadline: float) -> Fetched | str:
        """An answer, or the address that a redirect names."""
        parts = _parts(url)
        with self._connected(parts, deadline) as connection:
            target = parts.path or "/"
            connection.request(
                "GET",
                f"{target}?{parts.query}" if parts.query else target,
                headers={
                    "Host": parts.netloc.lower(),
                    "Accept": accept,
                    "Accept-Encoding": "identity",
                    "User-Agent": _AGENT,
                    "Connection": "close",
                },
            )
            response = connection.getresponse()
            location = response.headers.get("Location")
            if response.status in REDIRECTS and location is not None:
                return urljoin(url, location)
            body = response.read(MAX_BYTES + 1)
            # an answer that was cut at the deadline looks like a short one
            _left(deadline)
            if len(body) > MAX_BYTES or "Content-Encoding" in response.headers:
                raise FetchError
            if response.length:
                # the other side hung up before its end
                raise FetchError
            return Fetched(url, response.status, body)

    @contextmanager
    def _connected(
        self, parts: SplitResult, deadline: float
    ) -> Iterator[http.client.HTTPConnection]:
        """A connection that is cut at the deadline, whatever the other side does."""
        host, tls, addresses = self._where(parts, deadline)
        plain = _first(addresses, deadline)
        # the timer holds this descriptor; TLS works on a copy of it
        guard = threading.Timer(_left(deadline), _cut, (plain,))
        guard.daemon = True
        guard.start()
        connection = http.client.HTTPConnection(host)
        try:
            inner = plain.dup()
            connection.sock = self._tls.wrap_socket(inner, server_hostname=host) if tls else inner
            yield connection
        finally:
            guard.cancel()
            connection.close()
            plain.close()

    def _where(self, parts: SplitResult, deadline: float) -> tuple[str, bool, list[Address]]:
        """Name, whether TLS is spoken, and the addresses to connect to. Raises FetchError."""
        host = _host(parts)
        mapped = self._map.get(parts.netloc.lower(), self._map.get(host))
        if mapped is not None:
            base = urlsplit(mapped)
            tls = base.scheme == "https"
            port = base.port or (443 if tls else 80)
            return host, tls, _look_up(base.hostname or "", port, deadline)
        if parts.scheme != "https":
            raise FetchError
        addresses = _look_up(host, parts.port or 443, deadline)
        # one address inside is enough to refuse: honest names have none
        if not all(is_public(where[0], self._allow) for _family, where in addresses):
            raise FetchError
        return host, True, addresses[:MOST_ADDRESSES]


def init_fetch(app: web.PortalApp) -> None:
    """Give the app its one fetcher."""
    app.extensions["fetcher"] = Fetcher(app.settings)


def fetcher() -> Fetcher:
    """The fetcher of the running app."""
    return web.app().extensions["fetcher"]


def is_public(address: str, allow: tuple[IPNetwork, ...] = ()) -> bool:
    """Whether an IP address is one of the internet, or one that `allow` counts as such."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if any(found in network for network in allow if network.version == found.version):
        return True
    inner = _embedded(found)
    if inner is not None:
        return is_public(str(inner))
    # Python before 3.13 takes most of the addresses set aside for protocols for public ones
    is_set_aside = found.is_multicast or found.is_reserved or found in _PROTOCOLS
    return found.is_global and not is_set_aside


def _embedded(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address leads to (mapped, 6to4, Teredo, NAT64)."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address.teredo is not None:
        return address.teredo[1]
    if address in _NAT64 or address in _COMPATIBLE:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


_PROTOCOLS = ipaddress.ip_network("192.0.0.0/24")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_COMPATIBLE = ipaddress.ip_network("::/96")


def _parts(url: str) -> SplitResult:
    """The parts of an address. Raises FetchError for one that readers read differently."""
    if len(url) > MAX_URL or not url.isprintable() or " " in url or "\\" in url:
        raise FetchError
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or "@" in parts.netloc or "%" in parts.netloc:
        raise FetchError
    if not _PATH.fullmatch(parts.path) or not _PATH.fullmatch(parts.query) or parts.port == 0:
        raise FetchError
    return parts


def _host(parts: SplitResult) -> str:
    name = (parts.hostname or "").rstrip(".")
    ascii_name = name if name.isascii() else name.encode("idna").decode()
    if not _HOST.fullmatch(ascii_name):
        raise FetchError
    return ascii_name


def _look_up(host: str, port: int, deadline: float) -> list[Address]:
    """The addresses behind a name, at least one. Raises FetchError."""
    asked = _look_ups.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    try:
        found = asked.result(_left(deadline))
    except (OSError, UnicodeError, LookUpTimeoutError) as fault:
        raise FetchError from fault
    if not found:
        raise FetchError
    return [(entry[0], entry[4]) for entry in found]


def _first(addresses: list[Address], deadline: float) -> socket.socket:
    """A connection to the first address that takes one. Raises FetchError."""
    for family, where in addresses:
        connection = socket.socket(family, socket.SOCK_STREAM)
        try:
            connection.settimeout(_left(deadline) / len(addresses))
            connection.connect(where)
        except (OSError, FetchError):
            connection.close()
        else:
            return connection
    raise FetchError


def _left(deadline: float) -> float:
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise FetchError
    return seconds


def _cut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        connection.close()
