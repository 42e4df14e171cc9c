"""The second form of a badge: a JSON Web Token with ES256 (Open Badges 3.0, section 8.2)."""

from collections.abc import Mapping
from typing import Any

import orjson

from col_app.recognition.credentials.encoding import base64url
from col_app.recognition.credentials.keys import JwtKey
from col_app.recognition.credentials.values import moment


def issue_jwt(credential: Mapping[str, Any], key: JwtKey) -> str:
    """Return ``credential`` (signed or not; a proof is left out) as a compact VC-JWT.

    The validator of 1EdTech accepts RS256 and ES256 only, and no other header members than these.
    Raise ValueError for a key of another issuer.
    """
    if credential["issuer"]["id"] != key.did:
        raise ValueError(f"the key of {key.did} cannot sign for another issuer")
    header = {"alg": "ES256", "typ": "JWT", "kid": key.id}
    signed = f"{base64url(orjson.dumps(header))}.{base64url(orjson.dumps(_claims(credential)))}"
    return f"{signed}.{base64url(key.sign(signed.encode()))}"


def _claims(credential: Mapping[str, Any]) -> dict[str, Any]:
    claims = {name: value for name, value in credential.items() if name != "proof"}
    claims["iss"] = credential["issuer"]["id"]
    claims["jti"] = credential["id"]
    claims["sub"] = credential["credentialSubject"]["id"]
    claims["nbf"] = _seconds(credential["validFrom"])
    if "validUntil" in credential:
        claims["exp"] = _seconds(credential["validUntil"])
    return claims


def _seconds(text: str) -> int:
    return int(moment(text).timestamp())
