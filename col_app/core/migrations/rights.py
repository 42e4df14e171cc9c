"""Who may do what in the shared schema: cities little and only with their own rows."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

import tenancy

ALL = ("SELECT", "INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True, slots=True)
class Rights:
    """Privileges on one table. `own_rows`: a city sees and writes its own rows alone."""

    table: str
    to_runtime: tuple[str, ...] = ALL
    to_city: tuple[str, ...] = ()
    own_rows: bool = False


NETWORK_RIGHTS = (
    Rights("person"),
    Rights("address"),
    Rights("merging"),
    Rights("sign_in_tries"),
    Rights("person_session"),
    Rights("handover"),
    Rights("sign_up"),
    Rights("sign_in_link"),
    Rights("membership"),
    Rights("profile"),
    Rights("signing_key", to_runtime=("SELECT", "INSERT", "UPDATE (retired_at)")),
    Rights("kept_document", to_runtime=("SELECT",)),
    Rights("outbox", to_city=("SELECT", "INSERT", "UPDATE"), own_rows=True),
    Rights("listing", to_runtime=("SELECT", "DELETE"), to_city=ALL, own_rows=True),
    Rights("listing_word", to_runtime=("SELECT",), to_city=("SELECT", "INSERT")),
    Rights("term", to_runtime=("SELECT",), to_city=ALL, own_rows=True),
    Rights("community_call"),
    Rights("featured_city"),
    Rights(
        "registered_award",
        to_runtime=("SELECT",),
        to_city=("SELECT", "INSERT", "UPDATE (revoked_at, person_id)"),
        own_rows=True,
    ),
    Rights("audit", to_runtime=("SELECT", "INSERT")),
    Rights("imported_badge"),
    Rights("collection"),
    Rights("collection_item"),
)


def grant(connection: Connection, config: tenancy.TenancyConfig) -> None:
    """Bring the rights in the shared schema to what stands above. Needs the owner."""
    for rights in NETWORK_RIGHTS:
        tenancy.grant_network(connection, config, rights.table, rights.to_city, rights.to_runtime)
        if rights.own_rows:
            tenancy.own_rows_policy(connection, config, rights.table)
