"""What the page of an activity tells beside its title and its story."""

import re

import pytest
from sqlalchemy.exc import IntegrityError

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.participation import actions as participation
from tests.learning.telling import shown, team_up, tell
from tests.learning.town import DAY, HOUR

ROOM = "https://meet.example.org/knots"
FACT = re.compile(r"<dt>([^<]*)</dt><dd>(.*?)</dd>", re.DOTALL)


def facts(text):
    """The facts of a page, without markup."""
    return {name: re.sub(r"<[^>]+>", "", value).strip() for name, value in FACT.findall(text)}


def test_all_facts_stand_at_a_glance(town):
    activity = town.activity(
        type="sport", learning_kind="in_work", format="both", reach="neighbourhood",
        age_min=14, age_max=19, languages=["lt", "en"], access=["quiet-room"], sdgs=[13, 4],
    )  # fmt: skip

    told = facts(shown(town, activity))

    goals = told.pop("Sustainable Development Goals it serves")
    assert goals == "4Goal 4: Quality education13Goal 13: Climate action"
    assert told["Accessibility"].startswith("Quiet room")
    del told["Accessibility"]
    assert told == {
        "Type": "Sport",
        "Kind of learning": "In work: learning on the job",
        "Format": "Online and at a place",
        "Meant for": "People of the neighbourhood",
        "Age": "Ages 14 to 19",
        "Languages": "Lithuanian, English",
    }


def test_what_is_not_known_is_left_out_and_missing_access_is_said(town):
    online = town.activity(format="online", place_id=None)

    told = facts(shown(town, online))

    assert told["Accessibility"] == "No access facts given yet: ask the organiser"
    assert told.keys() & {"Languages", "Sustainable Development Goals it serves"} == set()


def test_outcomes_and_what_to_bring_stand_in_the_language_of_the_text(town):
    activity = town.activity(lang="lt")
    tell(town, activity, "lt", outcomes=["Moki rišti mazgą."], bring="Virvę.", cost_note="Be PVM.")

    text = shown(town, activity)

    assert re.search(r'<ul class="ticks" lang="lt" dir="auto">.*Moki rišti mazgą\.', text)
    assert re.search(r'<div class="prose" lang="lt" dir="auto"><p>Virvę\.', text)
    assert re.search(r'lang="lt" dir="auto">Be PVM\.', text)


def test_nothing_is_said_of_outcomes_that_nobody_wrote(town):
    text = shown(town, town.activity())

    assert "What you can do afterwards" not in text
    assert "What to bring" not in text


def test_every_organiser_is_named(town):
    activity = town.activity()

    partner = team_up(town, activity)

    assert f'href="/organisers/{partner}-' in shown(town, activity)


def test_an_activity_stands_on_the_page_of_each_of_its_organisers(town):
    activity = town.activity("Zeppelinology", starts_at=clock.now() + HOUR / 60)

    partner = team_up(town, activity)

    page = town.visitor().get(f"/organisers/{partner}", follow_redirects=True)
    assert "Zeppelinology" in page.text


def test_questions_go_to_the_contact_else_to_the_organiser(town):
    asked = shown(town, town.activity(contact="knots@example.org"))
    unasked = shown(town, town.activity())

    assert 'href="mailto:knots@example.org"' in asked
    assert "Ask the organiser" in unasked


def test_booking_elsewhere_is_offered_while_it_is_open(town):
    now, page = clock.now(), "https://example.org/book"
    coming = shown(town, town.activity(booking_url=page))
    over = town.activity(booking_url=page, starts_at=now - DAY, ends_at=now - HOUR)

    assert f'href="{page}">' in coming
    assert page not in re.sub(r"<script.*?</script>", "", shown(town, over), flags=re.DOTALL)


def test_the_online_room_is_shown_to_those_who_joined_alone(town):
    activity, person = town.activity(format="both", online_url=ROOM), town.person()
    before = shown(town, activity, person)

    town.do(lambda: participation.join(activity, person))

    assert ROOM not in before
    assert ROOM not in shown(town, activity)
    assert f'href="{ROOM}"' in shown(town, activity, person)


def test_an_online_room_is_promised_where_there_is_one(town):
    promise = "Those who have joined find the link to the online room here."

    assert promise in shown(town, town.activity(format="both", online_url=ROOM))
    assert promise not in shown(town, town.activity(format="online", place_id=None))


def test_an_online_activity_tells_its_time_zone(town):
    online = town.activity(format="online", place_id=None)

    assert "Eastern European Time" in shown(town, online)
    assert "Eastern European Time" not in shown(town, town.activity())


@pytest.mark.parametrize(
    ("ahead", "words"), [(HOUR / 2, "Starts soon"), (-HOUR / 2, "Running now")]
)
def test_the_clock_has_a_word_for_it(town, ahead, words):
    start = clock.now() + ahead
    activity = town.activity(starts_at=start, ends_at=start + HOUR)
    later = town.activity(starts_at=start + DAY, ends_at=start + DAY + HOUR)

    assert f">{words}</span>" in shown(town, activity)
    assert f">{words}</span>" not in shown(town, later)


def test_a_cancelled_activity_neither_runs_nor_starts(town):
    assert "Starts soon" not in shown(town, town.activity(state="cancelled"))


def test_it_can_be_shared_without_an_account_and_without_a_script(town):
    activity = town.activity("Knots & more")

    text = shown(town, activity)

    address = f"http://vilnius.{town.app.settings.base_domain}/activities/{activity}-knots"
    assert re.search(r'href="mailto:\?subject=Knots%20%26%20more&amp;body=http%3A%2F%2F', text)
    assert f'<a class="break" href="{address}">' in text


def test_it_has_a_picture_of_its_own_for_those_who_show_the_link(town):
    path = f"/activities/{town.activity()}-knots"
    text = town.visitor().get(path).text

    picture = town.visitor().get(f"{path}/cover.png")

    assert f'{path}/cover.png"' in re.search(r'<meta property="og:image"[^>]*>', text)[0]
    assert (picture.mimetype, picture.data[:4]) == ("image/png", b"\x89PNG")
    assert picture.headers["Cache-Control"] == "public, max-age=86400"


@pytest.mark.parametrize("columns", [{"state": "draft"}, None])
def test_what_nobody_may_see_has_no_picture(town, columns):
    number = town.activity(**columns) if columns else 10**15

    assert town.visitor().get(f"/activities/{number}-knots/cover.png").status_code == 404


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"sdgs": [18]}, "ck_activity_sdgs"),
        ({"booking_url": "javascript:alert(1)"}, "ck_activity_booking_url_form"),
        ({"online_url": "ftp://example.org"}, "ck_activity_online_url_form"),
        ({"contact": "knots"}, "ck_activity_contact_form"),
        ({"sessions_count": 0}, "ck_activity_meets_at_least_once"),
    ],
)
def test_the_database_refuses_what_makes_no_sense(town, columns, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        town.activity(**columns)


def test_an_unknown_reach_is_refused(town):
    activity = town.activity()

    def work():
        db.session.connection().exec_driver_sql(
            f"update activity set reach = 'moon' where id = {activity}"
        )

    with pytest.raises(IntegrityError, match="ck_activity_reach"):
        town.do(work)
