"""The verdict on every sample beside the project: other people's badges, good and bad."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from col_app.recognition import credentials as ob
from tests.credentials.sample_world import SampleWorld, samples

TODAY = datetime(2026, 11, 28, 12, tzinfo=UTC)
OWN = "did:web:vilnius.learningcities.net", "https://vilnius.learningcities.net/ob2/issuer"
EXPECTED = {
    path: verdict
    for verdict, paths in tomllib.loads(
        Path(__file__).with_name("verdicts.toml").read_text()
    ).items()
    for path in paths.splitlines()
}


@pytest.mark.fixtures
def test_every_sample_gets_its_verdict(badge_files):
    world = SampleWorld(badge_files)
    found = {}
    for path in samples(badge_files):
        world.host(path)
        verdict, _ = ob.verify_body(path.read_bytes(), world, TODAY, knows=OWN.__contains__)
        found[str(path.relative_to(badge_files / "samples"))] = verdict.verdict

    assert found == EXPECTED


HOSTED = {
    "ok": "valid",
    "revoked": "revoked",
    "expired": "expired",
    "bad-date": "cannot_check",
    "no-recipient": "cannot_check",
    "other-origin": "altered",
}


@pytest.mark.fixtures
@pytest.mark.parametrize(("name", "verdict"), HOSTED.items())
def test_a_hosted_assertion_is_judged_by_its_address(badge_files, name, verdict):
    address = f"https://vilnius.learningcities.net/ob2/assertions/{name}"
    found, _ = ob.verify_body(
        address.encode(), SampleWorld(badge_files), TODAY, knows=OWN.__contains__
    )

    assert found.verdict == verdict
