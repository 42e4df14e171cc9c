"""Badges from a draft to a version, and what happens to the versions that people hold."""

import re

import pytest
from sqlalchemy import delete, text
from sqlalchemy.exc import IntegrityError

from col_app.core.db import db
from col_app.recognition.awards import actions as awards
from col_app.recognition.awards import queries as awarded
from col_app.recognition.awards.expiry import ends_at
from col_app.recognition.awards.models import Award
from col_app.recognition.badges import queries as badges
from col_app.recognition.badges.models import Badge, BadgeDraft
from col_app.recognition.definitions import views
from tests.learning.town import Town
from tests.recognition.studio import Studio


@pytest.fixture
def town(app):
    found = Town(app, "vilnius")
    last = found.do(lambda: db.session.scalar(text("select coalesce(max(id), 0) from badge")))
    yield found
    found.do(lambda: db.session.execute(delete(Award).where(Award.badge_id > last)))
    found.do(lambda: db.session.execute(delete(Badge).where(Badge.id > last)))
    app.directory.changed("vilnius")
    found.forget()


@pytest.fixture
def rasa(town):
    return Studio(town, town.organiser())


def give(town, badge, person):
    """Award the badge; its credential's public id."""
    return town.do(lambda: awards.award(badges.by_id(badge), person).public_id)


def test_a_draft_is_seen_by_its_team_alone(town, rasa):
    badge = rasa.begin()
    colleague = Studio(town, town.organiser("Tomas"))
    stranger = Studio(town, town.person("Zita", "organiser"))
    team = Studio(town, town.person("Vida", "city"))
    address = f"/studio/badges/{badge}"
    seen = [each.browser.get(address).status_code for each in (rasa, colleague, team, stranger)]

    assert seen == [200, 200, 200, 404]
    assert town.visitor(None).get(f"/badges/{badge}-street-reporter").status_code == 404


def test_publishing_makes_version_one_with_all_it_says(town, rasa):
    badge = rasa.whole(hours="1.5", valid_months="12")
    published = rasa.publish(badge)
    row = town.do(lambda: badges.by_id(badge))

    assert published.location == f"/badges/{badge}-street-reporter"
    assert (row["version"], row["workload_minutes"], row["valid_months"]) == (1, 90, 12)
    assert rasa.draft(badge) is None
    page = town.visitor(None).get(f"{published.location}?lang=en").text
    assert "For 1 year" in page


def test_what_is_missing_is_named_and_linked(rasa):
    badge = rasa.begin()
    rasa.save(badge, description="", criteria="")
    refused = rasa.publish(badge)

    assert refused.status_code == 422
    assert re.findall(r"#(f-\w+)", refused.text) == ["f-description", "f-criteria", "f-find"]


def test_a_new_version_leaves_what_somebody_holds_as_it_was(town, rasa):
    badge, ona = rasa.whole(), town.person()
    rasa.publish(badge)
    public_id, first = give(town, badge, ona), rasa.row(badge, Badge.public_id)[0]
    visitor = town.visitor(None)
    picture = visitor.get(f"/badges/{first}/image.png").data
    rasa.save(badge, name="City Reporter", palette="sea")
    rasa.publish(badge)
    held, now = (town.do(lambda w=w: w()) for w in (
        lambda: badges.of_award(public_id), lambda: badges.by_id(badge)
    ))  # fmt: skip

    assert (held["version"], held["texts"]["lt"]["name"]) == (1, "Street Reporter")
    assert (now["version"], now["texts"]["lt"]["name"]) == (2, "City Reporter")
    assert now["public_id"] != first
    assert visitor.get(f"/badges/{first}/image.png").data == picture
    assert visitor.get(f"/badges/{now['public_id']}/image.png").data != picture
    assert visitor.get(f"/badges/{first}").location == f"/badges/{badge}-city-reporter?version=1"
    assert "Street Reporter" in visitor.get(f"/badges/{badge}-city-reporter?version=1").text
    assert "Street Reporter" in visitor.get(f"/credentials/{public_id}").text


def test_the_check_says_who_holds_what_and_what_changes(town, rasa):
    badge = rasa.whole()
    rasa.publish(badge)
    give(town, badge, town.person())
    rasa.save(badge, palette="sea")
    page = rasa.browser.get(f"/studio/badges/{badge}/publication?lang=en").text

    assert "1 person holds an earlier version and keeps it as it is." in page
    assert "<li>Picture</li>" in page
    assert "<li>Texts</li>" not in page


@pytest.mark.parametrize(
    "change",
    ["update badge_version set contents = '{}'", "update badge_task set position = position + 1"],
)
def test_the_database_refuses_to_change_a_version(town, rasa, change):
    badge = rasa.whole(task="0", **{"task-0": "Talk to a neighbour."})
    rasa.publish(badge)

    with pytest.raises(IntegrityError):
        town.do(lambda: db.session.execute(text(f"{change} where badge_id = {badge}")))


def test_tasks_are_rows_of_their_version_in_order(town, rasa):
    badge = rasa.whole(
        task=["0", "1"],
        **{"task-0": "Talk to a neighbour.", "verified-0": "peers", "peers-0": "2"},
        **{"task-1": "Cut it.", "evidence-1": "file"},
    )
    rasa.publish(badge)
    found = town.do(lambda: badges.tasks(badge, 1))

    assert [(t["texts"]["lt"], t["evidence"], t["verified_by"], t["peers"]) for t in found] == [
        ("Talk to a neighbour.", "text", "peers", 2),
        ("Cut it.", "file", "organiser", None),
    ]


def test_an_award_of_a_badge_that_ends_says_when(town, rasa):
    badge = rasa.whole(valid_months="12")
    rasa.publish(badge)
    public_id = give(town, badge, town.person())
    award = town.do(lambda: awarded.document(public_id))
    given = town.do(lambda: awarded.by_public_id(public_id).awarded_at)

    assert ends_at(award).year == given.year + 1


def test_a_retired_badge_is_given_no_more_and_what_is_held_stays(town, rasa):
    badge = rasa.whole()
    rasa.publish(badge)
    public_id = give(town, badge, town.person())
    rasa.post(f"/studio/badges/{badge}/publication", f"/studio/badges/{badge}", _method="DELETE")
    visitor = town.visitor(None)

    assert (
        "This badge is given no more."
        in visitor.get(f"/badges/{badge}-street-reporter?lang=en").text
    )
    assert visitor.get(f"/credentials/{public_id}").status_code == 200


def test_withdrawing_the_first_draft_deletes_the_badge(town, rasa):
    badge = rasa.begin()
    rasa.post(f"/studio/badges/{badge}/draft", f"/studio/badges/{badge}", _method="DELETE")

    assert rasa.browser.get(f"/studio/badges/{badge}").status_code == 404


def test_withdrawing_a_later_draft_leaves_the_version(rasa):
    badge = rasa.whole()
    rasa.publish(badge)
    rasa.save(badge, name="Something else")
    rasa.post(f"/studio/badges/{badge}/draft", f"/studio/badges/{badge}", _method="DELETE")

    assert rasa.draft(badge) is None
    assert rasa.row(badge, Badge.version, Badge.slug) == (1, "street-reporter")


def test_what_was_published_while_one_looked_is_not_published_unseen(town, rasa):
    badge = rasa.whole()
    page = rasa.browser.get(f"/studio/badges/{badge}/publication")
    seen = re.search(r'name="revision" value="(\d+)"', page.text)[1]
    rasa.save(badge, name="Something else")
    rasa.post(f"/studio/badges/{badge}/publication", revision=seen)

    assert rasa.row(badge, Badge.published_at)[0] is None


def test_the_list_costs_the_same_for_one_and_for_three(rasa, queries, monkeypatch):
    for number in range(3):
        rasa.begin(f"Badge {number}")
    rasa.browser.get("/studio/badges")
    costs = {}
    for size in (1, 3):
        monkeypatch.setattr(views, "PAGE_SIZE", size)
        with queries() as seen:
            assert rasa.browser.get("/studio/badges").text.count("card--flat") == size
        costs[size] = len(seen)

    assert costs[1] == costs[3]


def test_drafts_are_gone_with_their_badge(town, rasa):
    badge = rasa.begin()
    town.do(lambda: db.session.execute(delete(Badge).where(Badge.id == badge)))

    assert town.do(lambda: db.session.get(BadgeDraft, badge)) is None
