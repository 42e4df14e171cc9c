"""The issuers' keys: made, sealed under the key-encryption key, opened only to sign.

An issuer is a city or one of its organisers; its DID never changes. Who signs writes an audit
entry that names the key, once per occasion.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

import tenancy
from col_app.core import clock, web
from col_app.core.audit import record
from col_app.core.db import network_session
from col_app.recognition import credentials as ob
from col_app.recognition.awards.models import SigningKey

_ONE_AT_A_TIME = text("select pg_advisory_xact_lock(hashtext('keys of ' || :did))")


class NoSigningKeyError(LookupError):
    """The issuer has no active key; `col keys rotate SLUG` makes the city's."""


def city_did(city: tenancy.City) -> str:
    """The city's DID, which never changes."""
    return ob.did_for_city(f"{city.slug}.{web.settings().issuer_domain}")


def organiser_did(city: tenancy.City, public_id: str) -> str:
    """The DID of an organiser: made of its permanent id, not of its name."""
    return ob.did_for_organiser(f"{city.slug}.{web.settings().issuer_domain}", public_id)


def is_of(city: tenancy.City, did: str) -> bool:
    """Whether a DID is the city's or one of its organisers'."""
    own = city_did(city)
    return did == own or did.startswith(f"{own}:o:")


def rotate(city: tenancy.City, did: str = "", by: int | None = None) -> str:
    """Make a new key for an issuer (the city unless named) and retire the one before.

    Returns the new public key. Runs as the city, whose audit tells of it; what is signed already
    goes on verifying.
    """
    key = ob.IssuerKey.generate(did or city_did(city))
    with network_session() as session:
        session.execute(_ONE_AT_A_TIME, {"did": key.did})
        is_active = (SigningKey.did == key.did, SigningKey.retired_at.is_(None))
        session.execute(update(SigningKey).where(*is_active).values(retired_at=clock.now()))
        _keep(session, city, key)
    record("key.rotated", by, did=key.did, key=key.multibase)
    return key.multibase


def published(did: str) -> Sequence[SigningKey]:
    """All keys of an issuer, retired ones too, the active one first."""
    with network_session() as session:
        return session.scalars(
            select(SigningKey)
            .where(SigningKey.did == did)
            .order_by(SigningKey.retired_at.desc().nulls_first(), SigningKey.id.desc())
        ).all()


def of_city(city: tenancy.City) -> Sequence[SigningKey]:
    """The keys of a city and of all its organisers, by issuer, the active one first."""
    with network_session() as session:
        return session.scalars(
            select(SigningKey)
            .where(SigningKey.city_id == city.id)
            .order_by(SigningKey.did, SigningKey.retired_at.desc().nulls_first(), SigningKey.id)
        ).all()


def public_halves(did: str) -> list[ob.PublicKey | ob.PublicJwk]:
    """What the issuer's documents publish: every key, and its twin for tokens."""
    found: list[ob.PublicKey | ob.PublicJwk] = []
    for key in published(did):
        found.append(ob.PublicKey(did, key.multibase))
        if key.twin_x and key.twin_y:
            found.append(ob.PublicJwk(did, key.twin_x, key.twin_y))
    return found


def active(city: tenancy.City, did: str = "") -> ob.IssuerKey:
    """The key an issuer (the city unless named) signs with now. Raises NoSigningKeyError."""
    row = _active(city, did or city_did(city))
    if row is None:
        raise NoSigningKeyError(did or city.slug)
    return opened(row)


def twin(city: tenancy.City, did: str) -> ob.JwtKey:
    """The key an issuer signs tokens with now.

    Raises NoSigningKeyError, also for a key whose twin is not published (`col keys reseal`).
    """
    row = _active(city, did)
    if row is None or row.twin_x is None:
        raise NoSigningKeyError(did)
    return ob.JwtKey.from_seed(did, opened(row).seed)


def of_organiser(city: tenancy.City, public_id: str) -> ob.IssuerKey:
    """The key an organiser signs with now; its first one is made when it first awards.

    Runs as the city. Two who come at once use the same key.
    """
    did = organiser_did(city, public_id)
    row = _active(city, did)
    if row is not None:
        return opened(row)
    with network_session() as session:
        is_first = _keep(session, city, ob.IssuerKey.generate(did))
    key = active(city, did)
    if is_first:
        record("key.made", None, did=did, key=key.multibase)
    return key


def opened(row: SigningKey) -> ob.IssuerKey:
    """The key of a row, opened by today's key-encryption key or by the one before.

    Raises SealError, NoSigningKeyError for a key whose city is gone.
    """
    if row.sealed_seed is None:
        raise NoSigningKeyError(row.did)
    return _opened(row.did, row.sealed_seed, web.settings().key_encryption_keys)


def _active(city: tenancy.City, did: str) -> SigningKey | None:
    """Never a key of another city, whatever the data of this one names as its issuer."""
    known = published(did) if is_of(city, did) else ()
    return next((key for key in known if key.retired_at is None), None)


def _keep(session: Session, city: tenancy.City, key: ob.IssuerKey) -> bool:
    """Write a new active key; False when the issuer has one."""
    point = ob.JwtKey.from_seed(key.did, key.seed).public
    made = session.scalar(
        insert(SigningKey)
        .values(
            city_id=city.id,
            did=key.did,
            multibase=key.multibase,
            sealed_seed=ob.seal(key.seed, web.settings().key_encryption_key, key.did.encode()),
            twin_x=point.x,
            twin_y=point.y,
        )
        .on_conflict_do_nothing()
        .returning(SigningKey.id)
    )
    return made is not None


@lru_cache(maxsize=1024)
def _opened(did: str, sealed: bytes, keks: tuple[bytes, ...]) -> ob.IssuerKey:
    return ob.IssuerKey.from_seed(did, ob.unseal_any(sealed, keks, did.encode()))
