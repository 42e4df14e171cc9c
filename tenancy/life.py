"""The life of a city after its creation."""

from __future__ import annotations

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Engine, text

from tenancy.city import City, CityState, TenancyConfig
from tenancy.errors import BadNameError, HostTakenError, MissingRightsError, UnknownCityError
from tenancy.hosts import checked_host
from tenancy.registry import read_cities, read_city
from tenancy.statements import as_owner, name, send


def list_cities(admin_engine: Engine, config: TenancyConfig) -> list[City]:
    """Every city, by slug, whatever its state."""
    with admin_engine.begin() as connection:
        as_owner(connection, config)
        return read_cities(connection)


def suspend(admin_engine: Engine, config: TenancyConfig, slug: str) -> City:
    """Take a city off the air for a while. Its host still resolves. Raises UnknownCityError."""
    return _move(admin_engine, config, slug, "suspended")


def resume(admin_engine: Engine, config: TenancyConfig, slug: str) -> City:
    """Put a suspended or closed city on the air again. Raises UnknownCityError."""
    return _move(admin_engine, config, slug, "active")


def close(admin_engine: Engine, config: TenancyConfig, slug: str) -> City:
    """End a city; data and badges stay. Raises UnknownCityError."""
    return _move(admin_engine, config, slug, "closed")


def drop(admin_engine: Engine, config: TenancyConfig, slug: str) -> None:
    """Delete a city with its data, role and hosts, for ever. Raises UnknownCityError."""
    with admin_engine.begin() as connection:
        as_owner(connection, config)
        city = read_city(connection, slug)
        connection.execute(text("delete from network.city where id = :id"), {"id": city.id})
        try:
            send(
                connection,
                sql.SQL("DROP SCHEMA {} CASCADE;").format(name(city.schema)),
                sql.SQL("SET LOCAL ROLE NONE;"),
                sql.SQL("DROP ROLE {};").format(name(city.role)),
            )
        except psycopg.errors.InsufficientPrivilege as error:
            advice = f'GRANT "{city.role}" TO current_administrator WITH ADMIN OPTION;'
            raise MissingRightsError(str(error), advice) from error


def add_host(
    admin_engine: Engine, config: TenancyConfig, slug: str, host: str, *, primary: bool = True
) -> City:
    """Let a city answer on a host of its own, whose owner has been verified.

    Raises UnknownCityError, BadNameError (also for names below our domains), HostTakenError.
    """
    wanted = checked_host(host)
    if any(f".{wanted}".endswith(f".{domain}") for domain in config.domains):
        raise BadNameError(f"host {host!r} is below a domain of the network")
    with admin_engine.begin() as connection:
        as_owner(connection, config)
        city = read_city(connection, slug)
        if not insert_host(connection, city, wanted, primary=primary):
            raise HostTakenError(wanted)
        return read_city(connection, slug)


def insert_host(connection: Connection, city: City, host: str, *, primary: bool) -> bool:
    """Write one verified host; False when it is another city's. Needs the owner."""
    values = {"id": city.id, "host": host, "primary": primary}
    if primary:
        connection.execute(
            text("update network.domain set is_primary = false where city_id = :id"), values
        )
    written = connection.execute(
        text("""
            insert into network.domain as d (host, city_id, is_primary, verified_at)
            values (:host, :id, :primary, now())
            on conflict (host) do update
                set is_primary = excluded.is_primary, verified_at = excluded.verified_at
                where d.city_id = excluded.city_id
            returning id
        """),
        values,
    )
    return written.first() is not None


def remove_host(admin_engine: Engine, config: TenancyConfig, slug: str, host: str) -> City:
    """Stop answering on a host. Raises UnknownCityError, BadNameError."""
    with admin_engine.begin() as connection:
        as_owner(connection, config)
        city = read_city(connection, slug)
        connection.execute(
            text("delete from network.domain where city_id = :id and host = :host"),
            {"id": city.id, "host": checked_host(host)},
        )
        return read_city(connection, slug)


def _move(admin_engine: Engine, config: TenancyConfig, slug: str, state: CityState) -> City:
    with admin_engine.begin() as connection:
        as_owner(connection, config)
        moved = connection.execute(
            text("update network.city set state = :state where slug = :slug returning id"),
            {"state": state, "slug": slug},
        )
        if moved.first() is None:
            raise UnknownCityError(slug)
        return read_city(connection, slug)
