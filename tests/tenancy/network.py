"""One prepared database of the tests, with its logins, engines and cities."""

from __future__ import annotations

import time
from dataclasses import dataclass

import psycopg
from psycopg import sql
from sqlalchemy import Engine, text
from sqlalchemy.engine import make_url

import tenancy
from tests.tenancy import shop

BASE_DOMAIN = "learningcities.test"


def canary(slug: str) -> str:
    return f"CNRY-{slug}-5f3a"


def address(url: str, **parts: str) -> str:
    return make_url(url).set(**parts).render_as_string(hide_password=False)


@dataclass
class Network:
    """`admin_url` may create roles, `url` is the app's login."""

    config: tenancy.TenancyConfig
    admin_url: str
    url: str
    admin: Engine
    engine: Engine
    directory: tenancy.Directory

    @classmethod
    def make(cls, superuser: str, name: str, pool_size: int = 4) -> Network:
        config = tenancy.TenancyConfig(BASE_DOMAIN, f"{name}_", "learningcities.example")
        admin_url = address(superuser, database=name, username=f"{name}_admin", password="admin")
        url = address(superuser, database=name, username=f"{name}_web", password="w:e/b@")
        with psycopg.connect(superuser, autocommit=True) as connection:
            for statement in (
                "CREATE ROLE {admin} LOGIN CREATEROLE PASSWORD 'admin'",
                "CREATE DATABASE {database} OWNER {admin}",
            ):
                connection.execute(
                    sql.SQL(statement).format(
                        admin=sql.Identifier(f"{name}_admin"), database=sql.Identifier(name)
                    )
                )
        tenancy.bootstrap(admin_url, config, f"{name}_web", "w:e/b@")
        # 64 threads on two cores may starve one of them for long, minutes on a slow machine.
        engine = tenancy.make_engine(url, config, pool_size=pool_size, pool_timeout=600)
        return cls(
            config,
            admin_url,
            url,
            tenancy.make_admin_engine(admin_url),
            engine,
            tenancy.Directory(engine, config),
        )

    def create(self, slug: str, **more: str) -> tenancy.City:
        """An empty city."""
        spec = tenancy.NewCity(slug, slug.title(), "lt", "Europe/Vilnius", **more)
        return tenancy.provision(self.admin, self.config, spec, shop.script())

    def open_city(self, slug: str, rows: int = 3) -> tenancy.City:
        """A city with twin data."""
        city = self.create(slug)
        with tenancy.use_city(city), tenancy.CitySession(self.engine) as session:
            shop.fill(session, canary(slug), rows)
            session.commit()
        return city

    def city(self, slug: str) -> tenancy.City:
        found = self.directory.by_slug(slug)
        assert found is not None
        return found

    def session(self) -> tenancy.CitySession:
        return tenancy.CitySession(self.engine)

    def as_admin(self, statement: str, **values: object) -> list[tuple]:
        """Rows of one statement of the owner."""
        with self.admin.begin() as connection:
            tenancy.as_owner(connection, self.config)
            result = connection.execute(text(statement), values)
            return [tuple(row) for row in result] if result.returns_rows else []

    def end(self) -> None:
        """Close what is open."""
        self.directory.close()
        self.engine.dispose()

    def remove(self, superuser: str) -> None:
        """Drop the database and the roles of its prefix."""
        with psycopg.connect(superuser, autocommit=True) as connection:
            database = make_url(self.url).database
            connection.execute(
                sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database))
            )
            roles = connection.execute(
                "SELECT rolname FROM pg_roles WHERE starts_with(rolname, %s)",
                [self.config.role_prefix],
            )
            names = sql.SQL(", ").join(sql.Identifier(role) for (role,) in roles.fetchall())
            connection.execute(sql.SQL("DROP ROLE {}").format(names))

    def kill_logins(self, superuser: str) -> None:
        """End every connection of the app's login, as a failing server would."""
        with psycopg.connect(superuser, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = %s",
                [self.engine.url.username],
            )

    def add_host(self, slug: str, host: str, *, primary: bool = True) -> tenancy.City:
        return tenancy.add_host(self.admin, self.config, slug, host, primary=primary)

    def told(self, city: tenancy.City) -> None:
        """Wait until the directory of this process has heard of a change."""
        until = time.monotonic() + 2
        while self.city(city.slug).version < city.version and time.monotonic() < until:
            time.sleep(0.01)
