"""The issuer's keys: made, sealed under the key-encryption key, opened only to sign."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import select

import tenancy
from col_app.core import clock, web
from col_app.core.db import network_session
from col_app.recognition import credentials as ob
from col_app.recognition.awards.models import SigningKey


class NoSigningKeyError(LookupError):
    """The city has no active key; `col keys rotate SLUG` makes one."""


def city_did(city: tenancy.City) -> str:
    """The city's DID, which never changes."""
    return ob.did_for_city(f"{city.slug}.{web.settings().issuer_domain}")


def rotate(city: tenancy.City) -> str:
    """Make a new key for the city and retire the one before; returns the new public key."""
    did = city_did(city)
    key = ob.IssuerKey.generate(did)
    sealed = ob.seal(key.seed, web.settings().key_encryption_key, did.encode())
    with network_session() as session:
        for old in session.scalars(
            select(SigningKey).where(SigningKey.did == did, SigningKey.retired_at.is_(None))
        ):
            old.retired_at = clock.now()
        session.add(
            SigningKey(city_id=city.id, did=did, multibase=key.multibase, sealed_seed=sealed)
        )
    return key.multibase


def published(did: str) -> Sequence[SigningKey]:
    """All keys of an issuer, retired ones too, the active one first."""
    with network_session() as session:
        return session.scalars(
            select(SigningKey)
            .where(SigningKey.did == did)
            .order_by(SigningKey.retired_at.desc().nulls_first(), SigningKey.id.desc())
        ).all()


def active(city: tenancy.City) -> ob.IssuerKey:
    """The key the city signs with now. Raises NoSigningKeyError."""
    did = city_did(city)
    row = next((key for key in published(did) if key.retired_at is None), None)
    if row is None:
        raise NoSigningKeyError(city.slug)
    return _opened(did, row.sealed_seed, web.settings().key_encryption_key)


@lru_cache(maxsize=256)
def _opened(did: str, sealed: bytes, kek: bytes) -> ob.IssuerKey:
    return ob.IssuerKey.from_seed(did, ob.unseal(sealed, kek, did.encode()))
