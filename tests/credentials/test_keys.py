import secrets

import jwt
import pytest

from col_app.recognition import credentials as ob
from col_app.recognition.credentials.encoding import base58, unbase58, unmultibase
from tests.credentials.samples import DID, KEY, STRANGER, issued

TWIN = ob.JwtKey.from_seed(DID, KEY.seed)
KEK = bytes(32)


def test_a_key_grows_from_its_seed():
    again = ob.IssuerKey.from_seed(DID, KEY.seed)

    assert (again.id, again.sign(b"x")) == (KEY.id, KEY.sign(b"x"))
    assert KEY.id == f"{DID}#{KEY.multibase}"
    assert KEY.multibase.startswith("z6Mk")


def test_a_generated_key_is_another_each_time():
    one, other = ob.IssuerKey.generate(DID), ob.IssuerKey.generate(DID)

    assert one.multibase != other.multibase
    assert ob.JwtKey.generate(DID).id != ob.JwtKey.generate(DID).id


def test_the_seed_does_not_show():
    assert str(KEY.seed) not in repr(KEY)
    assert str(KEY.seed) not in repr(TWIN)


def test_a_signature_is_checked_with_the_public_key():
    signature = KEY.sign(b"message")

    assert KEY.public.verify(signature, b"message")
    assert not KEY.public.verify(signature, b"other")
    assert not STRANGER.public.verify(signature, b"message")
    assert not ob.PublicKey(DID, TWIN.public.x).verify(signature, b"message")


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_seed_of_another_length_is_refused(length):
    for kind in (ob.IssuerKey, ob.JwtKey):
        with pytest.raises(ValueError, match="32 bytes"):
            kind.from_seed(DID, bytes(length))


def test_base58_comes_back():
    for data in (b"", b"\0", b"\0\0a", b"\xff" * 64, secrets.token_bytes(64), bytes(5)):
        assert unbase58(base58(data)) == data
    assert base58(b"Hello World!") == "2NEpo7TZRRrLZSi2U"


@pytest.mark.parametrize("text", ["", "2NEpo", "z0", "zO", "z" + "2" * 300])
def test_what_is_no_multibase_is_refused(text):
    with pytest.raises(ValueError, match="base58btc"):
        unmultibase(text)


def test_the_did_document_lists_retired_keys_as_well():
    document = ob.did_document(DID, [KEY.public, STRANGER.public, TWIN.public])

    assert document["assertionMethod"] == [KEY.id, STRANGER.id, TWIN.id]
    assert document["verificationMethod"][0] == {
        "id": KEY.id,
        "type": "Multikey",
        "controller": DID,
        "publicKeyMultibase": KEY.multibase,
    }
    assert len(document["@context"]) == 3
    assert len(ob.did_document(DID, [KEY.public])["@context"]) == 2


def test_a_did_document_holds_no_keys_of_others():
    with pytest.raises(ValueError, match="another issuer"):
        ob.did_document("did:web:kaunas.learningcities.net", [KEY.public])


def test_the_key_set_holds_the_twin_under_its_thumbprint():
    keys = ob.jwks(DID, [KEY.public, TWIN.public])

    assert keys["iss"] == DID
    assert [key["kid"] for key in keys["keys"]] == [TWIN.id]
    assert jwt.PyJWK(keys["keys"][0]).key_id == TWIN.id


def test_a_token_is_signed_by_the_twin_and_says_the_same():
    document = issued()

    token = ob.issue_jwt(document, TWIN)
    claims = jwt.decode(token, jwt.PyJWK(TWIN.public.jwk, "ES256").key, ["ES256"])

    assert jwt.get_unverified_header(token) == {"alg": "ES256", "typ": "JWT", "kid": TWIN.id}
    assert (claims["iss"], claims["jti"]) == (DID, document["id"])
    assert claims["sub"] == document["credentialSubject"]["id"]
    assert {name: claims[name] for name in document if name != "proof"} == {
        name: document[name] for name in document if name != "proof"
    }


def test_a_token_is_not_signed_for_another_issuer():
    with pytest.raises(ValueError, match="another issuer"):
        ob.issue_jwt(issued(), ob.JwtKey.generate("did:web:kaunas.learningcities.net"))


def test_dids_of_city_and_organiser():
    assert ob.did_for_city("vilnius.learningcities.net") == DID
    assert ob.did_for_city("vilnius.example.org:8443") == "did:web:vilnius.example.org%3A8443"
    assert ob.did_for_organiser("vilnius.learningcities.net", "ab3k") == f"{DID}:o:ab3k"


@pytest.mark.parametrize(
    "host", ["", "localhost", "Vilnius.example", "a.b/c", "a..b", "-a.b", "a.b:c"]
)
def test_a_host_that_is_none_gets_no_did(host):
    with pytest.raises(ValueError, match="not a host name"):
        ob.did_for_city(host)


@pytest.mark.parametrize("public_id", ["", "A", "a:b", "a/b", "a" * 65])
def test_an_id_that_is_none_gets_no_did(public_id):
    with pytest.raises(ValueError, match="not a public id"):
        ob.did_for_organiser("vilnius.learningcities.net", public_id)


def test_a_sealed_seed_opens_with_its_key_and_owner():
    sealed = ob.seal(KEY.seed, KEK, DID.encode())

    assert ob.unseal(sealed, KEK, DID.encode()) == KEY.seed
    assert KEY.seed not in sealed
    assert sealed != ob.seal(KEY.seed, KEK, DID.encode())


def test_a_sealed_seed_does_not_open_otherwise():
    sealed = ob.seal(KEY.seed, KEK, b"row 1")
    wrong = [
        (sealed, b"\1" * 32, b"row 1"),
        (sealed, KEK, b"row 2"),
        (sealed[:-1] + bytes([sealed[-1] ^ 1]), KEK, b"row 1"),
        (b"\2" + sealed[1:], KEK, b"row 1"),
        (sealed[:5], KEK, b"row 1"),
        (b"", KEK, b"row 1"),
    ]

    for case in wrong:
        with pytest.raises(ob.SealError):
            ob.unseal(*case)


def test_a_key_encryption_key_of_another_length_is_refused():
    with pytest.raises(ValueError, match="32 bytes"):
        ob.seal(KEY.seed, bytes(16), b"")
