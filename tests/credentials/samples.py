"""A city, a badge and an award for the tests of credentials."""

import dataclasses
import json
from datetime import UTC, datetime, timedelta

from col_app.recognition import credentials as ob

BASE = "https://vilnius.learningcities.net"
DID = "did:web:vilnius.learningcities.net"
NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
AWARDED = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
EMAIL = "jonas@example.lt"
LIST_URL = f"{BASE}/status/k3v9"
KEY = ob.IssuerKey.from_seed(DID, bytes(range(32)))
KAUNAS = ob.IssuerKey.from_seed("did:web:kaunas.learningcities.net", bytes(range(2, 34)))
STRANGER = ob.IssuerKey.from_seed(DID, bytes(range(1, 33)))

CITY = ob.Issuer(
    did=DID,
    name="Vilnius – Cities of Learning",
    url=BASE,
    email="badges@vilnius.learningcities.net",
    image_url=f"{BASE}/mark.png",
)
ORGANISER = ob.Issuer(
    did=f"{DID}:o:ab3k", name="Skaitmenos dirbtuvės", url=f"{BASE}/organisers/7", parent=CITY
)
BADGE = ob.Achievement(
    id=f"{BASE}/badges/mf2x",
    version="3",
    name="Miesto kartografas – City Mapper",
    description="Sukūrė viešą žemėlapį su bent 12 mokymosi vietų.",
    criteria_url=f"{BASE}/badges/mf2x#criteria",
    criteria_narrative='1. Suplanuok maršrutą.\n2. Aprašyk "12" vietų.\n3. Rodyk \\ 100 %.',
    image_url=f"{BASE}/badges/mf2x/image.png",
    language="lt",
    creator=ORGANISER,
    tags=("mapping", "žemėlapiai"),
    alignments=(
        ob.Alignment(
            name="create digital map",
            url="http://data.europa.eu/esco/skill/ba1b5b3c-4f0a-4a6e-8d0e-0f0b6a1f0001",
            framework="ESCO",
        ),
        ob.Alignment(
            "Explore the city", f"{BASE}/skills/explore", "Vilnius", "ext:CitySkill", "E1"
        ),
    ),
)
AWARD = ob.Award(
    id=f"{BASE}/credentials/7q2m4c",
    subject_id="urn:uuid:7d3c6ffe-8e58-4a0c-9a5e-0f5e0a9d7a11",
    awarded_at=AWARDED,
    status=ob.StatusEntry(LIST_URL, 94567),
    email=EMAIL,
    salt="s4lt",
    narrative="Vedė grupę.",
    evidence=(ob.Evidence(f"{BASE}/evidence/1", "Žemėlapis", "Viešas žemėlapis su 14 vietų."),),
)
TEMPLATE = ob.Template(CITY, BADGE, KEY)


def award(**changes):
    return dataclasses.replace(AWARD, **changes)


def issued(**changes):
    """A signed badge as a dictionary."""
    return json.loads(TEMPLATE.issue(award(**changes)))


def status_list(revoked=(), key=KEY, url=LIST_URL, size=131_072, now=NOW):
    """A signed status list as a dictionary."""
    bits = ob.StatusList(size, revoked)
    signed = ob.status_list_credential(url, key.did, bits, key, now, timedelta(days=1))
    return json.loads(signed)


def did_document(did, *keys):
    """What an issuer publishes, with these keys."""
    return ob.did_document(did, [key.public for key in keys])


def world(pages):
    """What answers for the world: JSON documents (or bytes) by their addresses."""

    def ask(url):
        if url not in pages:
            raise ob.UnreachableError(url)
        page = pages[url]
        return ob.Answer(url, 200, page if isinstance(page, bytes) else json.dumps(page).encode())

    return ask


DID_ADDRESS = f"{BASE}/.well-known/did.json"


def published(*keys, listing=None):
    """A world with the city's keys and one status list."""
    return world(
        {
            DID_ADDRESS: did_document(DID, *keys),
            LIST_URL: status_list() if listing is None else listing,
        }
    )


def judge(document, listing=None, now=NOW, recipient=None):
    """Verify with the city's one key and one status list."""
    return ob.verify(document, published(KEY, listing=listing), now, recipient)


def reasons(verdict):
    """The verdict and what failed."""
    failed = [check.reason_code for check in verdict.checks if check.ok is False]
    return verdict.verdict, *failed
