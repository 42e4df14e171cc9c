"""The fetcher and real TLS: certificates of others, redirects, slow and endless answers.

The name server is the seam, as for all names that lead inside; the authority is trusted the way an
operator's own is, by the file that OpenSSL reads.
"""

import dataclasses
import datetime as dt
import gzip
import ipaddress
import socket
import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from col_app.core.fetch import MAX_BYTES, Fetcher, FetchError

HOST, OTHER = "badges.example", "other.example"
PLACE = "127.0.0.9"
NOW = dt.datetime.now(dt.UTC)
DAY = dt.timedelta(days=1)
NO_USAGE = dict.fromkeys(
    (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
        "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    ),
    False,
)  # fmt: skip


def name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


class Authority:
    """Somebody whom the fetcher trusts, or does not."""

    def __init__(self, text):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = name(text)
        self.certificate = self._sign(self.name, self.key, NOW + DAY, is_authority=True)

    def _sign(self, subject, key, ends, *, is_authority=False, hosts=()):
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW - 10 * DAY)
            .not_valid_after(ends)
            .add_extension(x509.BasicConstraints(is_authority, None), critical=True)
            .add_extension(
                x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
            )
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()),
                critical=False,
            )
        )
        if is_authority:
            signs = dict.fromkeys(("key_cert_sign", "crl_sign"), True)
            usage = x509.KeyUsage(**{**NO_USAGE, **signs})
            builder = builder.add_extension(usage, critical=True)
        if hosts:
            names = [x509.DNSName(host) for host in hosts]
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        return builder.sign(self.key, hashes.SHA256())

    def certify(self, *hosts, ends=NOW + DAY):
        """A key and its certificate for these hosts, as PEM."""
        key = ec.generate_private_key(ec.SECP256R1())
        signed = self._sign(name(hosts[0]), key, ends, hosts=hosts)
        secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return secret + signed.public_bytes(Encoding.PEM)


class Page(BaseHTTPRequestHandler):
    """Answers by its path."""

    def do_GET(self):
        getattr(self, f"answer_{self.path.strip('/').partition('/')[0]}")()

    def start(self, status=200, **headers):
        self.send_response(status)
        for header, value in headers.items():
            self.send_header(header.replace("_", "-"), value)
        self.end_headers()

    def answer_hello(self):
        self.start(Content_Type="application/json")
        self.wfile.write(b'{"hello": 1}')

    def answer_html(self):
        self.start(Content_Type="text/html")
        self.wfile.write(b"<html>hello</html>")

    def answer_plain(self):
        self.start(302, Location=f"http://{HOST}:{self.server.server_port}/hello")

    def answer_on(self):
        self.start(302, Location="/hello")

    def answer_elsewhere(self):
        self.start(302, Location=f"https://{OTHER}:{self.server.server_port}/hello")

    def answer_slow(self):
        self.start()
        for _ in range(200):
            self.wfile.write(b"x")
            time.sleep(0.05)

    def answer_silent(self):
        time.sleep(10)
        self.answer_hello()

    def answer_huge(self):
        self.start()
        for _ in range(MAX_BYTES // 1000 + 100):
            self.wfile.write(b"x" * 1000)

    def answer_bomb(self):
        self.start(Content_Encoding="gzip")
        self.wfile.write(gzip.compress(b"x" * 20_000_000))

    def answer_short(self):
        self.start(Content_Length="100")
        self.wfile.write(b"x")

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """The other side hanging up is what these tests are about."""


@pytest.fixture(scope="module")
def authority():
    return Authority("An authority of tests")


@pytest.fixture
def serve(tmp_path):
    """Serves pages with a key and a certificate; the port."""
    running = []

    def start(pem):
        path = tmp_path / f"{len(running)}.pem"
        path.write_bytes(pem)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        server = Server((PLACE, 0), Page)
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        running.append((server, thread))
        return server.server_port

    yield start
    for server, thread in running:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def get(settings, authority, tmp_path, monkeypatch):
    """Fetches an address; every name leads to the server, which may be asked in these tests."""
    trusted = tmp_path / "authority.pem"
    trusted.write_bytes(authority.certificate.public_bytes(Encoding.PEM))
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    place = ipaddress.ip_network(f"{PLACE}/32")
    fetcher = Fetcher(dataclasses.replace(settings, fetch_map={}, outbound_allow=(place,)))
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda _host, port, *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (PLACE, port))],
    )
    return fetcher.get


@pytest.fixture
def port(serve, authority):
    """An honest server."""
    return serve(authority.certify(HOST))


def test_an_honest_server_is_heard(get, port):
    found = get(f"https://{HOST}:{port}/hello")

    assert (found.status, found.body) == (200, b'{"hello": 1}')


def test_a_redirect_to_the_same_kind_is_followed(get, port):
    assert get(f"https://{HOST}:{port}/on").url == f"https://{HOST}:{port}/hello"


@pytest.mark.parametrize("kind", ["plain", "elsewhere", "huge", "bomb", "short"])
def test_an_answer_that_leads_astray_or_wastes_space_is_refused(get, port, kind):
    with pytest.raises(FetchError):
        get(f"https://{HOST}:{port}/{kind}")


@pytest.mark.parametrize("kind", ["slow", "silent"])
def test_an_answer_that_takes_long_is_given_up(get, port, kind):
    # without an end of its own the fetcher would get an answer, seconds later
    with pytest.raises(FetchError):
        get(f"https://{HOST}:{port}/{kind}", seconds=0.8)


def test_what_kind_it_says_it_is_does_not_matter(get, port):
    # a host may call a DID document plain text; what is no JSON is refused where it is read
    assert get(f"https://{HOST}:{port}/html").body == b"<html>hello</html>"


CERTIFICATES = {
    "of another host": lambda trusted, _other: trusted.certify(OTHER),
    "of a part of the name": lambda trusted, _other: trusted.certify("example", "*.example.org"),
    "that has ended": lambda trusted, _other: trusted.certify(HOST, ends=NOW - DAY),
    "of an authority nobody knows": lambda _trusted, other: other.certify(HOST),
}


@pytest.mark.parametrize("certify", CERTIFICATES.values(), ids=CERTIFICATES)
def test_a_server_with_a_wrong_certificate_is_not_heard(get, serve, authority, certify):
    port = serve(certify(authority, Authority(HOST)))

    with pytest.raises(FetchError):
        get(f"https://{HOST}:{port}/hello")


def test_a_server_that_certifies_itself_is_not_heard(get, serve):
    own = Authority(HOST)
    secret = own.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    port = serve(secret + own.certificate.public_bytes(Encoding.PEM))

    with pytest.raises(FetchError):
        get(f"https://{HOST}:{port}/hello")


def test_a_server_without_tls_is_not_heard(get):
    server = Server((PLACE, 0), Page)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        for scheme in ("https", "http"):
            with pytest.raises(FetchError):
                get(f"{scheme}://{HOST}:{server.server_port}/hello")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
