"""Recognition statements: who may write them, where they stand, and what they say to a learner."""

import datetime as dt
import re

import pytest
from sqlalchemy import delete, select, text

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.organisers.models import Organiser
from col_app.recognition.awards import actions as awards
from col_app.recognition.badges import queries as badges
from col_app.recognition.statements import actions, queries
from col_app.recognition.statements.models import Statement, StatementState
from tests.learning.town import Town
from tests.recognition.awarding import at_once

TITLE = "We count it as three lessons of craft"
STUDIO = "/studio/statements"


@pytest.fixture
def town(app):
    town = Town(app, "vilnius")
    yield town
    town.do(lambda: db.session.execute(delete(Statement).where(Statement.slug.like("we-count%"))))
    town.forget()


@pytest.fixture
def rasa(town):
    """Somebody who acts for the first organiser, which the city has checked."""
    town.do(lambda: setattr(first_organiser(), "verified_at", clock.now()))
    return town.organiser()


def first_organiser():
    return db.session.scalars(select(Organiser).order_by(Organiser.id).limit(1)).one()


def some_badges(number):
    return db.session.scalars(
        text("select id from badge where published_at is not null order by id limit :n"),
        {"n": number},
    ).all()


def statement(town, *, needed=1, number=1, publishes=True, **more):
    """The id of a statement about the first badges."""

    def work():
        texts = {"en": (TITLE, "Bring the badge to the office.")}
        content = actions.Content(texts, needed, badge_ids=some_badges(number), **more)
        made = actions.write(first_organiser().id, content, 1)
        if publishes:
            actions.publish(made, 1)
        return made.id

    return town.do(work)


def hold(town, person, number):
    """The person holds the first badges."""
    town.do(lambda: [awards.award(badges.by_id(b), person) for b in some_badges(number)])


def form(town, **more):
    organiser = town.do(lambda: first_organiser().id)
    badge = str(town.do(lambda: some_badges(1))[0])
    asked = {"organiser": organiser, "title-en": TITLE, "body-en": "At the office."}
    return {**asked, "needed": "1", "badge": badge, "do": "keep", **more}


def state(town, number):
    return town.do(lambda: db.session.get_one(Statement, number).state)


def test_a_statement_goes_from_draft_to_published_to_ended(town, rasa):
    me = town.visitor(rasa)
    made = me.fill(f"{STUDIO}/new", STUDIO, **form(town)).location
    number = int(made.rpartition("/")[2])
    page = f"/statements/{number}-we-count-it-as-three-lessons-of-craft"
    seen = [(state(town, number), town.visitor().get(page).status_code)]
    for step in ({}, {"_method": "DELETE"}):
        me.fill(f"{STUDIO}/new", f"{made}/publication", **step)
        seen.append((state(town, number), town.visitor().get(page).status_code))

    assert seen == [("draft", 404), ("published", 200), ("ended", 200)]
    assert "This is granted no more" in town.visitor().get(page).text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title-en": "", "body-en": ""}, "Write it in one language at least."),
        ({"body-en": ""}, "Write both, or leave both empty."),
        ({"needed": "many"}, "Give a number, for example 1."),
        ({"needed": "2"}, "You ask for more badges than you name."),
        ({"badge": ""}, "Say what counts: badges, skills or a layer."),
        ({"from_on": "2027-05-02", "until_on": "2027-05-01"}, "It cannot end before it begins."),
        ({"until_on": "soon"}, "Give the day as year-month-day"),
        ({"organiser": "0"}, "Choose who makes this statement."),
        ({"title-en": "x" * 121}, "Use at most 120 characters."),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_the_form_is_kept(town, rasa, wrong, sentence):
    answer = town.visitor(rasa).fill(f"{STUDIO}/new", STUDIO, **form(town, **wrong))

    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert "body-en" in wrong or "At the office." in answer.text


def test_looking_for_badges_keeps_the_form(town, rasa):
    name = town.do(lambda: next(iter(badges.by_ids(some_badges(1))[0]["names"].values())))
    asked = form(town, do="find", words=name, badge="")
    answer = town.visitor(rasa).fill(f"{STUDIO}/new", STUDIO, **asked)

    number = town.do(lambda: some_badges(1))[0]
    assert answer.status_code == 200
    assert f'name="badge" value="{number}"' in answer.text
    assert TITLE in answer.text


def test_owner_and_colleague_may_a_stranger_and_a_learner_may_not(town, rasa):
    path = f"{STUDIO}/{statement(town)}"
    other = town.person("Lina", "organiser")
    people = (rasa, town.organiser("Vaiva"), other, town.person("Ona"))

    answers = [town.visitor(person).get(path).status_code for person in people]
    assert (answers, town.visitor().get(path).status_code) == ([200, 200, 404, 403], 302)


def test_a_stranger_among_recognisers_changes_nothing(town, rasa):
    number = statement(town)
    lina = town.visitor(town.person("Lina", "recogniser"))
    token = {"_method": "DELETE"}

    # the only form she sees is the one that signs her out
    answer = lina.fill(STUDIO, f"{STUDIO}/{number}/publication", **token)
    assert (answer.status_code, state(town, number)) == (404, "published")


def test_who_is_not_checked_by_the_city_keeps_a_draft(town, rasa):
    number = statement(town, publishes=False)
    town.do(lambda: setattr(first_organiser(), "verified_at", None))
    me = town.visitor(rasa)
    answer = me.fill(f"{STUDIO}/{number}", f"{STUDIO}/{number}/publication")

    assert (answer.status_code, state(town, number)) == (303, "draft")
    assert "The city checks who you are" in me.get(answer.location).text


def test_what_is_published_cannot_be_changed(town, rasa):
    number = statement(town)
    town.visitor(rasa).fill(f"{STUDIO}/new", f"{STUDIO}/{number}", **form(town, needed="1"))

    with pytest.raises(actions.NotADraftError):
        town.do(lambda: actions.discard(db.session.get_one(Statement, number)))


def test_of_eight_who_publish_at_once_one_does(town, rasa):
    number = statement(town, publishes=False)

    def publish(_):
        def work():
            try:
                actions.publish(db.session.get_one(Statement, number), rasa)
            except actions.NotADraftError:
                return False
            return True

        return town.do(work)

    assert sorted(at_once(publish, range(8))) == [False] * 7 + [True]


def test_it_stands_on_the_pages_of_badge_skill_organiser_and_in_the_list(town, rasa):
    skill = town.do(
        lambda: db.session.execute(
            text(
                "select s.id, s.slug, x.badge_id from badge_skill x join skill s on s.id = skill_id"
            )
        ).first()
    )
    number = statement(town, skill_ids=[skill.id])
    organiser = town.do(lambda: first_organiser().id)
    paths = (f"/badges/{skill.badge_id}", f"/skills/{skill.slug}", f"/organisers/{organiser}")
    pages = [follow(town.visitor(), path) for path in (*paths, "/statements")]

    assert [f'href="/statements/{number}-' in page.text for page in pages] == [True] * 4


def follow(visitor, path):
    answer = visitor.get(path)
    return visitor.get(answer.location) if answer.status_code == 308 else answer


def test_what_is_over_stands_on_no_other_page(town, rasa):
    yesterday = clock.now().date() - dt.timedelta(days=2)
    number = statement(town, until_on=yesterday)

    assert f"/statements/{number}-" not in town.visitor().get("/statements").text


@pytest.mark.parametrize(
    ("held", "heading"),
    [(0, "You could begin"), (1, "You are on the way"), (2, "You have what it takes")],
)
def test_a_learner_reads_what_counts_and_what_is_missing(town, rasa, held, heading):
    number = statement(town, needed=2, number=3)
    ona = town.person()
    hold(town, ona, held)
    page = town.visitor(ona).get("/passport/recognition").text
    at = page.index(f'href="/statements/{number}-')
    before = re.findall(r"<h2[^>]*>([^<]+)</h2>", page[:at])[-1]

    assert before == heading
    assert ("Still missing: 1 more badge" in page[at : page.index("</article>", at)]) == (held == 1)


def test_a_withdrawn_badge_counts_no_more(town, rasa):
    number, ona = statement(town), town.person()
    hold(town, ona, 1)
    counted = [town.do(lambda: queries.by_id(number, ona)["held_count"])]
    town.do(lambda: db.session.execute(text(
        "update award set revoked_at = now(), revoked_because = 'x' where person_id = :p"
    ), {"p": ona}))  # fmt: skip
    counted.append(town.do(lambda: queries.by_id(number, ona)["held_count"]))

    assert counted == [1, 0]


def test_a_layer_narrows_what_counts(town, rasa):
    layers = town.do(
        lambda: dict(db.session.execute(text("select layer, min(id) from badge group by 1")).all())
    )
    layer, badge = next(iter(layers.items()))
    other = next(each for each in ("engage", "participate", "demonstrate") if each != layer)
    numbers = [statement(town, number=50, layer=each) for each in (layer, other)]

    found = town.do(lambda: [row["id"] for row in queries.for_badge(badge, 100)])
    assert [number in found for number in numbers] == [True, False]


def test_the_passport_leads_there(town):
    assert 'href="/passport/recognition"' in town.visitor(town.person()).get("/passport").text


@pytest.mark.parametrize("path", ["/statements", "/passport/recognition", STUDIO])
def test_one_statement_costs_as_many_queries_as_three(town, rasa, queries, path):
    counts, me = [], town.visitor(rasa)
    for more in (1, 2):
        for _ in range(more):
            statement(town)
        me.get(path)
        with queries() as seen:
            me.get(path)
        counts.append(len(seen))

    assert counts[0] == counts[1]


def test_another_city_sees_nothing_of_it(app, town, rasa):
    statement(town)

    assert Town(app, "cagliari").visitor().get("/statements").text.count(TITLE) == 0


def test_the_database_holds_the_states(town, rasa):
    number = statement(town, publishes=False)
    wrong = text("update statement set state = :state where id = :id")
    with pytest.raises(Exception, match="published_once"):
        town.do(
            lambda: db.session.execute(wrong, {"id": number, "state": StatementState.PUBLISHED})
        )


def test_a_skill_shows_statements_that_name_it_and_those_that_name_its_badges_and_says_which(town):
    by_badge = statement(town)
    any_badge = statement(town, number=0, layer="engage")
    skill, slug, name = town.do(
        lambda: db.session.execute(
            text("""select s.id, s.slug, i.name from badge_skill k join skill s on s.id = k.skill_id
              join badge_i18n i on i.badge_id = k.badge_id and i.lang = 'lt'
              where k.badge_id = :badge order by s.id limit 1"""),
            {"badge": some_badges(1)[0]},
        ).one()
    )
    named = statement(town, number=0, skill_ids=[skill])
    page = town.visitor().get(f"/skills/{slug}?lang=lt").text
    shown = {int(number) for number in re.findall(r'href="/statements/(\d+)-', page)}

    assert shown & {by_badge, any_badge, named} == {by_badge, named}
    assert town.do(lambda: list(queries.showing(skill, [by_badge, named])[named])) == []
    assert f"„{name}“, rodantis šį įgūdį" in page
