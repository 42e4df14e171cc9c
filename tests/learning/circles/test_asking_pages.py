"""What pages show of a circle that is asked to come along, and what they cost."""

from col_app.core import clock
from col_app.learning.participation import actions as participation
from col_app.learning.participation import queries as participations
from tests.learning.circles.ring import Ring, page_of
from tests.learning.town import DAY, HOUR


def test_one_asks_the_other_says_yes_and_both_see_it(town, ring, ruta, ona, activity):
    page, asks = page_of(activity), town.visitor(ruta)
    town.do(lambda: participation.join(activity, ruta) and None)
    assert "Ask “Saturday people” to come along" in asks.get(page).text
    answer = asks.fill(page, f"{page}/proposals", circle=ring.public_id)
    other = town.visitor(ona)

    assert "1 of 2 from your circle comes" in other.get(page).text
    assert "1 question for you" in other.get("/passport").text
    back = other.fill(page, answer.location, answer="yes", next=page).location
    shown = other.get(back).text
    assert "2 of 2 from your circle come" in shown
    assert "You have a place" in shown
    assert "question for you" not in other.get("/passport").text
    other.fill(ring.home, answer.location, answer="no")
    assert "You said: not this time." in other.get(ring.home).text
    assert "Rūta P. asks the circle to come along." in other.get(ring.home).text


def test_who_took_part_already_has_nothing_to_answer(town, ring, ona, activity):
    number = ring.propose(activity)
    ring.come(number, ona)
    town.do(lambda: participation.complete(participations.of_person(ona, activity)))
    path = f"{ring.home}/proposals/{number}"
    visitor = town.visitor(ona)
    page = visitor.get(path).text

    assert ("You took part" in page, 'name="answer"' in page) == (True, False)
    assert visitor.fill(ring.home, path, answer="no").status_code == 303
    assert "You have taken part already" in visitor.get(path).text
    assert ring.asked(number, ona)["answer"]


def test_whom_the_organiser_accepts_is_led_to_the_form(town, ring, ona, activity):
    town.change(activity, asks_approval=True)
    number = ring.propose(activity)
    path = f"{ring.home}/proposals/{number}"

    assert town.visitor(ona).fill(path, path, answer="yes").location == f"{page_of(activity)}/join"


def test_only_who_asked_and_the_keeper_take_a_question_back(town, ring, ona, ruta, jonas, activity):
    ring.join(jonas)
    number = ring.propose(activity, ona)
    path = f"{ring.home}/proposals/{number}"

    assert town.visitor(jonas).fill(path, path, _method="DELETE").status_code == 404
    assert town.visitor(ona).fill(path, path, _method="DELETE").status_code == 303
    number = ring.propose(activity, ona)
    path = f"{ring.home}/proposals/{number}"
    assert town.visitor(ruta).fill(path, path, _method="DELETE").location == ring.home


def test_odd_answers_are_refused(town, ring, ona, activity):
    path = f"{ring.home}/proposals/{ring.propose(activity)}"
    visitor = town.visitor(ona)

    assert visitor.fill(path, path, answer="maybe").status_code == 400
    assert visitor.get(f"{ring.home}/proposals/0").status_code == 404


def test_what_lies_behind_says_so(town, ring, ona, activity):
    number = ring.propose(activity)
    ring.come(number, ona)
    town.change(activity, starts_at=clock.now() - HOUR)
    path, visitor = f"{ring.home}/proposals/{number}", town.visitor(ona)

    assert "there is nothing to answer any more" in visitor.get(path).text
    assert "1 of 2 from your circle was in" in visitor.get(ring.home).text
    answer = visitor.fill("/circles/new", path, answer="no")
    assert "there is nothing to answer any more" in visitor.get(answer.location).text


def test_strangers_and_those_without_a_circle_see_nothing_at_an_activity(
    town, ring, jonas, activity, queries
):
    costs = []
    for person in (None, jonas, ring.keeper):
        visitor = town.visitor(person)
        visitor.get(page_of(activity))
        with queries() as seen:
            page = visitor.get(page_of(activity)).text
        assert ("With your circle" in page) == (person == ring.keeper)
        costs.append(sum("circle" in str(each) for each in seen))

    assert costs == [0, 1, 1]


def test_pages_cost_the_same_for_one_and_for_three(town, ruta, ona, jonas, activity, queries):
    costs = []
    for size in (1, 3):
        people = [town.person(f"Friend {number}") for number in range(size)]
        rings = [Ring(town, ruta, ona, *people) for _ in range(size - (len(costs) > 0))]
        starts = clock.now() + DAY
        for _each in range(size):
            rings[0].propose(town.activity(starts_at=starts, ends_at=starts + HOUR))
        rings[0].propose(activity)
        visitor = town.visitor(ruta)
        for path in ("/passport", rings[0].home, f"{rings[0].home}/keeping", page_of(activity)):
            visitor.get(path)
            with queries() as seen:
                visitor.get(path)
            costs.append(len(seen))

    assert costs[:4] == costs[4:]


def test_the_organiser_reads_who_comes_together(town, ruta, ona, activity):
    ring = Ring(town, ruta, ona, shown=[ona], name="Curious <people>")
    number = ring.propose(activity)
    for each in (ruta, ona):
        ring.come(number, each)
    page = town.visitor(town.organiser()).get(f"/studio{page_of(activity)}/check-in").text

    assert page.count("Curious &lt;people&gt;") == 1
    assert page.index("Ona") < page.index("Curious") < page.index("Rūta")
