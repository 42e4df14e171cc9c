"""A learner's record: signed badges, bundled and signed once more (CLR Standard 2.0)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from col_app.recognition.credentials import proof
from col_app.recognition.credentials.contexts import (
    CLR_2,
    CREDENTIALS_V2,
    EXTENSIONS_1EDTECH,
    OPEN_BADGES_3,
)
from col_app.recognition.credentials.document import profile
from col_app.recognition.credentials.keys import IssuerKey
from col_app.recognition.credentials.model import Issuer
from col_app.recognition.credentials.values import clean, identity_hash, iri, timestamp

SCHEMA = "https://purl.imsglobal.org/spec/clr/v2p0/schema/json/clr_v2p0_clrcredential_schema.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Whose record, and of when. The e-mail is written as a hash with ``salt`` alone.

    ``partial``: there is more that the issuer knows and does not say.
    """

    id: str
    subject_id: str
    name: str
    email: str
    salt: str
    made_at: datetime
    partial: bool = False


def sign_record(
    issuer: Issuer, record: Record, badges: Sequence[Mapping[str, Any]], key: IssuerKey
) -> bytes:
    """Return the signed ClrCredential as JSON; ``badges`` are the credentials as they were issued.

    The issuer vouches that these are badges of one person, each issuer for its own. Raise
    ValueError for a key of another issuer and for a record of nothing.
    """
    if key.did != issuer.did:
        raise ValueError(f"the key belongs to {key.did}, not to {issuer.did}")
    if not badges:
        raise ValueError("a record holds one badge at least")
    document = {
        "@context": [CREDENTIALS_V2, CLR_2, OPEN_BADGES_3, EXTENSIONS_1EDTECH],
        "id": iri(record.id),
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": clean(record.name),
        "partial": record.partial,
        "issuer": profile(issuer),
        "validFrom": timestamp(record.made_at),
        "awardedDate": timestamp(record.made_at),
        "credentialSubject": {
            "id": iri(record.subject_id),
            "type": ["ClrSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": True,
                    "identityType": "emailAddress",
                    "identityHash": identity_hash(record.email, record.salt),
                    "salt": record.salt,
                }
            ],
            "verifiableCredential": list(badges),
        },
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
    }
    return proof.sign(document, key, timestamp(record.made_at))
