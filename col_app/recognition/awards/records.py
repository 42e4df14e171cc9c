"""A learner's record of this city: all badges in force, bundled and signed by the city (CLR 2.0).

The city vouches that these badges belong to one person; each badge keeps its issuer's signature.
Withdrawn and expired ones are left out, since readers refuse a record with one of them; the record
says then that it is not all. It is signed when it is asked for and kept: as long as the same badges
are in force, under the same name, address and key, it stays the same.
"""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Sequence

import orjson
from sqlalchemy.dialects.postgresql import insert

import tenancy
from col_app.core import clock
from col_app.core.audit import record
from col_app.core.db import db
from col_app.recognition import credentials as ob
from col_app.recognition.awards import documents, keys, queries
from col_app.recognition.awards.models import LearnerRecord


class NothingToRecordError(LookupError):
    """The person holds no badge that is in force."""


def record_of(person_id: int, email: str, name: str) -> bytes:
    """The signed record, under this name.

    Raises NothingToRecordError, keys.NoSigningKeyError.
    """
    now, held = ob.timestamp(clock.now()), queries.terms_of(person_id)
    ids = [
        row["public_id"]
        for row in held
        if row["revoked_at"] is None and (row["valid_until"] or "9") > now
    ]
    if not ids:
        raise NothingToRecordError(person_id)
    key = keys.active(tenancy.current_city())
    made_of = orjson.dumps([name, email, key.multibase, len(held), ids])
    digest = hashlib.sha256(made_of).digest()
    kept = db.session.get(LearnerRecord, person_id)
    if kept is not None and kept.digest == digest:
        return kept.document.encode()
    signed = _signed(ids, email, name, key, partial=len(ids) < len(held))
    _keep(person_id, digest, signed)
    record("record.signed", person_id, badges=len(ids), key=key.multibase)
    return signed


def _signed(
    ids: Sequence[str], email: str, name: str, key: ob.IssuerKey, *, partial: bool
) -> bytes:
    facts = ob.Record(
        id=uuid.uuid4().urn,
        subject_id=uuid.uuid4().urn,
        name=name,
        email=email,
        salt=secrets.token_hex(8),
        made_at=clock.now().replace(microsecond=0),
        partial=partial,
    )
    badges = [orjson.loads(document) for document in queries.documents(ids)]
    return ob.sign_record(documents.city_issuer(tenancy.current_city()), facts, badges, key)


def _keep(person_id: int, digest: bytes, signed: bytes) -> None:
    values = {"digest": digest, "document": signed.decode(), "signed_at": clock.now()}
    made = insert(LearnerRecord).values(person_id=person_id, **values)
    db.session.execute(made.on_conflict_do_update(index_elements=["person_id"], set_=values))
