"""Secrets of a development machine: made once, kept in the data folder for its owner's eyes."""

from __future__ import annotations

import base64
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from col_app.serve.errors import StartError


@dataclass(frozen=True, slots=True)
class DevSecrets:
    """Passwords of the embedded servers, and the two keys that the app needs."""

    secret_key: str
    key_encryption_key: str
    postgres_superuser: str
    postgres_admin: str
    postgres_web: str
    valkey: str


def _make() -> DevSecrets:
    return DevSecrets(
        secret_key=secrets.token_urlsafe(48),
        key_encryption_key=base64.b64encode(secrets.token_bytes(32)).decode("ascii"),
        postgres_superuser=secrets.token_urlsafe(24),
        postgres_admin=secrets.token_urlsafe(24),
        postgres_web=secrets.token_urlsafe(24),
        valkey=secrets.token_urlsafe(24),
    )


def load(data: Path) -> DevSecrets:
    """Read `secrets.json` in the data folder, or make it. Raises StartError when it is damaged."""
    file = data / "secrets.json"
    if not file.exists():
        made = _make()
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as out:
            json.dump(asdict(made), out, indent=1)
        return made
    try:
        return DevSecrets(**json.loads(file.read_text()))
    except (ValueError, TypeError):
        raise StartError(
            f"{file} is damaged. Restore it, or remove the folder {data} to start "
            "with an empty database."
        ) from None
