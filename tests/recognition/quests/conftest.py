import pytest

from tests.recognition.quests.quest import Workshop


@pytest.fixture
def workshop(app):
    """Vilnius, where an organiser has a badge with tasks; gone after the test."""
    made = Workshop(app, "vilnius")
    yield made
    made.clear()


@pytest.fixture
def quest(workshop):
    """The ids of three tasks of one badge: text for the organiser, link for oneself, peers."""
    return workshop.quest(
        {"evidence": "text", "verified_by": "organiser"},
        {"evidence": "link", "verified_by": "self"},
        {"evidence": "text", "verified_by": "peers", "peers": 2},
    )
