"""A city goes; its badges stay. Each test opens a city of its own and drops it."""

import base64
import itertools
import json
import zipfile

import orjson
import pytest
from click.testing import CliRunner
from sqlalchemy import delete, select, text

import tenancy
from col_app.cli import col
from col_app.core.db import db, network_session
from col_app.network.directory.actions import administration
from col_app.people.accounts.models import Person
from col_app.recognition.awards import keys, queries
from col_app.recognition.awards.models import KeptDocument, SigningKey
from col_app.recognition.endorsements import actions, asking
from col_app.recognition.endorsements.models import Endorsement
from col_app.recognition.endorsements.signing import Said
from tests.recognition.awarding import Portal
from tests.recognition.test_many_judges import award_all, new_badge

DID = "/.well-known/did.json"
_numbers = itertools.count(1)


@pytest.fixture
def run(app):
    """Run a `col` command on the servers of the tests; its output."""

    def command(*words, code=0):
        done = CliRunner().invoke(col, [str(word) for word in words], catch_exceptions=False)
        assert (done.exit_code, done.output if done.exit_code != code else "") == (code, "")
        return done.output

    return command


@pytest.fixture
def gone(app, settings, run):
    """A city that has given two badges, the second one withdrawn; nothing is left afterwards."""
    slug = f"atlantis{next(_numbers)}"
    words = ("--name", "Atlantis", "--country", "GR", "--locale", "en")
    run("city", "create", slug, *words)
    portal = Portal(app, slug)
    with app.app_context(), network_session() as session:
        people = [
            Person(
                email=f"{slug}.{n}@col.example", name="Ona P", password_hash="-", lang="en",
                birth_year=1990,
            )
            for n in "ab"
        ]  # fmt: skip
        session.add_all(people)
        session.flush()
        ids = [person.id for person in people]
    portal.held, portal.withdrawn = portal.do(lambda: award_all(new_badge(), ids))
    portal.revoke(portal.withdrawn)
    yield portal
    with app.app_context(), administration(settings) as admin:
        forget(app, admin, settings)


def forget(app, admin, settings):
    made = [city.slug for city in app.directory.all() if city.slug.startswith("atlantis")]
    with admin.begin() as connection:
        tenancy.as_owner(connection, settings.tenancy)
        connection.execute(delete(KeptDocument))
        for table in ("signing_key", "registered_award"):
            where = "city_id in (select id from network.city where slug like 'atlantis%')"
            connection.execute(text(f"delete from network.{table} where {where}"))
        connection.execute(delete(SigningKey).where(SigningKey.city_id.is_(None)))
    for slug in made:
        tenancy.drop(admin, settings.tenancy, slug)


def home(app, client, portal):
    """A stranger's browser at the host that stands in the credentials."""
    return client(f"{portal.slug}.{app.settings.issuer_domain}")


def verdict(client, body):
    answer = client("apex").post("/api/v1/verify", json={"text": body})
    return orjson.loads(answer.data)["verdict"]


def proofs(site, portal):
    """Everything a verifier asks for, by its path."""
    credential = site.get(f"/credentials/{portal.held}.json").get_json(force=True)
    organiser = credential["issuer"]["id"].rpartition(":")[2]
    status = credential["credentialStatus"]["statusListCredential"].split("/", 3)[3]
    image = credential["credentialSubject"]["achievement"]["image"]["id"].split("/", 3)[3]
    return [
        f"/credentials/{portal.held}.json", f"/o/{organiser}/did.json", f"/{status}", f"/{image}",
        f"/o/{organiser}/jwks.json", "/.well-known/did.json", f"/ob2/assertions/{portal.held}",
        f"/ob2/issuers/{organiser}", "/mark.png",
    ]  # fmt: skip


@pytest.mark.parametrize("verb", ["suspend", "close"])
def test_a_badge_of_a_city_that_rests_is_seen_at_both_hosts(app, client, run, gone, verb):
    run("city", verb, gone.slug)
    app.directory.changed(gone.slug)
    site, path = home(app, client, gone), f"/credentials/{gone.held}"
    answers = [site.get(one).status_code for one in (path, *proofs(site, gone))]

    assert set(answers) == {200}
    assert client("apex").get(f"{path}.json").data == site.get(f"{path}.json").data
    assert (
        client("apex")
        .get(path)
        .location.endswith(f"//{gone.slug}.{app.settings.base_domain}{path}")
    )


def test_what_proves_the_badges_of_a_dropped_city_answers_as_before(app, client, run, gone):
    site = home(app, client, gone)
    before = {path: site.get(path) for path in proofs(site, gone)}
    run("city", "drop", gone.slug, "--yes")
    after = {path: site.get(path) for path in before}

    assert {answer.status_code for answer in after.values()} == {200}
    changed = {
        p
        for p in before
        if (before[p].data, before[p].mimetype) != (after[p].data, after[p].mimetype)
    }
    assert [path.split("/")[1] for path in changed] == ["status"]


def test_badges_of_a_dropped_city_are_judged_as_before(app, client, run, gone):
    site = home(app, client, gone)
    texts = [site.get(f"/credentials/{one}.json").text for one in (gone.held, gone.withdrawn)]
    run("city", "drop", gone.slug, "--yes")

    assert [verdict(client, text) for text in texts] == ["valid", "revoked"]


def test_the_last_list_speaks_for_ever_and_the_private_keys_are_gone(app, client, run, gone):
    site = home(app, client, gone)
    status = next(path for path in proofs(site, gone) if path.startswith("/status/"))
    run("city", "drop", gone.slug, "--yes")
    with app.app_context(), network_session() as session:
        kept = session.scalars(select(SigningKey).where(SigningKey.city_id.is_(None))).all()

    assert "validUntil" not in site.get(status).get_json(force=True)
    assert {(key.sealed_seed, key.retired_at is None) for key in kept} == {(None, False)}


def test_the_page_of_a_badge_of_a_dropped_city_is_at_the_apex(app, client, run, gone):
    run("city", "drop", gone.slug, "--yes")
    moved = home(app, client, gone).get(f"/credentials/{gone.held}")
    pages = [
        client("apex").get(f"/credentials/{one}?lang=en").text
        for one in (gone.held, gone.withdrawn)
    ]

    assert moved.location == f"http://{app.settings.base_domain}/credentials/{gone.held}"
    assert ["This badge is real" in pages[0], "This badge was withdrawn" in pages[1]] == [True] * 2


def test_a_hosted_badge_that_was_withdrawn_stays_gone(app, client, run, gone):
    run("city", "drop", gone.slug, "--yes")
    answer = home(app, client, gone).get(f"/ob2/assertions/{gone.withdrawn}")

    assert (answer.status_code, answer.json["revoked"]) == (410, True)


def test_the_name_of_a_city_with_badges_is_not_given_to_another(run, gone):
    run("city", "drop", gone.slug, "--yes")
    words = ("--name", "Another", "--country", "GR", "--locale", "en")

    assert "its own archive brings it back" in run("city", "create", gone.slug, *words, code=1)


def test_a_city_comes_back_with_its_keys(app, client, run, gone, tmp_path):
    before = home(app, client, gone).get("/.well-known/did.json").json
    run("city", "export", gone.slug, tmp_path / "city.zip")
    run("city", "drop", gone.slug, "--yes")
    run("city", "restore", tmp_path / "city.zip")
    app.directory.changed(gone.slug)
    site = home(app, client, gone)

    assert site.get("/.well-known/did.json").json == before
    assert verdict(client, site.get(f"/credentials/{gone.held}.json").text) == "valid"
    signs = gone.do(lambda: keys.active(app.directory.by_slug(gone.slug)).id)
    assert signs in before["assertionMethod"]


def test_under_another_name_old_badges_verify_and_new_keys_sign(app, client, run, gone, tmp_path):
    site, other = home(app, client, gone), Portal(app, f"{gone.slug}b")
    text_before = site.get(f"/credentials/{gone.held}.json").text
    run("city", "export", gone.slug, tmp_path / "city.zip")
    run("city", "drop", gone.slug, "--yes")
    run("city", "restore", tmp_path / "city.zip", "--as", other.slug)
    app.directory.changed(other.slug)
    own = client(other.slug).get("/.well-known/did.json").json["assertionMethod"]

    assert set(own) & set(site.get("/.well-known/did.json").json["assertionMethod"]) == set()
    assert client(other.slug).get(f"/credentials/{gone.held}.json").text == text_before
    assert verdict(client, text_before) == "valid"


def test_keys_that_nothing_opens_come_back_retired(app, client, run, gone, tmp_path, monkeypatch):
    site = home(app, client, gone)
    organiser = next(path for path in proofs(site, gone) if path.endswith("/did.json"))
    before = [site.get(path).json["assertionMethod"] for path in (DID, organiser)]
    run("city", "export", gone.slug, tmp_path / "city.zip")
    run("city", "drop", gone.slug, "--yes")
    other = base64.b64encode(bytes(range(32))).decode()
    monkeypatch.setenv("COL_KEY_ENCRYPTION_KEY", other)
    run("city", "restore", tmp_path / "city.zip")
    app.directory.changed(gone.slug)
    after = [site.get(path).json["assertionMethod"] for path in (DID, organiser)]

    assert [len(new) - len(old) for old, new in zip(before, after, strict=True)] == [2, 2]
    assert [set(old) < set(new) for old, new in zip(before, after, strict=True)] == [True, True]
    assert verdict(client, site.get(f"/credentials/{gone.held}.json").text) == "valid"


def test_keys_travel_sealed(run, app, gone, tmp_path):

    run("city", "export", gone.slug, tmp_path / "city.zip")
    seed = gone.do(lambda: keys.active(app.directory.by_slug(gone.slug)).seed)
    rows = json.loads(zipfile.ZipFile(tmp_path / "city.zip").read("network/signing_key.json"))

    assert len(rows) == 2
    assert [row for row in rows if seed in bytes_of(row["sealed_seed"])] == []


def bytes_of(text):

    return base64.b64decode(text)


def test_of_an_erased_person_the_badge_stays_without_a_name(app, client, gone):

    with app.app_context(), network_session() as session:
        session.execute(delete(Person).where(Person.email.like(f"{gone.slug}.%")))
    page = client(gone.slug).get(f"/credentials/{gone.held}?lang=en")

    assert (page.status_code, "A learner who keeps their name private" in page.text) == (200, True)
    assert verdict(client, client(gone.slug).get(f"/credentials/{gone.held}.json").text) == "valid"


def endorsed(portal):
    """The id of a public endorsement of the badge that the city has given."""

    def work():
        award = queries.by_public_id(portal.held)
        about, whom = asking.Subject(award.id), asking.Whom(email="jonas@school.example")
        by = asking.Asker(award.person_id, "ona@col.example")
        made = asking.ask(about, whom, asking.Wish("", "en"), by)
        actions.write(made, Said("I saw her do it.", "Jonas Jonaitis"), "en")
        actions.accept(made, award.person_id)
        return made.public_id

    return portal.do(work)


def test_endorsements_outlive_their_city(app, client, run, gone):
    address, site = f"/endorsements/{endorsed(gone)}", home(app, client, gone)
    before = site.get(f"{address}.json").data
    run("city", "drop", gone.slug, "--yes")
    after = [site.get(path).data for path in (f"{address}.json", address)]

    assert after == [before, before]
    assert verdict(client, before.decode()) == "valid"


def test_endorsements_travel(app, client, run, gone, tmp_path, keep_promises):
    public_id = endorsed(gone)
    text_before = home(app, client, gone).get(f"/endorsements/{public_id}.json").text
    run("city", "export", gone.slug, tmp_path / "city.zip")
    run("city", "drop", gone.slug, "--yes")
    run("city", "restore", tmp_path / "city.zip")
    app.directory.changed(gone.slug)
    verdicts = [verdict(client, text_before)]
    found = select(Endorsement).where(Endorsement.public_id == public_id)
    gone.do(lambda: actions.withdraw(db.session.scalars(found).one()))
    keep_promises()
    verdicts.append(verdict(client, text_before))

    assert verdicts == ["valid", "revoked"]
