"""The only reader of the environment (with `serve`, which starts servers and fills it)."""

from __future__ import annotations

import base64
import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import tenancy

IPNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network
ROOT = Path(__file__).resolve().parent.parent


class WrongSettingError(RuntimeError):
    """A setting cannot be read; the message names it."""


class MissingSettingError(RuntimeError):
    """A secret that production needs is not set; the message names it."""


def _get(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def _secret(name: str) -> str:
    value = _get(name)
    if not value:
        raise MissingSettingError(
            f"{name} is not set. Set it to a long random value; `python3 dev.py run` makes its own."
        )
    return value


def _sqlalchemy_url(url: str) -> str:
    for scheme in ("postgresql://", "postgres://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the app is told from outside. Addresses hold no scheme and may hold a port."""

    database_url: str
    admin_database_url: str
    redis_url: str
    secret_key: str
    key_encryption_key: bytes
    base_domain: str
    issuer_domain: str
    old_key_encryption_key: bytes | None = None
    scheme: str = "https"
    role_prefix: str = ""
    data_dir: Path = field(default=ROOT / "var")
    smtp_url: str = "smtp://127.0.0.1:1025"
    mail_from: str = "Cities of Learning <hello@learningcities.net>"
    trusted_proxies: int = 0
    tile_url: str = ""
    tile_attribution: str = ""
    log_level: str = "INFO"
    pool_size: int = 4
    fetch_map: Mapping[str, str] = field(default_factory=dict)
    outbound_allow: tuple[IPNetwork, ...] = ()

    @property
    def tenancy(self) -> tenancy.TenancyConfig:
        """What tenancy needs of these settings."""
        return tenancy.TenancyConfig(self.base_domain, self.role_prefix, self.issuer_domain)

    @property
    def key_encryption_keys(self) -> tuple[bytes, ...]:
        """What may open a sealed key: today's first, then the one that is being replaced."""
        old = self.old_key_encryption_key
        return (self.key_encryption_key, *([old] if old else []))

    @property
    def apex_url(self) -> str:
        """Address of the network's own host, without a slash at the end."""
        return f"{self.scheme}://{self.base_domain}"


def key_encryption_key(text: str, name: str = "COL_KEY_ENCRYPTION_KEY") -> bytes:
    """The 32 bytes behind a setting (base64). Raises MissingSettingError."""
    key = base64.b64decode(text)
    if len(key) != 32:
        raise MissingSettingError(f"{name} must be 32 bytes in base64.")
    return key


def _fetch_map(text: str) -> dict[str, str]:
    """`host=http://127.0.0.1:9000,…` as a mapping. Raises WrongSettingError."""
    pairs = [pair.strip().partition("=") for pair in text.split(",") if pair.strip()]
    for host, _equals, base in pairs:
        if not host or not base.startswith(("http://", "https://")):
            raise WrongSettingError(f"COL_FETCH_MAP: {host}={base} is not host=http://address.")
    return {host.lower(): base.rstrip("/") for host, _equals, base in pairs}


def _networks(text: str) -> tuple[IPNetwork, ...]:
    """CIDRs, parted by commas. Raises WrongSettingError."""
    try:
        return tuple(ipaddress.ip_network(part.strip()) for part in text.split(",") if part.strip())
    except ValueError as fault:
        raise WrongSettingError(f"COL_OUTBOUND_ALLOW: {fault}") from fault


def settings_from_environment() -> Settings:
    """Read the settings. Raises MissingSettingError with a sentence naming what is missing."""
    base_domain = _get("COL_BASE_DOMAIN", "learningcities.localhost:8000")
    old_key = _get("COL_OLD_KEY_ENCRYPTION_KEY")
    return Settings(
        database_url=_sqlalchemy_url(_secret("DATABASE_URL")),
        admin_database_url=_sqlalchemy_url(
            _get("COL_ADMIN_DATABASE_URL") or _secret("DATABASE_URL")
        ),
        redis_url=_secret("REDIS_URL"),
        secret_key=_secret("SECRET_KEY"),
        key_encryption_key=key_encryption_key(_secret("COL_KEY_ENCRYPTION_KEY")),
        old_key_encryption_key=(
            key_encryption_key(old_key, "COL_OLD_KEY_ENCRYPTION_KEY") if old_key else None
        ),
        base_domain=base_domain,
        issuer_domain=_get("COL_ISSUER_DOMAIN", base_domain),
        scheme=_get("COL_SCHEME", "https"),
        role_prefix=_get("COL_ROLE_PREFIX"),
        data_dir=Path(_get("COL_DATA_DIR", str(ROOT / "var"))),
        smtp_url=_get("SMTP_URL", "smtp://127.0.0.1:1025"),
        mail_from=_get("MAIL_FROM", "Cities of Learning <hello@learningcities.net>"),
        trusted_proxies=int(_get("COL_TRUSTED_PROXIES", "0")),
        tile_url=_get("COL_TILE_URL"),
        tile_attribution=_get("COL_TILE_ATTRIBUTION"),
        log_level=_get("COL_LOG_LEVEL", "INFO"),
        pool_size=int(_get("COL_POOL_SIZE", "4")),
        fetch_map=_fetch_map(_get("COL_FETCH_MAP")),
        outbound_allow=_networks(_get("COL_OUTBOUND_ALLOW")),
    )
