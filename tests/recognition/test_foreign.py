"""Badges of issuers elsewhere, from the form and the API to a server that stands for the world."""

import dataclasses
import datetime as dt
import io
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from col_app.core import clock
from col_app.core.fetch import Fetcher
from col_app.recognition import credentials as ob
from tests.credentials.samples import BADGE, CITY, KEY, award

HOST = "badges.example"
DID = f"did:web:{HOST}"
LIST_URL = f"https://{HOST}/status/1"


@pytest.fixture(scope="module")
def elsewhere(app):
    """Pages of `badges.example` by their path; a number stands for a status without a page."""
    pages = {}

    class Elsewhere(BaseHTTPRequestHandler):
        def do_GET(self):
            page = pages.get(self.path, 404)
            self.send_response(page if isinstance(page, int) else 200)
            self.end_headers()
            self.wfile.write(b"" if isinstance(page, int) else page)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    where = f"http://127.0.0.1:{server.server_address[1]}"
    usual = app.extensions["fetcher"]
    app.extensions["fetcher"] = Fetcher(
        dataclasses.replace(app.settings, fetch_map={HOST: where, "gone.example": where})
    )
    yield pages
    app.extensions["fetcher"] = usual
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def foreign(elsewhere):
    """A signed badge of somebody we do not know, and their pages."""
    key = ob.IssuerKey.from_seed(DID, bytes(range(7, 39)))
    issuer = dataclasses.replace(CITY, did=DID)
    now = clock.now()
    given = award(status=ob.StatusEntry(LIST_URL, 5), awarded_at=now.replace(microsecond=0))
    document = ob.issue_slow(issuer, BADGE, given, key)
    elsewhere.clear()
    elsewhere["/.well-known/did.json"] = json.dumps(ob.did_document(DID, [key.public])).encode()
    elsewhere["/status/1"] = status(key)
    elsewhere["/badge"] = document
    elsewhere["/withdrawn"] = status(key, [5])
    return document


def status(key, revoked=()):
    day = dt.timedelta(days=1)
    bits = ob.StatusList(revoked=revoked)
    return ob.status_list_credential(LIST_URL, DID, bits, key, clock.now(), day)


def ask(browser, **question):
    found = browser.post("/api/v1/verify", json=question).json
    return found["verdict"], *(c["reason"] for c in found["checks"] if c["ok"] is False)


def test_a_real_badge_of_a_stranger_is_valid_but_its_issuer_unknown(city, foreign):
    assert ask(city, text=foreign.decode()) == ("valid_unknown_issuer",)
    assert ask(city, url=f"https://{HOST}/badge") == ("valid_unknown_issuer",)
    assert ask(city, url=f"{HOST}/badge") == ("valid_unknown_issuer",)


def test_a_badge_that_its_issuer_withdrew_is_revoked(city, foreign, elsewhere):
    elsewhere["/status/1"] = elsewhere["/withdrawn"]

    assert ask(city, text=foreign.decode()) == ("revoked", "revoked")


def test_an_issuer_that_does_not_answer_makes_no_badge_valid(city, foreign, elsewhere):
    elsewhere["/.well-known/did.json"] = 503

    assert ask(city, text=foreign.decode()) == ("cannot_check", "issuer_unreachable")


def test_an_issuer_with_another_key_did_not_sign_it(city, foreign, elsewhere):
    other = ob.did_document(DID, [ob.IssuerKey.from_seed(DID, KEY.seed).public])
    elsewhere["/.well-known/did.json"] = json.dumps(other).encode()

    assert ask(city, text=foreign.decode()) == ("altered", "key_unknown")


def test_a_stranger_with_the_name_of_a_city_is_no_city(city, foreign):
    page = city.post("/verify?lang=en", {"text": foreign.decode()}).text

    assert "we do not know its issuer" in page
    assert HOST in page


def test_a_picture_from_elsewhere_is_read(city, foreign):
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><g/></svg>'
    baked = ob.bake_svg(svg, foreign.decode()).encode()
    answer = city.post("/api/v1/verify", {"file": (io.BytesIO(baked), "badge.svg")})

    assert answer.json["verdict"] == "valid_unknown_issuer"


def test_an_assertion_that_is_gone_was_withdrawn(city, elsewhere):
    elsewhere.clear()
    elsewhere["/assertions/1"] = 410

    assert ask(city, url=f"https://{HOST}/assertions/1") == ("revoked", "revoked")


@pytest.mark.parametrize("page", [404, 500, b"<html>hello</html>", b"hello", b""])
def test_an_address_without_a_badge_keeps_the_form(city, elsewhere, page):
    elsewhere["/nothing"] = page
    answer = city.post("/verify", {"url": f"https://{HOST}/nothing"})

    assert (answer.status_code, f'value="https://{HOST}/nothing"' in answer.text) == (422, True)


@pytest.mark.parametrize(
    "address", ["https://127.0.0.1/", "https://localhost/", "https://[::1]/", "http://10.0.0.1/x"]
)
def test_an_address_inside_is_not_asked(city, elsewhere, address):
    assert ask(city, url=address) == ("cannot_check", "address_unreachable")
