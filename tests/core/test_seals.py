"""Links of mails prove themselves, for one purpose."""

import pytest

from col_app.core import seals


@pytest.fixture
def token(app):
    with app.app_context():
        yield seals.sealed(12, "waiting:1")


def test_a_seal_opens_for_its_purpose_alone(token):
    assert seals.opened(token, "waiting:1") == 12
    assert seals.opened(token, "waiting:2") is None
    assert seals.opened(token, "guest:1") is None


@pytest.mark.parametrize(
    "change",
    [
        lambda token: token.replace("12-", "13-"),
        lambda token: token[:-1] + ("0" if token[-1] != "0" else "1"),
        lambda token: token.upper(),
        lambda token: "0" + token,
        lambda token: token + "\n",
        lambda _token: "",
        lambda _token: "12-" + "ä" * 64,
    ],
)
def test_a_changed_token_opens_nothing(token, change):
    assert seals.opened(change(token), "waiting:1") is None
