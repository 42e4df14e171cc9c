import pytest
from sqlalchemy import delete

import tenancy
from col_app.core.db import db, network_session
from col_app.learning.activities import actions as activities
from col_app.learning.activities.models import Activity, ActivityState
from col_app.learning.index import actions as index
from col_app.network.directory.actions import Place, administration, put_on_map
from col_app.network.directory.models import CityKind, Profile, Standing
from tests.learning.town import Town


@pytest.fixture
def put(app):
    """Puts applicants on the map for the time of a test: `put("kaunas", 54.9, 23.91)`."""
    slugs = []

    def put(slug, lat, lon, standing=Standing.APPLICANT):
        name = slug.title()
        place = Place(
            slug=slug,
            names={"en": name, "lt": f"{name} (lt)"},
            country="LT",
            country_names={"en": "Lithuania"},
            lat=lat,
            lon=lon,
            bounds=(lon - 1, lat - 1, lon + 1, lat + 1),
            languages=("lt", "en"),
            time_zone="Europe/Vilnius",
            kind=CityKind.CITY,
            standing=standing,
        )
        with app.app_context():
            put_on_map(place)
        slugs.append(slug)

    yield put
    with app.app_context(), network_session() as session:
        session.execute(delete(Profile).where(Profile.slug.in_(slugs)))


@pytest.fixture
def kaunas(put):
    put("kaunas", 54.90156, 23.90909)


@pytest.fixture
def life(app):
    """Suspends or closes a city for the time of a test: `life("suspend", "cagliari")`."""
    moved = []

    def move(verb, slug):
        with administration(app.settings) as admin:
            getattr(tenancy, verb)(admin, app.settings.tenancy, slug)
        app.directory.changed(slug)
        moved.append(slug)

    yield move
    for slug in set(moved):
        move("resume", slug)


@pytest.fixture
def towns(app):
    """Vilnius and Cagliari; what is made there is gone after the test, from the index as well."""
    met = {slug: Town(app, slug) for slug in ("vilnius", "cagliari")}
    yield met
    for town in met.values():
        town.do(lambda town=town: index.remove(town.made))
        town.forget()


@pytest.fixture
def publish(towns):
    """A new activity, published as organisers do; its id."""

    def made(slug, title="Zither evenings", **columns):
        number = towns[slug].activity(title, state=ActivityState.DRAFT, **columns)
        towns[slug].do(lambda: activities.publish(db.session.get_one(Activity, number)))
        return number

    return made
