import ast
import os
from pathlib import Path

import pytest

from col_app.people.sessions.journeys import Journey, read_journey, safe_path

GOOD = (
    "/", "/activities", "/activities?q=film&topic=media", "/activities/4821-podcast#how",
    "/search?next=//other.example", "/badges/7-%C5%A1achmatai", "/a.b/c..d", "/activities?q=a%2Fb",
)  # fmt: skip
BAD = (
    "", "activities", "//evil.example", "/\\evil.example", "/a//b", "/a/../b", "/a/./b", "/..",
    "/%2e%2e/b", "/%2F/b", "/a%5Cb", "/a%00b", "/a%0d%0aSet-Cookie:x", "/a b", "/ä", "/\ta", "/a\n",
    "/session/arrive?code=x", "/%73ession/arrive", "/" + "a" * 512, "https://evil.example/",
    "/\u2028", "/%E2%80%A8",
)  # fmt: skip


@pytest.mark.parametrize("path", GOOD)
def test_paths_of_this_host_are_kept(path):
    assert safe_path(path) == path


@pytest.mark.parametrize("path", BAD)
def test_other_addresses_are_dropped(path):
    assert safe_path(path) is None


@pytest.mark.fixtures
def test_no_address_of_the_corpus_leads_away():
    corpus = Path(os.environ["COL_FIXTURES"]) / "trust/corpora/next.txt"
    samples = [ast.literal_eval(line) for line in corpus.read_text().splitlines()]

    kept = {sample for sample in samples if safe_path(sample)}
    assert kept == {"/login?next=//evil.example"}


def test_a_journey_survives_its_query():
    journey = Journey("/activities?q=a&b=c", "vilnius", "ab" * 32)

    assert journey.onward == (
        f"/session/depart?to=vilnius&state={'ab' * 32}&next=%2Factivities%3Fq%3Da%26b%3Dc"
    )


def test_a_journey_with_a_broken_city_ends_at_this_host():
    journey = read_journey({"to": "evil.example", "state": "ab" * 32, "next": "/account"})

    assert journey == Journey("/account")


def test_the_way_back_from_the_sign_in_page_stays_here(ona):
    answer = ona.get("apex/sign-in?next=//evil.example")

    assert answer.location == "/"
