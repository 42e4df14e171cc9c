import re

import pytest
from sqlalchemy import select

import tenancy
from col_app.core.audit import AuditEntry
from col_app.core.db import db
from col_app.recognition.awards import keys
from tests.people.browsers import Browser

KEYS = "vilnius/console/keys"
CITY = f"{KEYS}/city/rotation"


@pytest.fixture
def somebody(app, demo_account):
    """A browser of a demo account that is signed in: `somebody("city")`."""

    def make(role):
        email, password = demo_account(role, "vilnius")
        browser = Browser(app)
        browser.fill("apex/sign-in", email=email, password=password)
        browser.enter("vilnius")
        return browser

    return make


@pytest.fixture
def team(somebody, keep_promises):
    keep_promises()
    return somebody("city")


def published(client):
    return client("vilnius").get("/.well-known/did.json").json["assertionMethod"]


def test_the_team_sees_all_who_sign(app, team):
    page = team.get(f"{KEYS}?lang=en").text
    dids = re.findall(r"<code>(did:web:[^<]+)</code>", page)

    assert dids[0] == f"did:web:vilnius.{app.settings.issuer_domain}"
    assert {did.startswith(f"{dids[0]}:o:") for did in dids[1:]} == {True}
    assert "less than a day old" in page


def test_a_new_key_is_made_after_a_confirmation(client, team):
    before = published(client)
    asked = team.get(f"{CITY}?lang=en").text
    said = team.fill(CITY, CITY)
    after = published(client)

    assert ("This cannot be undone." in asked, said.status_code) == (True, 303)
    assert (set(before) < set(after), len(after) - len(before)) == (True, 2)


def test_the_audit_names_who_made_a_new_key(app, team):
    team.fill(CITY, CITY)
    with app.app_context(), tenancy.use_city(app.directory.by_slug("vilnius")):
        last = select(AuditEntry).where(AuditEntry.action == "key.rotated")
        entry = db.session.scalars(last.order_by(AuditEntry.id.desc())).first()

    assert entry.actor_id is not None


@pytest.mark.parametrize("path", [KEYS, CITY])
@pytest.mark.parametrize("role", ["learner", "organiser"])
def test_others_have_no_keys_here(somebody, role, path):
    assert somebody(role).get(path).status_code == 403


def test_nobody_gets_no_key(team):
    assert team.get(f"{KEYS}/{'a' * 26}/rotation").status_code == 404


def test_however_many_sign_the_page_asks_as_often(team, queries, app):
    with queries() as before:
        team.get(KEYS)
    vilnius = app.directory.by_slug("vilnius")
    with app.app_context(), tenancy.use_city(vilnius):
        for name in ("aa", "bb", "cc"):
            keys.of_organiser(vilnius, name)
        db.session.commit()
    with queries() as after:
        team.get(KEYS)

    assert len(after) == len(before)
