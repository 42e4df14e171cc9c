"""`col keys` and `col awards`."""

from __future__ import annotations

import json

import click

import tenancy
from col_app.cli.app import app_running, city_or_fail
from col_app.core import web
from col_app.core.db import db
from col_app.learning.organisers import queries as organisers
from col_app.network.directory.actions import administration
from col_app.recognition.awards import keys as signing
from col_app.recognition.awards import queries, resealing


@click.group()
def keys() -> None:
    """Signing keys of a city."""


@keys.command("list")
@click.argument("slug")
def list_keys(slug: str) -> None:
    """All keys of the city and its organisers, retired ones too: they stay published."""
    with app_running() as app:
        for key in signing.of_city(city_or_fail(app, slug)):
            state = "active" if key.retired_at is None else f"retired {key.retired_at:%Y-%m-%d}"
            click.echo(f"{key.did}#{key.multibase}  {state}")


@keys.command()
@click.argument("slug")
@click.option("--organiser", default="", help="The id in an organiser's DID, instead of the city.")
def rotate(slug: str, organiser: str) -> None:
    """Make a new key; badges signed with the one before go on verifying."""
    with app_running() as app:
        city = city_or_fail(app, slug)
        with tenancy.use_city(city):
            if organiser and not organisers.exists(organiser):
                raise click.ClickException(f"There is no organiser {organiser} in {slug}.")
            did = signing.organiser_did(city, organiser) if organiser else ""
            click.echo(signing.rotate(city, did))
            db.session.commit()
            db.session.remove()


@keys.command()
def reseal() -> None:
    """Seal all keys under COL_KEY_ENCRYPTION_KEY; COL_OLD_KEY_ENCRYPTION_KEY opens them."""
    with app_running() as app, administration(app.settings) as admin, admin.begin() as connection:
        tenancy.as_owner(connection, app.settings.tenancy)
        done = resealing.reseal(connection, app.settings.key_encryption_keys)
    click.echo(f"{done.count} keys sealed.")
    if done.lost:
        raise click.ClickException("No key-encryption key opens " + ", ".join(done.lost))


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
