"""The fetcher against a server that means harm, and names that lead inside."""

import dataclasses
import ipaddress
import os
import socket
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from col_app.core.fetch import MAX_BYTES, Fetcher, FetchError, is_public

EVIL = "evil.example"


class Evil(BaseHTTPRequestHandler):
    """Answers by its path."""

    def do_GET(self):
        kind, _, rest = self.path.strip("/").partition("/")
        getattr(self, f"answer_{kind}")(rest)

    def start(self, status, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def answer_hello(self, _rest):
        self.start(200)
        self.wfile.write(f"hello {self.headers['Host']}".encode())

    def answer_gone(self, _rest):
        self.start(410)
        self.wfile.write(b"gone")

    def answer_to(self, rest):
        self.start(302, Location=rest)

    def answer_round(self, rest):
        self.start(302, Location=f"/round/{rest}x")

    def answer_endless(self, _rest):
        self.start(200)
        for _ in range(MAX_BYTES // 1000 + 100):
            self.wfile.write(b"x" * 1000)

    def answer_slow(self, _rest):
        self.start(200)
        for _ in range(100):
            self.wfile.write(b"x")
            time.sleep(0.05)

    def answer_packed(self, _rest):
        self.start(200, Content_Encoding="gzip")
        self.wfile.write(b"\x1f\x8b")

    def answer_headers(self, _rest):
        self.send_response(200)
        for number in range(500):
            self.send_header(f"X-{number}", "x")
        self.end_headers()

    def log_message(self, *_):
        pass


class Quiet(ThreadingHTTPServer):
    def handle_error(self, *_):
        """The other side hanging up is what these tests are about."""


@contextmanager
def serving(handler, host="127.0.0.1"):
    server = Quiet((host, 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def evil():
    with serving(Evil) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def fetcher(settings, evil):
    return Fetcher(dataclasses.replace(settings, fetch_map={EVIL: evil}))


@pytest.fixture
def strict(settings):
    return Fetcher(dataclasses.replace(settings, fetch_map={}, outbound_allow=()))


@contextmanager
def listening():
    """A port that counts who comes."""
    came = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        is_over = threading.Event()

        def accept():
            while not is_over.is_set():
                try:
                    came.append(server.accept()[0].close())
                except TimeoutError:
                    continue

        thread = threading.Thread(target=accept)
        thread.start()
        yield server.getsockname()[1], came
        is_over.set()
        thread.join()


def test_a_mapped_host_is_fetched_from_where_the_settings_say(fetcher):
    found = fetcher.get(f"https://{EVIL}/hello")

    assert (found.status, found.body) == (200, b"hello evil.example")


def test_an_answer_that_is_no_page_is_an_answer(fetcher):
    assert fetcher.get(f"https://{EVIL}/gone").status == 410


def test_a_redirect_is_followed_and_told(fetcher):
    found = fetcher.get(f"https://{EVIL}/to/https://{EVIL}/hello")

    assert (found.url, found.status) == (f"https://{EVIL}/hello", 200)


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:{port}/", "https://127.0.0.1:{port}/", "//127.0.0.1:{port}/",
               "https://localhost:{port}/", "file:///etc/passwd", "http://badges.example:{port}/"],
)  # fmt: skip
def test_a_redirect_does_not_lead_inside(fetcher, target):
    with listening() as (port, came):
        with pytest.raises(FetchError):
            fetcher.get(f"https://{EVIL}/to/{target.format(port=port)}")
        assert came == []


@pytest.mark.parametrize("kind", ["round/x", "endless", "packed", "headers", "nothing"])
def test_an_answer_that_wastes_time_or_space_is_refused(fetcher, kind):
    with pytest.raises(FetchError):
        fetcher.get(f"https://{EVIL}/{kind}")


def test_a_byte_now_and_then_does_not_hold_the_one_who_asks(fetcher):
    began = time.monotonic()
    with pytest.raises(FetchError):
        fetcher.get(f"https://{EVIL}/slow", seconds=0.4)

    assert time.monotonic() - began < 4


@pytest.mark.fixtures
def test_no_spelling_of_an_inner_address_is_asked(strict):
    corpus = Path(os.environ["COL_FIXTURES"]) / "trust/corpora/ssrf.txt"
    spellings = [line for line in corpus.read_text().splitlines() if line.strip()]
    both = [*spellings, *(line.replace("http:", "https:", 1) for line in spellings)]
    for url in both:
        with pytest.raises(FetchError):
            strict.get(url)


INNER = """
127.0.0.1 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 198.18.0.1 192.0.0.192
192.0.2.1 224.0.0.1 255.255.255.255 240.0.0.1 ::1 :: ::ffff:127.0.0.1 ::127.0.0.1 fe80::1
fd00:ec2::254 64:ff9b::7f00:1 2002:7f00:1:: 64:ff9b::a9fe:a9fe ff02::1 fe80::1%eth0
2001:0:7f00:1:0:0:80ff:fffe badges.example
"""


@pytest.mark.parametrize("address", INNER.split())
def test_an_inner_address_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_an_address_of_the_internet_is_public(address):
    assert is_public(address)


def resolving(monkeypatch, *answers):
    """The name server says these addresses, one answer after the other."""
    told = iter(answers)

    def look_up(_host, port, *_, **__):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in next(told)]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


@pytest.mark.parametrize("answer", [["127.0.0.1"], ["93.184.216.34", "127.0.0.1"], []])
def test_a_name_that_points_inside_is_not_asked(strict, monkeypatch, answer):
    with listening() as (port, came):
        resolving(monkeypatch, answer)
        with pytest.raises(FetchError):
            strict.get(f"https://badges.example:{port}/")
        assert came == []


def test_a_name_is_looked_up_once_so_it_cannot_change_its_mind(settings, monkeypatch):
    allowed = (ipaddress.ip_network("127.0.0.5/32"),)
    fetcher = Fetcher(dataclasses.replace(settings, fetch_map={}, outbound_allow=allowed))
    with listening() as (port, came):
        resolving(monkeypatch, ["127.0.0.5"], ["127.0.0.1"])
        with pytest.raises(FetchError):
            fetcher.get(f"https://badges.example:{port}/")
        assert came == []
