import pytest

from col_app.recognition import credentials as ob
from tests.credentials.samples import AWARDED, BADGE, BASE, CITY, EMAIL, ORGANISER, issued

ISSUER_URL = f"{BASE}/ob2/issuers/ab3k"
BADGE_URL = f"{BASE}/ob2/badges/mf2x"
URL = f"{BASE}/ob2/assertions/7q2m4c"
CONTEXT = "https://w3id.org/openbadges/v2"


def test_an_issuer_says_who_and_where():
    assert ob.ob2_issuer(ISSUER_URL, CITY) == {
        "@context": CONTEXT,
        "type": "Issuer",
        "id": ISSUER_URL,
        "name": CITY.name,
        "url": BASE,
        "email": CITY.email,
        "image": CITY.image_url,
    }


def test_an_issuer_without_email_and_picture_does_not_invent_them():
    assert set(ob.ob2_issuer(ISSUER_URL, ORGANISER)) == {"@context", "type", "id", "name", "url"}


def test_a_badge_points_to_its_issuer_and_skills():
    badge = ob.ob2_badge(BADGE_URL, BADGE, ISSUER_URL)

    assert (badge["type"], badge["id"], badge["issuer"]) == ("BadgeClass", BADGE_URL, ISSUER_URL)
    assert badge["criteria"] == {"id": BADGE.criteria_url, "narrative": BADGE.criteria_narrative}
    assert badge["alignment"][0] == {
        "targetName": "create digital map",
        "targetUrl": "http://data.europa.eu/esco/skill/ba1b5b3c-4f0a-4a6e-8d0e-0f0b6a1f0001",
        "targetFramework": "ESCO",
    }


def test_an_assertion_says_what_the_credential_says():
    assert ob.ob2_assertion(URL, issued(valid_until=AWARDED), BADGE_URL) == {
        "@context": CONTEXT,
        "type": "Assertion",
        "id": URL,
        "recipient": {
            "type": "email",
            "hashed": True,
            "salt": "s4lt",
            "identity": ob.identity_hash(EMAIL, "s4lt"),
        },
        "badge": BADGE_URL,
        "verification": {"type": "HostedBadge"},
        "issuedOn": "2026-11-21T10:00:00Z",
        "expires": "2026-11-21T10:00:00Z",
        "image": BADGE.image_url,
        "narrative": "Vedė grupę.",
        "evidence": [
            {
                "id": f"{BASE}/evidence/1",
                "name": "Žemėlapis",
                "narrative": "Viešas žemėlapis su 14 vietų.",
            }
        ],
    }


def test_an_assertion_without_recipient_is_refused():
    with pytest.raises(ValueError, match="hashed e-mail"):
        ob.ob2_assertion(URL, issued(email=None), BADGE_URL)


def test_a_revoked_assertion_says_no_more_than_that():
    assert ob.ob2_revoked(URL, "Išduota\tper klaidą") == {
        "@context": CONTEXT,
        "type": "Assertion",
        "id": URL,
        "revoked": True,
        "revocationReason": "Išduota per klaidą",
    }
