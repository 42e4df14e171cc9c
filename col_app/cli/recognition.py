"""`col keys` and `col awards`."""

from __future__ import annotations

import json

import click

import tenancy
from col_app.cli.app import app_running, city_or_fail
from col_app.core import web
from col_app.recognition.awards import keys as signing
from col_app.recognition.awards import queries


@click.group()
def keys() -> None:
    """Signing keys of a city."""


@keys.command("list")
@click.argument("slug")
def list_keys(slug: str) -> None:
    """All keys, retired ones too: they stay published."""
    with app_running() as app:
        did = signing.city_did(city_or_fail(app, slug))
        for key in signing.published(did):
            state = "active" if key.retired_at is None else f"retired {key.retired_at:%Y-%m-%d}"
            click.echo(f"{did}#{key.multibase}  {state}")


@keys.command()
@click.argument("slug")
def rotate(slug: str) -> None:
    """Make a new key; badges signed with the one before go on verifying."""
    with app_running() as app:
        click.echo(signing.rotate(city_or_fail(app, slug)))


@click.group()
def awards() -> None:
    """Awards of a city."""


@awards.command("list")
@click.argument("slug")
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
def list_awards(slug: str, as_json: bool) -> None:
    """Public awards with their addresses."""
    with app_running() as app:
        city = city_or_fail(app, slug)
        with tenancy.use_city(city):
            rows = [
                {
                    "id": row["public_id"],
                    "credential": web.issuer_url(city, f"/credentials/{row['public_id']}"),
                    "ob2": web.issuer_url(city, f"/ob2/assertions/{row['public_id']}"),
                    "awarded_at": row["awarded_at"].isoformat(),
                    "revoked": row["revoked_at"] is not None,
                }
                for row in queries.public()
            ]
    if as_json:
        click.echo(json.dumps(rows, indent=1))
        return
    for row in rows:
        click.echo(f"{row['credential']}{'  revoked' if row['revoked'] else ''}")
