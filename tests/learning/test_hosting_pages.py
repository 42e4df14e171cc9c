"""The organiser's page of an activity, and what others see of what was changed there."""

import icalendar
import pytest
from sqlalchemy import select

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.activities.models import Activity
from col_app.learning.hosting import actions
from col_app.learning.organisers.models import Organiser, OrganiserMember
from col_app.learning.participation import actions as participation
from tests.learning.telling import meet, shown, weekly
from tests.learning.town import DAY, HOUR
from tests.people.browsers import token_of

ONA, RASA = 10**9 + 2600, 10**9 + 2601


@pytest.fixture
def activity(town):
    starts = clock.now() + 10 * DAY
    made = town.activity(capacity=3, starts_at=starts, ends_at=starts + HOUR)
    town.do(lambda: participation.join(made, ONA).id)
    return made


@pytest.fixture
def desk(town):
    return town.visitor(town.organiser())


def home(activity):
    return f"/studio/activities/{activity}-knots"


def send(desk, activity, part, **fields):
    return desk.fill(home(activity), f"{home(activity)}/{part}", **fields)


def test_the_studio_leads_there(activity, desk):
    assert f'href="{home(activity)}"' in desk.get("/studio").text
    assert desk.get(home(activity)).status_code == 200


def test_places_are_changed_and_nonsense_is_kept(town, activity, desk):
    assert send(desk, activity, "places", capacity="5", asks_approval="1").status_code == 303
    assert town.read(activity, Activity.capacity, Activity.asks_approval) == (5, True)

    for odd in ("0", "-1", "many", "1" * 30, "٣"):
        answer = send(desk, activity, "places", capacity=odd)
        assert (answer.status_code, f'value="{odd}"' in answer.text) == (422, True)
    send(desk, activity, "places", capacity="")
    assert town.read(activity, Activity.capacity, Activity.asks_approval) == (None, False)


def test_fewer_places_than_people_are_refused_in_words(town, activity, desk):
    town.change(activity, taken_count=3)
    answer = send(desk, activity, "places", capacity="2")

    assert (answer.status_code, "More people have a place" in answer.text) == (409, True)


def test_closing_is_seen_and_reopened(town, activity, desk):
    send(desk, activity, "joining", _method="DELETE")
    assert "Joining is closed" in shown(town, activity)
    assert (
        "Nobody else can join"
        in town.visitor(town.person()).get(f"/activities/{activity}-knots/join").text
    )

    send(desk, activity, "joining")
    assert "Joining is closed" not in shown(town, activity)


def test_cancelling_needs_a_reason_which_the_page_then_tells(town, activity, desk):
    assert send(desk, activity, "cancellation", what="all").status_code == 422
    send(desk, activity, "cancellation", what="all", reason="The hall <burned> down.")

    text = shown(town, activity)
    assert "The hall &lt;burned&gt; down." in text
    assert "Mails leave at" in desk.get(home(activity)).text
    send(desk, activity, "cancellation", what="all", _method="DELETE")
    assert "burned" not in shown(town, activity)
    assert "Undone" in desk.get(home(activity)).text


def test_a_cancelled_meeting_is_marked_in_the_dates_and_the_calendar(town, desk):
    series = town.activity()
    meet(town, series, *weekly(clock.now().replace(microsecond=0) + DAY, 3))
    answer = send(desk, series, "cancellation", what="2", reason="The hall is cold.")
    assert answer.status_code == 303

    assert "The hall is cold." in shown(town, series)
    calendar = town.visitor().get(f"/activities/{series}-knots.ics").data
    entries = icalendar.Calendar.from_ical(calendar).walk("VEVENT")
    assert [e["status"] for e in entries] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert {e["sequence"] for e in entries} == {2}
    send(desk, series, "cancellation", what="2", _method="DELETE")
    assert "The hall is cold." not in shown(town, series)


def test_the_next_meeting_of_lists_is_one_that_takes_place(town, desk):
    series = town.activity("Zeppelinology weekly")
    first = clock.now().replace(microsecond=0) + DAY
    meet(town, series, *weekly(first, 2))
    search = f"/activities.json?q=zeppelinology&to={(first + DAY).date().isoformat()}"
    assert town.visitor().get(search).json["total"] == 1
    send(desk, series, "cancellation", what="1", reason="Fog.")

    assert town.visitor().get(search).json["total"] == 0


@pytest.mark.parametrize("what", ["0", "9", "x", "1e3", "9" * 40])
def test_odd_meetings_are_refused_kindly(activity, desk, what):
    answer = send(desk, activity, "cancellation", what=what, reason="Fog.")

    assert answer.status_code in (303, 422)


def test_messages_are_sent_twice_a_day_and_kept_when_refused(town, activity, desk):
    for words in ("One.", "Two."):
        assert send(desk, activity, "messages", words=words).status_code == 303
    answer = send(desk, activity, "messages", words="Three.")
    assert (answer.status_code, "Three." in answer.text) == (429, True)
    assert send(desk, activity, "messages", words=" ").status_code == 422
    assert send(desk, activity, "messages", words="x" * 2001).status_code == 422


PARTS = ("places", "joining", "cancellation", "messages")


def test_strangers_other_organisers_and_other_cities_change_nothing(town, towns, activity):
    other = town.person("Vaida", "organiser")
    second = select(Organiser.id).order_by(Organiser.id).offset(1).limit(1).scalar_subquery()
    town.do(lambda: db.session.add(OrganiserMember(organiser_id=second, person_id=other)))
    elsewhere = towns("cagliari")
    for visitor, code in (
        (town.visitor(other), 404),
        (town.visitor(town.person()), 403),
        (elsewhere.visitor(elsewhere.organiser()), 404),
    ):
        token = token_of(visitor.get("/check-in"))
        fields = {"csrf_token": token, "capacity": "9", "reason": "x", "words": "x", "what": "all"}
        sent = [visitor.post(f"{home(activity)}/{part}", fields).status_code for part in PARTS]
        assert (visitor.get(home(activity)).status_code, set(sent)) == (code, {code})

    assert town.read(activity, Activity.capacity, Activity.state) == (3, "published")


def test_what_is_over_is_shown_and_not_changed(town, activity, desk):
    past = clock.now() - DAY
    town.change(activity, starts_at=past - HOUR, ends_at=past)
    assert "Yes, cancel it" not in desk.get(home(activity)).text

    token = token_of(desk.get("/check-in"))
    fields = {"csrf_token": token, "capacity": "9", "reason": "x", "what": "all"}
    for part in ("places", "joining", "cancellation"):
        assert desk.post(f"{home(activity)}/{part}", fields).status_code == 303
    assert town.read(activity, Activity.capacity, Activity.state) == (3, "published")


def test_a_draft_has_no_such_page(town, desk):
    assert desk.get(home(town.activity(state="draft"))).status_code == 404


def test_the_page_costs_the_same_for_one_message_and_for_three(town, activity, desk, queries):
    counts = []
    for number in (1, 2):
        for _each in range(number):
            town.change(activity, contact="")
            town.do(lambda: _write(activity))
        with queries() as seen:
            desk.get(home(activity))
        counts.append(len(seen))

    assert counts[0] == counts[1]


def _write(activity):
    old = actions.Announcement(
        activity_id=activity, written_by=RASA, words="Old.", written_at=clock.now() - 9 * DAY
    )
    db.session.add(old)
