"""Answering, accepting, hiding, withdrawing; who may do what."""

import pytest
from sqlalchemy import select

from col_app.core.audit import AuditEntry
from col_app.core.db import db
from col_app.learning.organisers.models import Organiser
from col_app.recognition.badges.models import Badge
from col_app.recognition.endorsements import actions, moves
from col_app.recognition.endorsements.models import State
from tests.learning.postbox import text_of
from tests.recognition.endorsements.circle import COMMENT, FORM, OURS

OWN = "/passport/endorsements"


def decide(town, person, number, do):
    return town.visitor(person).fill(OWN, f"{OWN}/{number}", do=do)


def test_the_one_asked_reads_the_badge_and_endorses_it(town, ona, award, postbox):
    number = town.ask(award, ona)
    path, teacher = town.link(number), town.visitor()
    page = teacher.get(path).text
    answer = teacher.fill(path, path, **FORM)
    (mail,) = postbox.keep(town.letters(moves.ANSWERED))

    assert ["Do you remember me?" in page, "Tie three." in page] == [True, True]
    assert (answer.status_code, town.read_one(number).state) == (303, State.WRITTEN)
    assert mail["Subject"] == "Jonas Jonaitis endorses “Knots of Žvėrynas”"
    assert COMMENT in text_of(mail)


def test_nothing_is_public_before_it_is_accepted(town, ona, award, postbox):
    number = town.ask(award, ona)
    town.write(number)
    public, stranger = f"/endorsements/{town.read_one(number).public_id}", town.visitor()
    before = [stranger.get(each).status_code for each in (public, f"{public}.json")]
    unseen = COMMENT in stranger.get(f"/credentials/{award}").text
    decide(town, ona, number, "accept")
    (mail,) = postbox.keep(town.letters(moves.ACCEPTED))

    assert (before, unseen) == ([404, 404], False)
    assert [stranger.get(each).status_code for each in (public, f"{public}.json")] == [200, 200]
    assert COMMENT in stranger.get(f"/credentials/{award}").text
    assert town.link(number) in text_of(mail)


def test_an_organiser_endorses_in_its_own_name(town, ona, award, school):
    organiser, petras = school
    number = town.ask(award, ona, organiser=organiser)
    path, visitor = f"/studio/endorsements/{number}", town.visitor(petras)
    assert str(number) in visitor.get("/studio/endorsements").text
    answer = visitor.fill(path, path, do="write", comment=COMMENT)
    found = town.read_one(number)

    assert (answer.status_code, found.state, found.name) == (303, State.WRITTEN, "")
    assert found.answered_by == petras


def test_saying_no_needs_no_reason_and_is_told(town, ona, award, postbox):
    number = town.ask(award, ona)
    path = town.link(number)
    town.visitor().fill(path, path, do="decline")
    (mail,) = postbox.keep(town.letters(moves.ANSWERED))

    assert town.read_one(number).state is State.DECLINED
    assert "does not endorse it this time" in text_of(mail)
    assert "You said no." in town.visitor().get(path).text


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"comment": "Fine."}, "Write a sentence or two"),
        ({"comment": "x" * 2001}, "Use at most 2000 characters."),
        ({"name": " "}, "Give your name"),
        ({"name": "x" * 81}, "Use at most 80 characters."),
        ({"standing": "x" * 121}, "Use at most 120 characters."),
        ({"agrees": ""}, "Without this nobody may read your endorsement."),
    ],
)
def test_an_answer_with_faults_is_kept_in_the_form(town, ona, award, form, sentence):
    number = town.ask(award, ona)
    path = town.link(number)
    answer = town.visitor().fill(path, path, **{**FORM, **form})

    assert (answer.status_code, town.read_one(number).state) == (422, State.ASKED)
    assert sentence in answer.text
    assert form.get("comment", COMMENT) in answer.text


def test_what_is_rejected_is_forgotten(town, ona, award):
    number = town.ask(award, ona)
    town.write(number)
    decide(town, ona, number, "reject")
    found = town.read_one(number)

    assert (found.state, found.document, found.comment, found.name, found.email) == (
        State.REJECTED, None, "", "", None,
    )  # fmt: skip
    assert "It was not accepted" in town.visitor().get(town.link(number)).text


def test_what_is_withdrawn_is_gone_at_once_and_told(town, ona, award, postbox):
    public = town.accepted(award, ona)
    number, stranger = town.numbered(public), town.visitor()
    path = town.link(number)
    town.visitor().fill(path, path, do="withdraw")
    (mail,) = postbox.keep(town.letters(moves.WITHDRAWN))
    page = stranger.get(f"/endorsements/{public}")

    assert (page.status_code, "This endorsement was withdrawn" in page.text) == (410, True)
    assert ["Jonas" in page.text, stranger.get(f"/endorsements/{public}.json").status_code] == [
        False, 410,
    ]  # fmt: skip
    assert COMMENT not in stranger.get(f"/credentials/{award}").text
    assert "was withdrawn" in mail["Subject"]


def test_hidden_ones_are_seen_by_nobody_and_shown_again(town, ona, award):
    public = town.accepted(award, ona)
    number, stranger = town.numbered(public), town.visitor()
    seen = []
    for do in ("hide", "show"):
        decide(town, ona, number, do)
        codes = [
            stranger.get(f"/endorsements/{public}{tail}").status_code for tail in ("", ".json")
        ]
        seen.append((*codes, COMMENT in stranger.get(f"/credentials/{award}").text))

    assert seen == [(404, 404, False), (200, 200, True)]


def test_the_holder_puts_them_in_order(town, ona, award):
    first, second, third = (
        town.numbered(town.accepted(award, ona, email=f"t{n}@school.example")) for n in range(3)
    )
    decide(town, ona, third, "up")
    positions = {n: town.read_one(n).position for n in (first, second, third)}

    assert sorted(positions, key=positions.get) == [first, third, second]


def test_strangers_decide_nothing(town, ona, award):
    number = town.ask(award, ona)
    town.write(number)
    lina = town.person("Lina")
    answers = [decide(town, lina, number, do).status_code for do in ("accept", "reject", "hide")]

    assert (answers, town.read_one(number).state) == ([404] * 3, State.WRITTEN)
    assert decide(town, ona, number, "nonsense").status_code == 400


def test_only_those_who_act_for_the_one_asked_answer(town, ona, award, school):
    number = town.ask(award, ona, organiser=school[0])
    lina, jonas = town.person("Lina", "recogniser"), town.person("Jonas")
    path = f"/studio/endorsements/{number}"

    assert [town.visitor(each).get(path).status_code for each in (school[1], lina, jonas)] == [
        200, 404, 403,
    ]  # fmt: skip
    assert town.visitor().get(town.link(number)).status_code == 410


def test_nobody_answers_about_their_own_badge(town, badge, school):
    organiser, petras = school
    second = town.person("Second", "recogniser")
    add = db.text("insert into organiser_member (organiser_id, person_id) values (:o, :p)")
    town.do(lambda: db.session.execute(add, {"o": organiser, "p": second}))
    number = town.ask(town.award(badge, petras), petras, organiser=organiser)
    path = f"/studio/endorsements/{number}"

    assert [town.visitor(each).get(path).status_code for each in (petras, second)] == [404, 200]


def test_a_link_of_another_number_or_city_opens_nothing(town, ona, award, client):
    path = town.link(town.ask(award, ona))
    number, seal = path.rpartition("/")[2].split("-")
    forged = f"/endorse/{int(number) + 1}-{seal}"

    assert town.visitor().get(forged).status_code == 404
    assert client("cagliari").get(path).status_code == 404


def test_two_answers_at_once_are_one(town, ona, award):
    number = town.ask(award, ona)
    town.write(number)

    with pytest.raises(moves.MoveNotAllowedError):
        town.do(lambda: actions.decline(town.get(number)))
    with pytest.raises(moves.MoveNotAllowedError):
        town.write(number)


def test_a_badge_that_was_withdrawn_meanwhile_is_not_endorsed(town, ona, award):
    number = town.ask(award, ona)
    revoke = db.text("""update award set revoked_at = now(), revoked_because = 'x'
      where public_id = :id""")
    town.do(lambda: db.session.execute(revoke, {"id": award}))
    path = town.link(number)
    page = town.visitor().get(path).text

    assert 'name="comment"' not in page
    with pytest.raises(moves.MoveNotAllowedError):
        town.write(number)


def test_every_use_of_a_key_is_written_down(town, ona, award):
    number = town.ask(award, ona)
    town.write(number)
    action = AuditEntry.action == "endorsement.signed"
    query = select(AuditEntry.detail).where(action).order_by(AuditEntry.id.desc()).limit(1)
    detail = town.do(lambda: db.session.scalar(query))

    assert (detail["endorsement"], detail["key"][:4]) == (number, "z6Mk")


def test_an_organiser_asks_for_the_endorsement_of_a_badge(town, badge, rasa, school):
    path = f"/studio/badges/{badge}/endorsements"
    answer = rasa.fill(path, path, organiser=str(school[0]), words="Our pupils earn it.")
    number = town.do(lambda: db.session.scalar(db.text("select max(id) from endorsement")))
    town.write(number, OURS, school[1])
    hidden = COMMENT in town.visitor().get(f"/badges/{badge}-knots").text
    rasa.fill(path, f"{path}/{number}", do="accept")

    assert (answer.status_code, hidden) == (303, False)
    assert COMMENT in town.visitor().get(f"/badges/{badge}-knots").text


def test_a_draft_has_a_page_and_is_not_endorsed(town, rasa, school):
    draft = Badge(
        organiser_id=db.select(Organiser.id).order_by(Organiser.id).limit(1).scalar_subquery(),
        slug="x", layer="engage", shape="circle", palette="sun", icon="star", pattern="rings",
    )  # fmt: skip
    town.do(lambda: db.session.add(draft) or db.session.flush())
    number = town.do(lambda: db.session.scalar(db.select(db.func.max(Badge.id))))
    path = f"/studio/badges/{number}/endorsements"

    assert "Publish the badge first" in rasa.get(path).text
    assert rasa.fill("/check-in", path, organiser=str(school[0])).status_code == 409
    town.do(lambda: db.session.execute(db.delete(Badge).where(Badge.id == number)))


def test_badges_of_others_are_not_decided_about(town, badge, rasa, school):
    number = town.ask(badge, town.organiser("Rita"), organiser=school[0])
    path = f"/studio/badges/{badge}/endorsements"
    petras = town.visitor(town.person("Petras", "organiser"))

    assert (rasa.get(path).status_code, petras.get(path).status_code) == (200, 404)
    assert rasa.fill(path, f"/studio/badges/{badge + 1}/endorsements/{number}").status_code == 404


def test_an_endorsement_of_a_badge_stands_beside_its_awards(town, badge, award, rasa, school):
    number = town.ask(badge, town.organiser("Rita"), organiser=school[0])
    town.write(number, OURS, school[1])
    town.accept(number, school[1])

    assert "About the badge itself" in town.visitor().get(f"/credentials/{award}").text


@pytest.mark.parametrize("page", [OWN, "/credentials"])
def test_pages_cost_the_same_with_one_and_with_three(town, ona, award, queries, page):
    address = f"/credentials/{award}" if page == "/credentials" else page
    visitor, counts = town.visitor(ona), []
    for batch in (1, 2):
        for number in range(batch):
            town.accepted(award, ona, email=f"t{batch}{number}@school.example")
        visitor.get(address)
        with queries() as seen:
            visitor.get(address)
        counts.append(len(seen))

    assert counts[0] == counts[1]
