"""The mail that asks a circle to come along."""

import pytest

from col_app.learning.activities.models import ActivityState
from col_app.learning.circles import actions, letters, proposals
from tests.learning.circles.ring import Ring
from tests.learning.postbox import Postbox, text_of


@pytest.fixture
def postbox(app, monkeypatch):
    return Postbox(app, monkeypatch)


@pytest.fixture
def ring(town, ruta, ona):
    return Ring(town, ruta, ona, name="Šeštadienis")


def asked(town, postbox):
    """Whom a mail is promised to, once the job has run."""
    postbox.keep([each for each in town.promises() if each.kind == proposals.ASKED])
    return [each.payload["person_id"] for each in town.letters(letters.TEMPLATE)]


def test_everybody_but_the_one_who_asks_gets_a_mail(town, ring, activity, postbox, ona):
    ring.propose(activity)

    assert asked(town, postbox) == [ona]


def test_who_wishes_no_mails_gets_none(town, ring, activity, postbox, ona):
    town.do(lambda: actions.wish(ring.id, ona, None, wants_mail=False))
    ring.propose(activity)

    assert asked(town, postbox) == []


def test_asking_anew_is_no_second_mail(town, ring, activity, postbox, ona):
    number = ring.propose(activity)
    asked(town, postbox)
    town.do(lambda: proposals.take_back(number))
    ring.propose(activity)

    assert asked(town, postbox) == [ona]


def test_the_mail_says_who_asks_what_and_leads_to_yes_and_no(town, ring, activity, postbox):
    number = ring.propose(activity)
    asked(town, postbox)
    (mail,) = postbox.keep(town.letters(letters.TEMPLATE))
    text = text_of(mail)

    assert mail["Subject"] == "Coming along? Knots for beginners"
    assert "Rūta P. asks your learning circle “Šeštadienis” to come along" in text
    assert f"{ring.home}/proposals/{number}" in text
    assert f"{ring.home}#wishes" in mail["List-Unsubscribe"]
    assert "Petraitė" not in text


@pytest.mark.parametrize("what", ["answered", "cancelled", "left", "unwished", "taken back"])
def test_nothing_is_sent_that_is_no_question_any_more(town, ring, activity, postbox, ona, what):
    number = ring.propose(activity)
    asked(town, postbox)
    work = {
        "left": lambda: actions.leave(ring.id, ona),
        "unwished": lambda: actions.wish(ring.id, ona, None, wants_mail=False),
        "taken back": lambda: proposals.take_back(number),
    }
    if what == "cancelled":
        town.change(activity, state=ActivityState.CANCELLED)
    elif what == "answered":
        ring.decline(number, ona)
    else:
        town.do(work[what])

    assert postbox.keep(town.letters(letters.TEMPLATE)) == []


def test_a_proposal_is_promised_without_anybodys_name(town, ring, activity):
    ring.propose(activity)
    (promise,) = [each for each in town.promises() if each.kind == proposals.ASKED]

    assert {type(value) for value in promise.payload.values()} == {int}
