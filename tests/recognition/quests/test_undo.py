"""A peer takes a review back as an organiser does, for ten minutes."""

import pytest

from col_app.core.db import db
from col_app.recognition.quests import reviews
from col_app.recognition.quests.models import Review
from tests.learning.postbox import Postbox
from tests.recognition.awarding import at_once


@pytest.fixture
def peers(workshop, quest):
    """Three learners who have handed something in for the badge."""
    made = [workshop.person(name) for name in ("Jonas", "Ieva", "Mantas")]
    for person in made:
        workshop.hand_in(quest[1], person)
    return made


@pytest.fixture
def number(workshop, quest):
    """What Ona has handed in; two peers have to accept it."""
    return workshop.hand_in(quest[2], workshop.person("Ona Petraitė"))


def undo(workshop, number, by):
    return workshop.do(lambda: reviews.undo(number, by))


def test_what_one_of_two_said_is_as_if_never_said(workshop, number, peers):
    workshop.decide(number, peers[0], is_peer=True)
    undo(workshop, number, peers[0])
    for peer in peers[:2]:
        workshop.decide(number, peer, is_peer=True)

    assert workshop.state(number) == "accepted"


def test_undoing_one_of_two_acceptances_leaves_the_other(workshop, number, peers):
    for peer in peers[:2]:
        workshop.decide(number, peer, is_peer=True)
    undo(workshop, number, peers[0])
    seen = [workshop.state(number)]
    workshop.decide(number, peers[2], is_peer=True)

    assert [*seen, workshop.state(number)] == ["submitted", "accepted"]


def test_undoing_what_was_sent_back_opens_it_again(workshop, number, peers):
    workshop.decide(number, peers[0], is_peer=True)
    workshop.decide(number, peers[1], "sent_back", "Add a picture.", is_peer=True)
    undo(workshop, number, peers[0])
    seen = [workshop.state(number)]
    undo(workshop, number, peers[1])

    assert [*seen, workshop.state(number)] == ["sent_back", "submitted"]


def test_what_the_organiser_accepted_stays_accepted(workshop, number, peers):
    workshop.decide(number, peers[0], is_peer=True)
    workshop.decide(number, workshop.organiser())
    undo(workshop, number, peers[0])

    assert workshop.state(number) == "accepted"


def test_ten_minutes_later_and_after_the_learner_wrote_it_stands(workshop, number, peers, quest):
    workshop.decide(number, peers[0], "sent_back", "Add a picture.", is_peer=True)
    ona = workshop.do(lambda: db.session.scalars(db.select(Review.learner_id)).all()[-1])
    workshop.hand_in(quest[2], ona, "With a picture.")
    with pytest.raises(reviews.TooLateError):
        undo(workshop, number, peers[0])
    workshop.decide(number, peers[1], is_peer=True, turn=2)
    workshop.later()
    with pytest.raises(reviews.TooLateError):
        undo(workshop, number, peers[1])


def test_an_undo_and_an_acceptance_at_once_agree(workshop, number, peers):
    workshop.decide(number, peers[0], is_peer=True)

    def act(what):
        if what == "undo":
            undo(workshop, number, peers[0])
        else:
            workshop.decide(number, peers[1], is_peer=True)

    at_once(act, ["undo", "accept"])

    assert workshop.state(number) == "submitted"


def test_nobody_hears_of_what_was_undone(app, workshop, number, peers, monkeypatch):
    postbox = Postbox(app, monkeypatch)
    for peer in peers[:2]:
        workshop.decide(number, peer, is_peer=True)
    undo(workshop, number, peers[0])
    workshop.later()

    assert postbox.keep(workshop.letters("evidence_decided")) == []


def test_a_peer_undoes_on_the_page_without_javascript(workshop, number, peers):
    jonas, page = workshop.visitor(peers[0]), f"/reviews/{number}"
    answer = jonas.fill(page, page, round="1", decision="accepted", words="")
    assert answer.location.endswith(f"?done={number}")
    assert "Undo the last decision" in jonas.get(answer.location).text
    assert "Undo my decision" in jonas.get(page).text
    assert 'name="decision"' not in jonas.get(page).text
    jonas.fill(page, page, _method="DELETE")
    assert 'name="decision"' in jonas.get(page).text


def test_nobody_undoes_what_another_said(workshop, number, peers):
    workshop.decide(number, peers[0], is_peer=True)
    page = f"/reviews/{number}"
    workshop.visitor(peers[1]).fill(page, page, _method="DELETE")
    stranger = workshop.visitor(workshop.person("Lina"))

    assert stranger.fill("/reviews", page, _method="DELETE").status_code == 404
    with pytest.raises(reviews.AlreadyDecidedError):
        workshop.decide(number, peers[0], is_peer=True)
