"""A thousand badges of 45 cities in six languages, judged by five verifiers that others wrote.

They read the badges, keys and status lists from the site over HTTP, by the hosts that stand in the
credentials.
"""

import datetime as dt
import uuid

import pytest
from sqlalchemy import text
from werkzeug.serving import make_server

import tenancy
from col_app.core import clock
from col_app.core.db import db, network_session
from col_app.core.ids import public_id
from col_app.learning.organisers.models import Organiser, OrganiserKind, OrganiserText
from col_app.network.directory.actions import administration, city_script
from col_app.people.accounts.models import Person
from col_app.recognition import credentials as ob
from col_app.recognition.awards import actions, documents, keys, lists, queries, records
from col_app.recognition.badges import queries as badges
from col_app.recognition.badges import versions
from col_app.recognition.badges.models import Badge, BadgeText, Layer
from tests.recognition import judges as others
from tests.recognition.awarding import Portal

pytestmark = pytest.mark.fixtures
NEW_CITIES, PEOPLE, MANY, SOME = 43, 23, 1000, 50
OTHERS = ("verify_ob3_dcc.mjs", "verify_ob3_learncard.mjs", "verify_ob3_py.py")
WORDS = {
    "en": 'Quotes " and \\ and\ta tab, 100 % %(id)s {id} <b>&amp;',
    "lt": "Miesto žemėlapis – „ąčęėįšųūž“ 🗺️",
    "sl": "Čebelarjenje\r\nv dveh vrsticah, e\u0301",
    "it": "L’acqua è dell’oceano \x85 \u2028 \xa0",
    "nl": "Vier bytes \U00020bb7 👩\u200d🚀",
    "ar": "شهادة \u202eRTL\u202c עיר",
}


@pytest.fixture(scope="module")
def judges(site):
    return others.ready_for(site)


@pytest.fixture(scope="module")
def site(app):
    """The site on a port of its own, for programs that speak HTTP."""
    with others.serving(make_server("127.0.0.1", 0, app, threaded=True)) as origin:
        yield origin


@pytest.fixture(scope="module")
def cities(app, settings):
    """The two cities of all tests and 43 more, which are gone afterwards."""
    slugs = [f"town{number}" for number in range(NEW_CITIES)]
    with app.app_context(), administration(settings) as admin:
        for slug in slugs:
            spec = tenancy.NewCity(slug, f"Town of {slug}", "en", "Europe/Vilnius")
            tenancy.provision(admin, settings.tenancy, spec, city_script())
        yield ["vilnius", "cagliari", *slugs]
        with admin.begin() as connection:
            tenancy.as_owner(connection, settings.tenancy)
            where = "where city_id in (select id from network.city where slug like 'town%')"
            for table in ("signing_key", "registered_award"):
                connection.execute(text(f"delete from network.{table} {where}"))
        for slug in slugs:
            tenancy.drop(admin, settings.tenancy, slug)


@pytest.fixture(scope="module")
def people(app):
    """23 persons who speak six languages."""
    langs = list(WORDS)
    with app.app_context(), network_session() as session:
        made = [
            Person(
                email=f"judged{n}@col.example", name="Somebody", password_hash="-",
                lang=langs[n % len(langs)], birth_year=1990,
            )
            for n in range(PEOPLE)
        ]  # fmt: skip
        session.add_all(made)
        session.flush()
        return [person.id for person in made]


@pytest.fixture(scope="module")
def awards(app, cities, people):
    """A badge of each city for each person: the addresses of a thousand."""
    domain = app.settings.issuer_domain
    found = []
    for slug in cities:
        ids = Portal(app, slug).do(lambda: award_all(new_badge(), people))
        found += [f"https://{slug}.{domain}/credentials/{each}" for each in ids]
    return found[:MANY]


def new_badge():
    """A badge with odd texts in six languages, by an organiser of its own."""
    organiser = Organiser(kind=OrganiserKind.CLUB, slug="club", public_id=public_id())
    db.session.add(organiser)
    db.session.flush()
    badge = Badge(
        organiser_id=organiser.id, slug="odd", layer=Layer.ENGAGE, shape="shield", palette="sea",
        icon="star", pattern="waves", public_id=public_id(),
        published_at=clock.now(),
    )  # fmt: skip
    db.session.add(badge)
    db.session.flush()
    for lang, words in WORDS.items():
        db.session.add(OrganiserText(organiser_id=organiser.id, lang=lang, name=words))
        values = {"name": words, "description": f"{words}\n{words}", "criteria": f"1. {words}"}
        db.session.add(BadgeText(badge_id=badge.id, lang=lang, **values))
    db.session.flush()
    versions.freeze([badge.id])
    return badges.by_public_id(badge.public_id)


def award_all(badge, people):
    return [actions.award(badge, person).public_id for person in people]


def test_the_main_judge_accepts_a_thousand_badges(judges, awards, tmp_path):
    listed = tmp_path / "list.txt"
    listed.write_text("\n".join(awards), encoding="utf-8")
    code, said = judges.batch(listed)

    assert (code, said[-3000:].split(" in ")[0]) == (0, f"{MANY} valid of {MANY}")


@pytest.mark.parametrize("judge", OTHERS)
def test_the_other_judges_accept_fifty(judges, awards, tmp_path, judge):
    some = awards[:: MANY // SOME]

    assert judges.verdicts(judge, some, tmp_path) == [0] * SOME


@pytest.mark.parametrize("form", [".png", ".svg", ".jwt"])
def test_the_main_judge_accepts_every_form(judges, awards, tmp_path, form):
    listed = tmp_path / "list.txt"
    listed.write_text("\n".join(f"{each}{form}" for each in awards[::100]), encoding="utf-8")

    assert judges.batch(listed)[0] == 0


@pytest.fixture(scope="module")
def others_signed(app, awards, people, tmp_path_factory):
    """A learner's record and an endorsement, signed by a city, as addresses of files."""
    folder = tmp_path_factory.mktemp("signed")
    slug = awards[0].removeprefix("https://").partition(".")[0]
    city = app.directory.by_slug(slug)

    def endorse():
        badge = badges.of_award(awards[0].rpartition("/")[2])
        said = ob.Endorsement(
            id=f"urn:uuid:{uuid.uuid4()}",
            name="Known here",
            subject_id=keys.organiser_did(city, badge["organiser_public_id"]),
            comment=WORDS["en"],
            endorsed_at=clock.now().replace(microsecond=0),
        )
        return ob.endorse(documents.city_issuer(city), said, keys.active(city))

    record, endorsement = folder / "record.json", folder / "endorsement.json"
    portal = Portal(app, slug)
    record.write_bytes(portal.do(lambda: records.record_of(people[0], "a@b.example", "Mine")))
    endorsement.write_bytes(portal.do(endorse))
    return record, endorsement


@pytest.mark.parametrize(
    "judge", ["verify_ob3.mjs", "verify_ob3_dcc.mjs", "verify_ob3_learncard.mjs"]
)
def test_the_judges_accept_a_record_and_an_endorsement(judges, others_signed, tmp_path, judge):
    assert judges.verdicts(judge, others_signed, tmp_path) == [0, 0]


def test_the_judge_of_hosted_badges_accepts_fifty(judges, awards, tmp_path):
    hosted = [each.replace("/credentials/", "/ob2/assertions/") for each in awards[:: MANY // SOME]]

    assert judges.verdicts("verify_ob2.py", hosted, tmp_path) == [0] * SOME


@pytest.fixture(scope="module")
def no_more(app, awards, tmp_path_factory):
    """A badge that was withdrawn and one that has expired, as addresses of files."""
    folder = tmp_path_factory.mktemp("no_more")
    public = awards[-1].rpartition("/")[2]
    slug = awards[-1].removeprefix("https://").partition(".")[0]
    portal = Portal(app, slug)
    portal.revoke(public)
    withdrawn, expired = folder / "withdrawn.json", folder / "expired.json"
    withdrawn.write_text(portal.do(lambda: signed_list(app, slug, public)), encoding="utf-8")
    expired.write_text(portal.do(lambda: expired_award(app, slug, public)), encoding="utf-8")
    return withdrawn, expired


def signed_list(app, slug, public):
    award = queries.by_public_id(public)
    lists.sign_again(db.session(), app.directory.by_slug(slug), award.status_list_id)
    return award.document


def expired_award(app, slug, public):
    """As its organiser would have issued it two years ago, for a year."""
    city, row = app.directory.by_slug(slug), badges.of_award(public)
    key = keys.of_organiser(city, row["organiser_public_id"])
    begun = clock.now().replace(microsecond=0) - dt.timedelta(days=730)
    entry = ob.StatusEntry(lists.url(city, next(lists.books(city, key))), 1)
    valid = begun, begun + dt.timedelta(days=365)
    facts = documents.award(city, public_id(), entry, ("a@col.example", "salt"), valid)
    return documents.template(city, row, ("en",), key).issue(facts).decode()


@pytest.mark.parametrize("judge", ["verify_ob3.mjs", "verify_ob3_dcc.mjs", "verify_ob3_py.py"])
def test_judges_of_status_and_dates_refuse_withdrawn_and_expired(judges, no_more, tmp_path, judge):
    assert judges.verdicts(judge, no_more, tmp_path) == [1, 1]


def test_the_judge_of_the_proof_alone_finds_both_unchanged(judges, no_more, tmp_path):
    assert judges.verdicts("verify_ob3_learncard.mjs", no_more, tmp_path) == [0, 0]


def test_the_judge_of_hosted_badges_refuses_a_withdrawn_one(judges, awards, no_more, tmp_path):
    assert no_more
    gone = awards[-1].replace("/credentials/", "/ob2/assertions/")

    assert judges.verdicts("verify_ob2.py", [gone], tmp_path) == [1]
