"""`col city`: the life of a city."""

from __future__ import annotations

import json
from pathlib import Path
from zoneinfo import available_timezones

import click
from babel import Locale
from babel.localedata import locale_identifiers

import tenancy
from col_app.cli.app import app_running, city_or_fail
from col_app.core import files, web
from col_app.core.i18n import country_names, from_tag
from col_app.network.directory import actions, owed
from col_app.network.directory.models import CityKind
from col_app.opening.actions import open_city, settle
from col_app.people.members import moving as members
from col_app.recognition.awards import moving

REACH = 0.15
"""Degrees from the centre to the edge of a new city's map, until its team changes it."""


@click.group()
def city() -> None:
    """Make, list, pause, move and remove cities."""


def _known_zone(_context: click.Context, _option: click.Parameter, zone: str) -> str:
    if zone not in available_timezones():
        raise click.BadParameter(f"{zone} is no time zone; write it like Europe/Vilnius.")
    return zone


def _known_locale(_context: click.Context, _option: click.Parameter, locale: str) -> str:
    lang = from_tag(locale)
    if not Locale.negotiate([lang], locale_identifiers()):
        raise click.BadParameter(f"{locale} is no language; write it like lt or sr-Latn.")
    return lang


@city.command()
@click.argument("slug")
@click.option("--name", required=True, help="What the city calls itself.")
@click.option("--country", required=True, help="Two letters, such as LT.")
@click.option("--locale", required=True, callback=_known_locale, help="Main language, such as lt.")
@click.option("--kind", type=click.Choice([k.value for k in CityKind]), default="city")
@click.option("--lat", type=click.FloatRange(-90, 90), default=0.0, help="Degrees north.")
@click.option("--lon", type=click.FloatRange(-180, 180), default=0.0, help="Degrees east.")
@click.option("--timezone", default="UTC", callback=_known_zone, help="Such as Europe/Vilnius.")
def create(
    slug: str,
    name: str,
    country: str,
    locale: str,
    kind: str,
    lat: float,
    lon: float,
    timezone: str,
) -> None:
    """A working portal; prints its address."""
    languages = tuple(dict.fromkeys((locale, "en")))
    place = actions.Place(
        slug=slug,
        names={"en": name, locale: name},
        country=country.upper(),
        country_names=country_names(country.upper(), languages),
        lat=lat,
        lon=lon,
        bounds=(lon - REACH, lat - REACH, lon + REACH, lat + REACH),
        languages=languages,
        time_zone=timezone,
        kind=CityKind(kind),
    )
    with app_running() as app:
        try:
            click.echo(web.city_url(open_city(app, place, name)))
        except tenancy.TenancyError as refused:
            raise click.ClickException(str(refused)) from refused


@city.command("list")
@click.option("--json", "as_json", is_flag=True, help="Machine-readable.")
def list_cities(as_json: bool) -> None:
    """Every city with its state and address."""
    with app_running() as app:
        rows = [
            {"slug": c.slug, "name": c.name, "state": c.state, "url": web.city_url(c)}
            for c in app.directory.all()
        ]
    if as_json:
        click.echo(json.dumps(rows, indent=1, ensure_ascii=False))
        return
    for row in rows:
        click.echo(f"{row['slug']:<24} {row['state']:<10} {row['url']}")


def _life(verb: str, text_of_help: str) -> None:
    @city.command(verb, help=text_of_help)
    @click.argument("slug")
    def command(slug: str) -> None:
        with app_running() as app, actions.administration(app.settings) as admin:
            getattr(tenancy, verb)(admin, app.settings.tenancy, slug)


_life("suspend", "Pause a portal; its badges go on verifying.")
_life("resume", "Open a paused portal again.")
_life("close", "End a portal; its badges go on verifying.")


@city.command()
@click.argument("slug")
@click.option("--yes", is_flag=True, help="Do not ask.")
def drop(slug: str, yes: bool) -> None:
    """Remove a city with everything in it. What proves its badges goes on answering."""
    if not yes:
        click.confirm(f"Remove {slug} with all its data?", abort=True)
    with app_running() as app, actions.administration(app.settings) as admin:
        actions.remove(app, admin, city_or_fail(app, slug))


@city.command()
@click.argument("slug")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(slug: str, file: Path) -> None:
    """Write everything of one city into a file: its people, its evidence, its keys as sealed."""
    with app_running() as app, actions.administration(app.settings) as admin:
        tenancy.export_city(admin, app.settings.tenancy, slug, file)
        city = city_or_fail(app, slug)
        moving.pack(file, city)
        members.pack(file, city)
        owed.pack(file, city)
        files.pack(file, city)


@city.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "as_slug", default=None, help="Another slug.")
def restore(file: Path, as_slug: str | None) -> None:
    """Bring a city back from its file."""
    with app_running() as app, actions.administration(app.settings) as admin:
        try:
            made = actions.restore(app, admin, file, as_slug)
        except (tenancy.TenancyError, files.NoRoomError) as refused:
            raise click.ClickException(str(refused)) from refused
        settle(made)
        click.echo(web.city_url(made))
