"""Keys of kinds that our own issuers do not use, and what is signed with them."""

import hashlib
import json
from pathlib import Path

import rfc8785
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from col_app.recognition.credentials.canonical import canonical
from col_app.recognition.credentials.encoding import base64url, multibase
from tests.credentials.samples import BASE, DID, KEY, issued, status_list

P256 = ec.derive_private_key(7, ec.SECP256R1())
P384 = ec.derive_private_key(9, ec.SECP384R1())
ED25519 = Ed25519PrivateKey.from_private_bytes(bytes(range(9, 41)))
KINDS = {
    "secp256r1": (b"\x80\x24", SHA256(), "sha256", 32, "P-256", "ES256"),
    "secp384r1": (b"\x81\x24", SHA384(), "sha384", 48, "P-384", "ES384"),
}
SIGNED_BY_OTHERS = json.loads(Path(__file__).with_name("signed").joinpath("ecdsa.json").read_text())
"""The badge of ``samples`` signed by the libraries of Digital Bazaar, and the keys they used."""


def without(document, *names):
    return {name: value for name, value in document.items() if name not in names}


def multikey(key):
    """The public key as a Multikey."""
    if isinstance(key, Ed25519PrivateKey):
        return multibase(b"\xed\x01" + key.public_key().public_bytes_raw())
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
    return multibase(KINDS[key.curve.name][0] + point)


def jwk(key):
    """The public key as a JSON Web Key."""
    if isinstance(key, Ed25519PrivateKey):
        return {"kty": "OKP", "crv": "Ed25519", "x": base64url(key.public_key().public_bytes_raw())}
    numbers, (_prefix, _hash, _name, size, curve, _alg) = (
        key.public_key().public_numbers(),
        KINDS[key.curve.name],
    )
    x, y = (base64url(number.to_bytes(size, "big")) for number in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": curve, "x": x, "y": y}


def did_jwk(key):
    return "did:jwk:" + base64url(json.dumps(jwk(key)).encode())


def algorithm(key):
    return "EdDSA" if isinstance(key, Ed25519PrivateKey) else KINDS[key.curve.name][5]


def signature(key, message):
    """R and S, or what Ed25519 makes."""
    if isinstance(key, Ed25519PrivateKey):
        return key.sign(message)
    _prefix, hashing, _name, size, *_ = KINDS[key.curve.name]
    numbers = decode_dss_signature(key.sign(message, ec.ECDSA(hashing)))
    return b"".join(number.to_bytes(size, "big") for number in numbers)


def options(method, suite):
    return {
        "type": "DataIntegrityProof",
        "cryptosuite": suite,
        "created": "2026-11-21T10:00:00Z",
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }


def hashed(key, *texts):
    name = "sha256" if isinstance(key, Ed25519PrivateKey) else KINDS[key.curve.name][2]
    return b"".join(hashlib.new(name, text).digest() for text in texts)


def signed_as_json(document, key, method, suite, **more):
    """A proof over JSON (the cryptosuites ``*-jcs-*``)."""
    unsigned = without(document, "proof")
    said = {**options(method, suite), "@context": document["@context"], **more}
    message = hashed(key, rfc8785.dumps(said), rfc8785.dumps(unsigned))
    return {**unsigned, "proof": {**said, "proofValue": multibase(signature(key, message))}}


def signed_as_rdf(document, key, method, suite, **more):
    """A proof over RDF (the cryptosuites ``*-rdfc-*``)."""
    unsigned = without(document, "proof")
    said = {**options(method, suite), **more}
    name = "sha256" if isinstance(key, Ed25519PrivateKey) else KINDS[key.curve.name][2]
    context = {"@context": document["@context"]}
    texts = (canonical(part, algorithm=name).encode() for part in ({**context, **said}, unsigned))
    value = multibase(signature(key, hashed(key, *texts)))
    return {**unsigned, "proof": {**said, "proofValue": value}}


def token(claims, key, kid):
    """A token around these claims."""
    header = {"alg": algorithm(key), "typ": "JWT", "kid": kid}
    parts = (base64url(json.dumps(part).encode()) for part in (header, claims))
    text = ".".join(parts)
    return f"{text}.{base64url(signature(key, text.encode()))}"


def badge_of(issuer, **changes):
    """Our sample badge without proof and status, as somebody else's."""
    document = without(issued(), "proof", "credentialStatus")
    return {**document, "issuer": {**document["issuer"], "id": issuer}, **changes}


def controller(did, *keys):
    """What an issuer publishes with these Multikeys."""
    methods = [
        {"id": f"{did}#{one}", "type": "Multikey", "controller": did, "publicKeyMultibase": one}
        for one in keys
    ]
    return {"id": did, "assertionMethod": methods}


def vilnius(*keys):
    """The pages of our sample city with these Multikeys beside its own key."""
    own = controller(DID, *keys, KEY.multibase)
    return {f"{BASE}/.well-known/did.json": own, f"{BASE}/status/k3v9": status_list()}
