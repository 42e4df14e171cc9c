import base64
import io

import orjson
import pytest
from openbadgeslib.ob3 import OB3Verifier
from sqlalchemy import func, select

from col_app.core.audit import AuditEntry
from col_app.core.db import db
from col_app.recognition import credentials as ob
from col_app.recognition.awards import keys
from tests.recognition.awarding import at_once


def token(city, award, **headers):
    return city.get(f"/credentials/{award}.jwt", headers=headers)


def signed(portal):
    """How many tokens Vilnius has signed."""
    count = select(func.count()).where(AuditEntry.action == "token.signed")
    return portal.do(lambda: db.session.scalar(count))


@pytest.mark.parametrize(
    "accept", ["text/plain", "application/vc+jwt", "text/plain, text/html;q=0.5"]
)
def test_an_award_answers_as_a_token_when_that_is_asked_for(city, award, accept):
    found = city.get(f"/credentials/{award}", headers={"Accept": accept})

    assert (found.mimetype, "Accept" in found.vary) == ("text/plain", True)
    assert found.text == token(city, award).text


def test_the_token_says_what_the_credential_says(city, award):
    found = token(city, award).text.split(".")
    claims = orjson.loads(base64_bytes(found[1]))
    credential = city.get(f"/credentials/{award}.json").get_json(force=True)

    proof = credential.pop("proof")["verificationMethod"]
    assert {name: claims[name] for name in credential} == credential
    assert orjson.loads(base64_bytes(found[0]))["kid"].partition("#")[0] == proof.partition("#")[0]


def test_a_token_is_signed_once_however_many_ask(portal, city, client, award):
    before = signed(portal)
    texts = at_once(lambda _: token(client("vilnius"), award).text, range(6))

    assert (len(set(texts)), signed(portal) - before) == (1, 1)


def test_a_token_stays_the_same_after_a_rotation(portal, city, award):
    before = token(city, award).text
    did = city.get(f"/credentials/{award}.json").get_json(force=True)["issuer"]["id"]
    portal.do(lambda: keys.rotate(portal.app.directory.by_slug("vilnius"), did))

    assert token(city, award).text == before


def test_openbadgeslib_accepts_the_token(client, city, award):
    def download(url, *_, **__):
        host, _, path = url.removeprefix("https://").partition("/")
        return client(host).get(f"/{path}").data

    credential = city.get(f"/credentials/{award}.json").get_json(force=True)
    judge = OB3Verifier.for_issuer_did(credential["issuer"]["id"], download)
    found = judge.verify(
        token(city, award).text,
        check_status=True,
        verify_status_list=False,
        download=download,
        expected_recipient=credential["credentialSubject"]["id"],
    )

    assert found.issuer.id == credential["issuer"]["id"]


def test_an_unknown_award_has_no_token(city):
    assert token(city, "a" * 26).status_code == 404


def base64_bytes(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@pytest.mark.parametrize("form", ["png", "svg"])
def test_a_picture_carries_the_token(city, client, award, form):
    picture = city.get(f"/credentials/{award}.jwt.{form}")

    assert picture.headers["Content-Disposition"].endswith(f'.jwt.{form}"')
    assert ob.unbake(picture.data) == token(city, award).text
    handed_in = {"file": (io.BytesIO(picture.data), f"badge.{form}")}
    assert "verdict--good" in client("apex").post("/verify", handed_in).text


def test_an_unknown_award_has_no_picture_with_a_token(city):
    assert city.get(f"/credentials/{'a' * 26}.jwt.png").status_code == 404
