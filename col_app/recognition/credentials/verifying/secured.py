"""A credential with what secures it: proofs inside, or a token around it, or both."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from col_app.recognition.credentials.contexts import CREDENTIALS_V1, CREDENTIALS_V2
from col_app.recognition.credentials.values import moment
from col_app.recognition.credentials.verifying import proofs, tokens
from col_app.recognition.credentials.verifying.issuers import Signer, issuer_of
from col_app.recognition.credentials.verifying.outcome import (
    ALTERED,
    CANNOT_CHECK,
    EXPIRED,
    NOT_YET_VALID,
    Failure,
)
from col_app.recognition.credentials.verifying.public_keys import Key
from col_app.recognition.credentials.verifying.world import World
from col_app.recognition.credentials.verifying.writing import (
    as_list,
    check_one_place,
    check_size,
    check_writing,
    texts,
)

Keys = tuple[Key | None, list[Key]]
"""The key of a token, and the keys of proofs."""


@dataclass(frozen=True, slots=True)
class Secured:
    """A credential as it was handed in; ``token`` is empty when it is plain JSON."""

    document: Any
    token: str = ""

    @classmethod
    def from_token(cls, token: str) -> "Secured":
        """The credential in a token. Fail for what is none."""
        return cls(tokens.credential_in(tokens.header_and_claims(token)[1]), token)

    @property
    def issuer(self) -> str:
        """The id of the issuer (checked by ``check_form``)."""
        return str(issuer_of(self.document))


def check_form(secured: Secured, *wanted_types: str) -> None:
    """Fail unless this is a credential of a wanted type, plainly written."""
    document = secured.document
    if not isinstance(document, dict):
        raise Failure(CANNOT_CHECK, "not_a_credential")
    check_size(document)
    contexts = as_list(document.get("@context"))
    types = texts(document.get("type"))
    if contexts[:1] not in ([CREDENTIALS_V2], [CREDENTIALS_V1]):
        raise Failure(CANNOT_CHECK, "not_a_credential")
    if "VerifiableCredential" not in types or not types & set(wanted_types):
        raise Failure(CANNOT_CHECK, "not_a_credential")
    check_writing(document)
    check_one_place(document)
    if len(texts(contexts)) < len(contexts):
        raise Failure(ALTERED, "own_context")
    if not isinstance(issuer_of(document), str):
        raise Failure(ALTERED, "incomplete")
    if not isinstance(document.get("credentialSubject"), dict):
        raise Failure(ALTERED, "incomplete")


def find_keys(secured: Secured, world: World) -> Keys:
    """The issuer's keys that the token and the proofs name. Fails where one is missing."""
    signer = Signer(secured.issuer)
    of_token = tokens.find_token_key(secured.token, signer, world) if secured.token else None
    if secured.token and "proof" not in secured.document:
        return of_token, []
    return of_token, proofs.find_keys(secured.document, signer, world)


def check_signatures(secured: Secured, keys: Keys, world: World, *, is_badge: bool = True) -> None:
    """Fail unless token and proofs were made with their keys, and the token says the same."""
    of_token, of_proofs = keys
    if of_token is not None:
        tokens.check_token(secured.token, of_token)
        tokens.check_claims(secured.token, needed=is_badge)
    if of_proofs:
        proofs.check_signatures(secured.document, of_proofs, Signer(secured.issuer), world)


def check_dates(secured: Secured, now: datetime) -> None:
    """Fail unless ``now`` lies within the dates of the credential and of its proofs."""
    document = secured.document
    ends = [document.get("validUntil", document.get("expirationDate"))]
    ends += [
        proof.get("expires") for proof in as_list(document.get("proof")) if isinstance(proof, dict)
    ]
    try:
        begins = moment(document.get("validFrom", document.get("issuanceDate")))
        over = any(moment(end) <= now for end in ends if end is not None)
    except ValueError as error:
        raise Failure(ALTERED, "dates_unreadable") from error
    if begins > now:
        raise Failure(NOT_YET_VALID, "not_yet_valid")
    if over:
        raise Failure(EXPIRED, "expired")
