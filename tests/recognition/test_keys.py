import orjson
import pytest
from sqlalchemy import select, update

from col_app.core.audit import AuditEntry
from col_app.core.db import db, network_session
from col_app.learning.organisers.models import Organiser, OrganiserText
from col_app.recognition import credentials as ob
from col_app.recognition.awards import actions, keys
from col_app.recognition.awards.models import SigningKey
from col_app.recognition.badges import queries as badges
from tests.recognition.awarding import at_once


@pytest.fixture
def vilnius_city(app):
    return app.directory.by_slug("vilnius")


@pytest.fixture
def issuer(portal, ona, award):
    """The DID of the organiser that awarded a badge to Ona."""
    assert award
    return orjson.loads(portal.awards(ona)[0].document)["issuer"]["id"]


def active(app, did):
    with app.app_context():
        return [key.multibase for key in keys.published(did) if key.retired_at is None]


def audited(portal, action):
    """What the city's audit says of an action, latest first."""
    found = select(AuditEntry.detail).where(AuditEntry.action == action)
    return portal.do(lambda: db.session.scalars(found.order_by(AuditEntry.id.desc())).all())


def test_the_first_key_of_an_organiser_is_made_once_however_many_ask(app, portal, vilnius_city):
    made = at_once(
        lambda _: portal.do(lambda: keys.of_organiser(vilnius_city, "newcomer").multibase), range(8)
    )

    did = f"did:web:vilnius.{app.settings.issuer_domain}:o:newcomer"
    assert {*made} == {*active(app, did)}
    assert [entry for entry in audited(portal, "key.made") if entry["did"] == did] == [
        {"did": did, "key": made[0]}
    ]


def test_eight_rotations_at_once_leave_one_active_key(app, portal, vilnius_city, issuer):
    at_once(lambda _: portal.do(lambda: keys.rotate(vilnius_city, issuer)), range(8))

    assert len(active(app, issuer)) == 1


def test_a_rotation_says_who_asked_for_it(portal, vilnius_city, issuer):
    new = portal.do(lambda: keys.rotate(vilnius_city, issuer, by=7))
    entry = select(AuditEntry.actor_id).where(AuditEntry.action == "key.rotated")

    assert audited(portal, "key.rotated")[0] == {"did": issuer, "key": new}
    assert portal.do(lambda: db.session.scalars(entry.order_by(AuditEntry.id.desc())).first()) == 7


def test_every_signature_is_audited_with_its_key(portal, issuer, award, keep_promises):
    key = portal.do(lambda: keys.published(issuer))[0].multibase
    portal.revoke(award)
    keep_promises()

    for action in ("badge.awarded", "status.signed"):
        assert key in [entry["key"] for entry in audited(portal, action)]


def test_tokens_are_signed_by_the_published_twin(city, portal, vilnius_city, issuer):
    public = portal.do(lambda: keys.twin(vilnius_city, issuer)).public
    name = issuer.rpartition(":")[2]
    served = city.get(f"/o/{name}/jwks.json")

    assert public.id in city.get(f"/o/{name}/did.json").json["assertionMethod"]
    assert (served.mimetype, served.json["iss"]) == ("application/jwk-set+json", issuer)
    assert public.id in [key["kid"] for key in served.json["keys"]]


def test_the_keys_of_the_city_are_published_as_a_set(city, portal, vilnius_city):
    own = portal.do(lambda: keys.city_did(vilnius_city))

    assert city.get("/.well-known/jwks.json").json["iss"] == own
    assert {key["crv"] for key in city.get("/.well-known/jwks.json").json["keys"]} == {"P-256"}


@pytest.mark.parametrize("document", ["did.json", "jwks.json"])
def test_nobody_has_no_keys(city, document):
    assert city.get(f"/o/{'a' * 26}/{document}").status_code == 404


def test_a_renamed_organiser_keeps_its_identifier(portal, vilnius, issuer):
    organiser = select(Organiser).where(Organiser.public_id == issuer.rpartition(":")[2])
    vilnius.scalars(organiser).one().slug = "renamed"
    vilnius.execute(update(OrganiserText).values(name="Another name"))
    badge = badges.of_activity(portal.activity_id())

    signed = orjson.loads(actions.award(badge, portal.new_person().id).document)["issuer"]
    assert (signed["id"], signed["name"]) == (issuer, "Another name")


def test_the_seed_of_another_issuer_does_not_open(app, portal, issuer):
    with app.app_context(), network_session() as session:
        row = session.scalars(select(SigningKey).where(SigningKey.did == issuer)).first()
        moved = SigningKey(did=f"{issuer}x", sealed_seed=row.sealed_seed)

    with app.app_context(), pytest.raises(ob.SealError):
        keys.opened(moved)
