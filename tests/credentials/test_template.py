import dataclasses
import json
import random
import secrets
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone

import pytest

from col_app.recognition import credentials as ob
from tests.credentials.samples import AWARDED, BADGE, BASE, CITY, KEY, TEMPLATE, award, issued

TEXTS = (
    'quotes " and \\ backslash',
    "tab\tand\nlines\r\nend",
    "emoji \U0001f600 \U0001f469\u200d\U0001f680",
    "\u0634\u0647\u0627\u062f\u0629 \u202eRTL\u202c \u05e2\u05d9\u05e8",
    "four bytes \U00020bb7 and e\u0301",
    "100 % %(id)s {id} <b>&amp;",
    "nel \x85 ls \u2028 nbsp \xa0 bom \ufeff",
    "control \x00\x07\x0b\x1b\x7f end",
)


def random_award(rng):
    """Any shape, any text: fixed by the seed of ``rng``."""
    pick = lambda: rng.choice((None, rng.choice(TEXTS), "Paprastas tekstas"))  # noqa: E731 - local word
    links = (None, f"{BASE}/evidence/{rng.random()}", "https://lt.wikipedia.org/wiki/Žemėlapis")
    return award(
        id=rng.choice(("https://a.example/", f"{BASE}/credentials/", "https://zz.example/"))
        + secrets.token_hex(8),
        subject_id=rng.choice((uuid.uuid4().urn, "did:key:z6MkExample", "https://a.example/me")),
        awarded_at=AWARDED + timedelta(seconds=rng.randrange(10**7)),
        valid_until=rng.choice((None, AWARDED + timedelta(days=900))),
        status=ob.StatusEntry(f"{BASE}/status/{rng.randrange(9)}", rng.randrange(131_072)),
        email=rng.choice((None, "jonas@example.lt")),
        salt=rng.choice(TEXTS[:2]),
        narrative=pick(),
        evidence=tuple(
            ob.Evidence(rng.choice(links), pick(), pick()) for _ in range(rng.randrange(3))
        ),
    )


def test_the_template_gives_the_bytes_of_the_slow_path():
    rng = random.Random(7)  # noqa: S311 - not a secret, a fixed sequence of cases
    awards = [random_award(rng) for _ in range(300)]

    for one in awards:
        assert TEMPLATE.issue(one) == ob.issue_slow(CITY, BADGE, one, KEY)


def test_the_same_award_gives_the_same_bytes():
    assert TEMPLATE.issue(award()) == ob.Template(CITY, BADGE, KEY).issue(award())


def test_eight_threads_issue_what_one_issues():
    awards = [award(id=f"{BASE}/credentials/t{number}") for number in range(200)]
    badge = ob.Template(CITY, BADGE, KEY)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(badge.issue, awards))

    assert found == [TEMPLATE.issue(one) for one in awards]


def test_eight_threads_share_the_slow_path():
    awards = [award(id=f"{BASE}/credentials/s{number}") for number in range(40)]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda one: ob.issue_slow(CITY, BADGE, one, KEY), awards))

    assert found == [TEMPLATE.issue(one) for one in awards]


def test_control_characters_do_not_reach_a_badge():
    document = issued(narrative="a\tb\x00\x07\x7f\ud800\r\nc")

    assert document["credentialSubject"]["narrative"] == "a b\r\nc"


def test_the_email_is_only_there_as_a_hash():
    text = TEMPLATE.issue(award(email="jonas@example.lt")).decode()

    assert "jonas" not in text
    assert ob.identity_hash("jonas@example.lt", "s4lt") in text


def test_without_email_there_is_no_identifier():
    assert "identifier" not in issued(email=None)["credentialSubject"]


def test_times_are_in_utc_to_the_second():
    vilnius = timezone(timedelta(hours=2))

    document = issued(awarded_at=datetime(2026, 11, 21, 12, 0, 5, 999, tzinfo=vilnius))

    assert document["validFrom"] == document["awardedDate"] == "2026-11-21T10:00:05Z"


def test_a_badge_that_ends_after_days_says_when():
    badge = ob.Template(CITY, dataclasses.replace(BADGE, valid_days=10), KEY)

    assert json.loads(badge.issue(award()))["validUntil"] == "2026-12-01T10:00:00Z"


def test_evidence_without_address_gets_one_inside_the_badge():
    document = issued(evidence=(ob.Evidence(narrative="Parodė."),))

    assert document["evidence"][0]["id"] == f"{BASE}/credentials/7q2m4c#evidence-1"


@pytest.mark.parametrize("address", ["/relative", "javascript:alert(1)", "https://a b", "xsd:x"])
def test_an_address_that_is_not_absolute_is_refused(address):
    with pytest.raises(ValueError, match="not an absolute IRI"):
        TEMPLATE.issue(award(evidence=(ob.Evidence(address),)))


def test_a_time_without_zone_is_refused():
    with pytest.raises(ValueError, match="without time zone"):
        TEMPLATE.issue(award(awarded_at=datetime(2026, 1, 1)))  # noqa: DTZ001 - the case itself


def test_a_key_of_another_issuer_is_refused():
    with pytest.raises(ValueError, match="the key belongs to"):
        ob.Template(CITY, BADGE, ob.IssuerKey.generate("did:web:kaunas.learningcities.net"))


def test_an_email_without_salt_is_refused():
    with pytest.raises(ValueError, match="needs a salt"):
        award(salt="")


def test_a_badge_without_description_is_refused():
    with pytest.raises(ValueError, match="needs a name"):
        dataclasses.replace(BADGE, description=" ")
