"""Settings that a development run chooses where the environment says nothing."""

from __future__ import annotations

import json
import os
from collections.abc import MutableMapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from col_app.serve.dev_secrets import DevSecrets

ROOT = Path(__file__).resolve().parent.parent.parent
ISSUER_DOMAIN = "learningcities.net"
PORT = 8000


@dataclass(frozen=True, slots=True)
class Place:
    """Where a site is served, and from which data. `base_domain` holds the port."""

    port: int
    base_domain: str
    data: Path

    @classmethod
    def of(cls, port: int, data: Path, base_domain: str = "") -> Place:
        """The usual local name, which browsers resolve by themselves, unless one is given."""
        return cls(port, base_domain or f"learningcities.localhost:{port}", data.resolve())

    def remember(self) -> None:
        """Let other commands on this data print the same addresses."""
        note = {"port": self.port, "base_domain": self.base_domain}
        (self.data / "place.json").write_text(json.dumps(note))


def data_folder() -> Path:
    """The data folder that the environment names, or `var` beside the code."""
    return Path(os.environ.get("COL_DATA_DIR") or ROOT / "var").resolve()


def last_place(data: Path) -> Place:
    """Where the site of this data was served last, or would be."""
    with suppress(OSError, ValueError, KeyError):
        note = json.loads((data / "place.json").read_text())
        return Place.of(int(note["port"]), data, str(note["base_domain"]))
    return Place.of(PORT, data)


def defaults(place: Place, secrets: DevSecrets, *, has_tls: bool) -> dict[str, str]:
    """Everything `col up` sets beside the addresses of its servers."""
    return {
        "COL_PORT": str(place.port),
        "COL_BASE_DOMAIN": place.base_domain,
        "COL_DATA_DIR": os.fspath(place.data),
        "COL_SCHEME": "https" if has_tls else "http",
        "COL_ISSUER_DOMAIN": ISSUER_DOMAIN,
        "SECRET_KEY": secrets.secret_key,
        "COL_KEY_ENCRYPTION_KEY": secrets.key_encryption_key,
        "GRANIAN_WORKERS": "1",
        "GRANIAN_BLOCKING_THREADS": "4",
        "GRANIAN_LOG_LEVEL": "warning",
        # A worker that is told to end while it starts may not hear it.
        "GRANIAN_WORKERS_KILL_TIMEOUT": "3",
    }


def fill(place: Place, secrets: DevSecrets, target: MutableMapping[str, str]) -> None:
    """Set what is not set yet."""
    has_tls = bool(target.get("COL_TLS_CERT") and target.get("COL_TLS_KEY"))
    for name, value in defaults(place, secrets, has_tls=has_tls).items():
        if not target.get(name):
            target[name] = value
