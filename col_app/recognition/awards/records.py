"""A learner's record of this city: all badges in force, bundled and signed by the city (CLR 2.0).

The city vouches that these badges belong to one person; each badge keeps its issuer's signature.
Withdrawn and expired ones are left out, since readers refuse a record with one of them; the record
says then that it is not all.
"""

from __future__ import annotations

import secrets
import uuid

import orjson

import tenancy
from col_app.core import clock
from col_app.core.audit import record
from col_app.recognition import credentials as ob
from col_app.recognition.awards import documents, keys, queries


class NothingToRecordError(LookupError):
    """The person holds no badge that is in force."""


def record_of(person_id: int, email: str, name: str) -> bytes:
    """The signed record, under this name, anew each time.

    Raises NothingToRecordError, keys.NoSigningKeyError.
    """
    city, now = tenancy.current_city(), clock.now().replace(microsecond=0)
    held = queries.documents_of(person_id)
    known = [orjson.loads(row["document"]) for row in held if row["revoked_at"] is None]
    badges = [each for each in known if each.get("validUntil", "9") > ob.timestamp(now)]
    if not badges:
        raise NothingToRecordError(person_id)
    key = keys.active(city)
    facts = ob.Record(
        id=uuid.uuid4().urn,
        subject_id=uuid.uuid4().urn,
        name=name,
        email=email,
        salt=secrets.token_hex(8),
        made_at=now,
        partial=len(badges) < len(held),
    )
    signed = ob.sign_record(documents.city_issuer(city), facts, badges, key)
    record("record.signed", person_id, badges=len(badges), key=key.multibase)
    return signed
