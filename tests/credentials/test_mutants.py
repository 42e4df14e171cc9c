"""No badge that was changed is valid, and none raises or takes long: thousands of changed ones."""

import json
import time

import pytest

from col_app.recognition import credentials as ob
from tests.credentials.mutants import changed, changed_text, meaning, seeded
from tests.credentials.others_keys import (
    ED25519,
    P256,
    P384,
    SIGNED_BY_OTHERS,
    badge_of,
    multikey,
    signed_as_json,
    vilnius,
)
from tests.credentials.samples import (
    BADGE,
    BASE,
    CITY,
    DID,
    DID_ADDRESS,
    KAUNAS,
    KEY,
    LIST_URL,
    NOW,
    did_document,
    issued,
    status_list,
    world,
)
from tests.credentials.test_parts import endorsed, endorsement, record
from tests.credentials.test_shown import shown, signed

EACH, FULL = 200, 3000
SECONDS = 1.0
GOOD = ("valid", "valid_unknown_issuer")
TWIN = ob.JwtKey.from_seed(DID, KEY.seed)
HOSTED = f"{BASE}/ob2/assertions/1"
OTHER = issued(id=f"{BASE}/credentials/other")


def over_json(key, suite):
    return signed_as_json(badge_of(DID), key, f"{DID}#{multikey(key)}", suite)


SIGNED = {
    "our own": issued(),
    "over JSON": over_json(ED25519, "eddsa-jcs-2022"),
    "over JSON on a curve": over_json(P384, "ecdsa-jcs-2019"),
    "a record": record(issued(), OTHER),
    "endorsed": endorsed(endorsement()),
    "shown together": signed(shown(issued(), OTHER)),
    "hosted": ob.ob2_assertion(HOSTED, issued(), f"{BASE}/ob2/badges/1"),
    **{
        name: document
        for name, document in SIGNED_BY_OTHERS["documents"].items()
        if name != "ecdsa-sd-2023 without status"
    },
}
TOKEN = ob.issue_jwt(issued(), TWIN)


def pages():
    """What all the issuers publish."""
    others = [*SIGNED_BY_OTHERS["keys"], *map(multikey, (ED25519, P256, P384))]
    own = did_document(DID, KEY, TWIN)
    own["assertionMethod"] += vilnius(*others)[DID_ADDRESS]["assertionMethod"]
    return {
        DID_ADDRESS: own,
        "https://kaunas.learningcities.net/.well-known/did.json": did_document(KAUNAS.did, KAUNAS),
        LIST_URL: status_list(),
        HOSTED: SIGNED["hosted"],
        f"{BASE}/ob2/badges/1": ob.ob2_badge(f"{BASE}/ob2/badges/1", BADGE, f"{BASE}/ob2/issuer"),
        f"{BASE}/ob2/issuer": ob.ob2_issuer(f"{BASE}/ob2/issuer", CITY),
    }


WORLD = world(pages())


def judged(text, asked=WORLD):
    """The word of the verdict. The processor's seconds count, not those of a busy machine."""
    began = time.process_time()
    verdict, _summary = ob.verify_body(text.encode("utf-8", "surrogatepass"), asked, NOW)
    assert time.process_time() - began < SECONDS, text[:500]
    return verdict.verdict


@pytest.fixture
def how_many(request):
    return FULL if request.config.getoption("--full") else EACH


@pytest.mark.parametrize("name", SIGNED)
def test_a_changed_badge_is_valid_only_if_it_says_the_same(name, how_many):
    document = SIGNED[name]
    text, said = json.dumps(document), meaning(document)
    random = seeded(name)
    assert judged(text) in GOOD
    for _ in range(how_many):
        is_rebuilt = random.random() < 0.75
        mutant = changed(random, document) if is_rebuilt else changed_text(random, text)
        if judged(mutant) in GOOD:
            assert meaning(json.loads(mutant.lstrip("\ufeff"))) == said, mutant


def test_a_changed_token_is_not_valid(how_many):
    random = seeded("token")
    assert judged(TOKEN) == "valid"
    for _ in range(how_many):
        mutant = changed_text(random, TOKEN)
        assert mutant.strip("\ufeff \n") == TOKEN or judged(mutant) not in GOOD, mutant


def test_a_changed_list_never_brings_a_withdrawn_badge_back(how_many):
    listing, random = status_list([94567]), seeded("list")
    text = json.dumps(listing)
    for _ in range(how_many):
        mutant = changed(random, listing) if random.random() < 0.75 else changed_text(random, text)
        asked = world({**pages(), LIST_URL: mutant.encode("utf-8", "surrogatepass")})

        assert judged(json.dumps(SIGNED["our own"]), asked) not in GOOD, mutant


def test_changed_keys_of_an_issuer_raise_nothing(how_many):
    published, random = pages()[DID_ADDRESS], seeded("keys")
    for _ in range(how_many):
        asked = world({**pages(), DID_ADDRESS: changed(random, published).encode()})
        for text in (json.dumps(SIGNED["our own"]), TOKEN):
            judged(text, asked)
