"""An issuer vouches for another issuer, a badge or a credential (Open Badges 3.0, section 5.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from col_app.recognition.credentials import proof
from col_app.recognition.credentials.contexts import (
    CREDENTIALS_V2,
    EXTENSIONS_1EDTECH,
    OPEN_BADGES_3,
)
from col_app.recognition.credentials.document import profile
from col_app.recognition.credentials.keys import IssuerKey
from col_app.recognition.credentials.model import Issuer, StatusEntry
from col_app.recognition.credentials.values import clean, iri, timestamp

SCHEMA = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_endorsementcredential_schema.json"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Endorsement:
    """What is said of whom. ``subject_id``: the DID of an issuer, the id of a badge or credential.

    ``id`` is where the endorsement stands, or a ``urn:uuid:``. ``description`` tells who speaks,
    where the issuer signs for somebody else.
    """

    id: str
    name: str
    subject_id: str
    comment: str
    endorsed_at: datetime
    description: str = ""
    valid_until: datetime | None = None
    status: StatusEntry | None = None


def endorse(issuer: Issuer, endorsement: Endorsement, key: IssuerKey) -> bytes:
    """Return the signed EndorsementCredential as JSON.

    Raise ValueError for a key of another issuer, for one who endorses itself, and for an address
    or a time that cannot stand in a credential.
    """
    if key.did != issuer.did:
        raise ValueError(f"the key belongs to {key.did}, not to {issuer.did}")
    if endorsement.subject_id == issuer.did:
        raise ValueError("nobody endorses themselves")
    return proof.sign(_document(issuer, endorsement), key, timestamp(endorsement.endorsed_at))


def _document(issuer: Issuer, said: Endorsement) -> Mapping[str, Any]:
    document: dict[str, Any] = {
        "@context": [CREDENTIALS_V2, OPEN_BADGES_3, EXTENSIONS_1EDTECH],
        "id": iri(said.id),
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": clean(said.name),
        "issuer": profile(issuer),
        "validFrom": timestamp(said.endorsed_at),
        "awardedDate": timestamp(said.endorsed_at),
        "credentialSubject": {
            "id": iri(said.subject_id),
            "type": ["EndorsementSubject"],
            "endorsementComment": clean(said.comment),
        },
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
    }
    if said.description:
        document["description"] = clean(said.description)
    if said.valid_until is not None:
        document["validUntil"] = timestamp(said.valid_until)
    if said.status is not None:
        document["credentialStatus"] = {
            "id": iri(f"{said.status.list_url}#{said.status.index}"),
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(said.status.index),
            "statusListCredential": iri(said.status.list_url),
        }
    return document
