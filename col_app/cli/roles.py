"""`col roles`: who may do what in a city or in the network."""

from __future__ import annotations

import click

from col_app.cli.app import app_running, city_or_fail
from col_app.core.web import PortalApp
from col_app.people.accounts import addresses
from col_app.people.accounts.queries import by_address
from col_app.people.members import actions, queries
from col_app.people.members.models import NETWORK_ROLES, Role

_email = click.argument("email")
_role = click.argument("role", type=click.Choice([role.value for role in Role]))
_city = click.option("--city", "slug", default="", help="The city; none for trio and operator.")


@click.group()
def roles() -> None:
    """Roles of people in cities and in the network."""


@roles.command()
@_email
@_role
@_city
def grant(email: str, role: str, slug: str) -> None:
    """Give a role to whoever has confirmed this address. Giving it again changes nothing."""
    with app_running() as app:
        actions.appoint(_person(email), Role(role), _place(app, Role(role), slug))


@roles.command()
@_email
@_role
@_city
def withdraw(email: str, role: str, slug: str) -> None:
    """Take a role away: pages that ask for it are closed to them from the next request on."""
    with app_running() as app:
        person_id, place = _person(email), _place(app, Role(role), slug)
        if not actions.dismiss(person_id, Role(role), place):
            raise click.ClickException("They do not have this role.")


@roles.command("list")
@_role
@_city
def list_roles(role: str, slug: str) -> None:
    """The names and main addresses of those who have a role."""
    with app_running() as app:
        for name, email in queries.holders(Role(role), _place(app, Role(role), slug)):
            click.echo(f"{email}  {name}")


def _person(email: str) -> int:
    try:
        address = addresses.normal_form(email)
    except addresses.AddressError as fault:
        raise click.ClickException(f"{email} is no e-mail address.") from fault
    found = by_address([address])
    if not found:
        raise click.ClickException(f"Nobody with an account has confirmed {address}.")
    return found[address]


def _place(app: PortalApp, role: Role, slug: str) -> int | None:
    if (role in NETWORK_ROLES) == bool(slug):
        raise click.ClickException(
            f"{role} is a role of the network: it has no city."
            if slug
            else f"{role} is a role in a city: name it with --city."
        )
    return city_or_fail(app, slug).id if slug else None
