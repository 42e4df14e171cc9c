import hashlib

import orjson

from col_app.recognition.awards import queries


def test_the_hosted_objects_lead_from_one_to_the_next(portal, city, award):
    base = f"https://vilnius.{portal.app.settings.issuer_domain}"
    assertion = city.get(f"/ob2/assertions/{award}").json
    badge = city.get(assertion["badge"].removeprefix(base)).json
    issuer = city.get(badge["issuer"].removeprefix(base)).json

    kinds = [(thing["type"], thing["id"].startswith(base)) for thing in (assertion, badge, issuer)]
    assert kinds == [("Assertion", True), ("BadgeClass", True), ("Issuer", True)]


def test_both_forms_name_the_same_recipient(portal, city, ona, award):
    recipient = city.get(f"/ob2/assertions/{award}").json["recipient"]
    signed = orjson.loads(portal.do(lambda: queries.document(award)))
    digest = hashlib.sha256((ona.email + recipient["salt"]).encode()).hexdigest()

    assert recipient["identity"] == f"sha256${digest}"
    assert signed["credentialSubject"]["identifier"][0]["identityHash"] == recipient["identity"]


def test_the_hosted_issuer_is_the_one_who_signed(portal, city, award):
    base = f"https://vilnius.{portal.app.settings.issuer_domain}"
    signed = orjson.loads(portal.do(lambda: queries.document(award)))["issuer"]
    assertion = city.get(f"/ob2/assertions/{award}").json
    badge = city.get(assertion["badge"].removeprefix(base)).json
    issuer = city.get(badge["issuer"].removeprefix(base)).json

    assert badge["issuer"].rpartition("/")[2] == signed["id"].rpartition(":")[2]
    assert [issuer["url"]] == [signed["url"]]


def test_the_city_is_an_issuer_too_and_nobody_else(city):
    found = [city.get(f"/ob2/issuers/{name}").status_code for name in ("city", "somebody")]

    assert found == [200, 404]
