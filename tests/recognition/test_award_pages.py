"""The studio pages that award: the owner may, the colleague may, the stranger finds nothing."""

import io
import re

import pytest
from sqlalchemy import select

from col_app.core.audit import AuditEntry
from col_app.core.db import db
from col_app.learning.organisers.models import Organiser
from col_app.learning.participation import actions as participation
from col_app.recognition.awards.models import Award
from col_app.recognition.badges.models import Badge
from col_app.recognition.batches import actions
from col_app.recognition.batches.models import Batch, Way
from col_app.recognition.groups.models import Group
from tests.people.browsers import token_of
from tests.recognition.studio import Studio


@pytest.fixture
def here(badge):
    return f"/studio/badges/{badge}"


def awarded(town, badge):
    query = select(Award.person_id).where(Award.badge_id == badge).order_by(Award.id)
    return town.do(lambda: list(db.session.scalars(query)))


def upload(visitor, here, text):
    token = token_of(visitor.get(f"{here}/award"))
    data = text if isinstance(text, bytes) else text.encode()
    file = (io.BytesIO(data), "people.csv")
    return visitor.post(f"{here}/award", {"csrf_token": token, "file": file})


def test_every_page_opens_for_the_organiser(rasa, here):
    tails = ("/award", "/awards", "/claims", "/requirements")
    pages = [rasa.get(here + tail) for tail in tails] + [rasa.get("/studio/tokens")]

    assert [page.status_code for page in pages] == [200] * 5


def test_the_list_of_badges_leads_to_awarding(rasa, here):
    page = rasa.get("/studio/badges").text

    assert f'href="{here}/award"' in page
    assert f'href="{here}/awards"' in page


def test_a_stranger_among_organisers_finds_nothing(town, rasa, here, badge):
    other = select(Organiser.id).order_by(Organiser.id.desc()).limit(1).scalar_subquery()
    town.do(lambda: setattr(db.session.get_one(Badge, badge), "organiser_id", other))
    tails = ("/award", "/awards", "/claims", "/requirements", "/slips-1.pdf")

    assert {rasa.get(here + tail).status_code for tail in tails} == {404}


def test_the_city_team_awards_all_badges_of_its_city(town, here):
    team = town.visitor(town.person("Egle", "city"))

    assert team.get(f"{here}/award").status_code == 200


def test_a_draft_is_refused_with_a_sentence(town, rasa, here, badge):
    town.do(lambda: setattr(db.session.get_one(Badge, badge), "published_at", None))
    answer = rasa.fill(f"{here}/claims", f"{here}/award", emails="a@b.example")

    assert answer.status_code == 409
    assert "This badge is a draft or was retired" in answer.text


@pytest.mark.parametrize("name", ["Draft Diver", ""])
def test_a_badge_that_was_never_published_opens_on_every_page(town, rasa, name):
    team = Studio(town, town.person("Egle", "city"))
    draft = team.begin()
    team.save(draft, name=name)
    tails = ("/award", "/awards", "/claims", "/requirements")
    pages = [team.browser.get(f"/studio/badges/{draft}{tail}") for tail in tails]

    assert [page.status_code for page in pages] == [200] * 4
    assert {(name or "Without a name yet") in page.text for page in pages} == {True}


def test_those_who_are_ticked_are_awarded(town, rasa, here, badge, keep_promises):
    activity = town.activity()
    people = [town.person(name) for name in ("Ona", "Jonas", "Ieva")]
    for each in people:
        town.do(lambda each=each: participation.join(activity, each))
    source = f"activity-{activity}"
    begun = rasa.fill(
        f"{here}/award/people?from={source}",
        f"{here}/award/people",
        **{"from": source, "person": [str(each) for each in people[:2]], "do": "award"},
    )
    keep_promises()

    assert (begun.status_code, sorted(awarded(town, badge))) == (303, people[:2])
    assert "2 of 2" in rasa.get(begun.location).text


def test_people_are_saved_as_a_group_and_found_again(town, rasa, here):
    activity, ona = town.activity(), town.person("Ona of the group")
    town.do(lambda: participation.join(activity, ona))
    source = {"from": f"activity-{activity}", "person": str(ona), "do": "save", "group": "Tuesday"}
    answer = rasa.fill(
        f"{here}/award/people?from=activity-{activity}", f"{here}/award/people", **source
    )
    page = rasa.get(answer.location).text
    town.do(lambda: [db.session.delete(each) for each in db.session.scalars(select(Group))])

    assert "Ona of the group" in page


def test_a_file_is_tried_before_anybody_is_awarded(town, rasa, here, badge, keep_promises):
    rows = '\ufeffE-mail;What\r\nova@csv.example;"Tied; three ""knots"""\r\n'
    page = upload(rasa, here, rows + "OVA@csv.example;again\r\nno address;x\r\na@b.example;x;y\r\n")
    keep_promises()

    assert [page.status_code, awarded(town, badge)] == [200, []]
    line = r"Line (\d+)</span> <span[^>]*>([^<]*)</span><br><span[^>]*>([^<]*)"
    assert re.findall(line, page.text) == [
        ("3", "OVA@csv.example", "This address stands in the list already."),
        ("4", "no address", "This is no e-mail address."),
        ("5", "a@b.example", "There are more than two columns."),
    ]
    assert "Tied; three &#34;knots&#34;" in page.text


def test_after_the_trial_one_button_awards(town, rasa, here, badge, keep_promises):
    page = rasa.fill(f"{here}/award", f"{here}/award", emails="one@list.example, two@list.example")
    batch = re.search(r'action="(/studio/batches/\d+)"', page.text)[1]
    rasa.post(batch, {"csrf_token": token_of(page)})
    keep_promises()

    assert 'the badge waits for them: <span class="num">2' in rasa.get(batch).text


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"a\x00b", b'"open', b""])
def test_what_is_no_table_is_refused_kindly(rasa, here, data):
    assert upload(rasa, here, data).status_code == 422


def test_a_batch_is_cancelled_by_a_button(town, rasa, here, keep_promises):
    page = rasa.fill(f"{here}/award", f"{here}/award", emails="never@list.example")
    batch = re.search(r'action="(/studio/batches/\d+)"', page.text)[1]
    rasa.post(batch, {"csrf_token": token_of(page), "_method": "DELETE"})
    keep_promises()

    assert "Cancelled" in rasa.get(batch).text


def test_an_award_is_revoked_with_a_reason_only(town, rasa, here, badge, keep_promises):
    ona = town.person("Ona Revoked")
    begin(town, badge, ona)
    keep_promises()
    listed = rasa.get(f"{here}/awards?q=ona+rev").text
    page = re.search(rf'href="({here}/awards/\w+/revocation)"', listed)[1]
    answers = [rasa.fill(page, page, reason=reason).status_code for reason in ("", "A mistake.")]

    assert answers == [422, 303]
    assert "Withdrawn" in rasa.get(f"{here}/awards").text


def begin(town, badge, person, by=None):
    def work():
        batch = actions.make(badge, Way.PEOPLE, by, [actions.Entry(person_id=person)])
        actions.start(batch)

    town.do(work)


def test_who_awards_themselves_stands_in_the_audit(town, badge, keep_promises):
    ona = town.person()
    begin(town, badge, ona, by=ona)
    keep_promises()
    query = select(AuditEntry.action).where(AuditEntry.actor_id == ona)

    assert "badge.awarded_to_oneself" in town.do(lambda: list(db.session.scalars(query)))


def test_the_list_of_awards_costs_the_same_for_one_and_for_three(
    town, rasa, here, badge, keep_promises, queries
):
    costs = []
    for _round in range(2):
        for _each in range(1 + len(costs)):
            begin(town, badge, town.person())
        keep_promises()
        with queries() as seen:
            rasa.get(f"{here}/awards")
        costs.append(len(seen))

    assert costs[0] == costs[1]


def test_a_batch_of_another_organiser_does_not_exist(town, here, badge, keep_promises):
    begin(town, badge, town.person())
    number = town.do(lambda: db.session.scalars(select(Batch.id).order_by(Batch.id.desc())).first())
    stranger = town.visitor(town.person("Vaiva", "organiser"))

    assert stranger.get(f"/studio/batches/{number}").status_code == 404
