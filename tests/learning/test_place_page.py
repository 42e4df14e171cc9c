"""The page of a place: opening hours, what is on, who is near, its poster and feeds."""

import re
from xml.etree import ElementTree

import icalendar
import pytest
from sqlalchemy import delete, text

from col_app.core.db import db
from col_app.learning.places.models import Place, PlaceText


@pytest.fixture
def place(town):
    """Makes places: columns and texts of one; gone after the test."""
    made = []

    def make(lang="en", name="Rope House", about="Ropes.", opening="", **columns):
        def work():
            row = Place(**{"kind": "workshop", "slug": "ropes", "lat": 54.7, "lon": 25.3} | columns)
            db.session.add(row)
            db.session.flush()
            words = {"name": name, "about": about, "opening": opening}
            db.session.add(PlaceText(place_id=row.id, lang=lang, **words))
            return row.id

        made.append(town.do(work))
        return made[-1]

    yield make
    town.forget()
    town.do(lambda: db.session.execute(delete(Place).where(Place.id.in_(made))))


def page_of(town, number, tail=""):
    return town.visitor().get(f"/places/{number}-ropes{tail}")


def test_a_place_says_when_it_is_open_and_where_it_is_on_the_web(town, place):
    page = page_of(town, place(opening="Monday to Friday", website="https://ropes.example")).text

    assert "Monday to Friday" in page
    assert 'href="https://ropes.example"' in page


def test_an_empty_place_says_so(town, place):
    page = page_of(town, place()).text

    assert "Nothing planned at the moment" in page
    assert ("Opening hours" in page, "Open at any time" in page) == (False, False)


def test_what_is_open_at_any_time_stands_apart(town, place):
    here = place()
    dated = town.activity("Knots on a day", place_id=here)
    always = town.activity("Knots for ever", place_id=here, starts_at=None, ends_at=None)
    coming, _gap, any_time = page_of(town, here).text.partition('id="h-any"')

    assert f"/activities/{dated}-" in coming
    assert f"/activities/{always}-" in any_time


def test_a_place_in_another_language_names_it(town, place):
    page = page_of(town, place(lang="lt", name="Virvių namai")).text

    assert '<h1 lang="lt" dir="auto">Virvių namai</h1>' in page
    assert "Shown in Lithuanian" in page
    assert re.findall(r'hreflang="([^"]+)" href="http', page) == ["lt", "x-default"]


def test_neighbours_are_the_nearest(town, place):
    here = place(lat=10, lon=10)
    far, near = place(lat=10.2, lon=10), place(lat=10, lon=10.1)
    found = re.findall(r'href="/places/(\d+)-ropes"', page_of(town, here).text)

    assert list(dict.fromkeys(found))[:2] == [str(near), str(far)]


def test_badges_that_can_be_earned_here_are_shown(town, client):
    wanted = text("""select p.id || '-' || p.slug from place p join activity a on a.place_id = p.id
        join badge b on b.activity_id = a.id where a.ends_at > now() limit 1""")
    address = town.do(lambda: db.session.scalar(wanted))

    assert "Badges you can earn here" in town.visitor().get(f"/places/{address}").text


def test_machines_learn_what_it_is(town, place):
    page = page_of(town, place(access=["step-free"])).text

    assert '"@type": "Place"' in page
    assert '"latitude": 54.7' in page
    assert '<meta property="og:title" content="Rope House">' in page
    assert 'type="application/rss+xml"' in page


def test_its_feeds_hold_what_is_to_come(town, place):
    here = place()
    town.activity("Knots on a day", place_id=here)
    feed = ElementTree.fromstring(page_of(town, here, ".rss").text)  # noqa: S314 - our own
    book = icalendar.Calendar.from_ical(page_of(town, here, ".ics").data)

    assert [item.findtext("title") for item in feed.iter("item")] == ["Knots on a day"]
    assert feed.findtext("channel/link").endswith(f"/places/{here}-ropes")
    assert [str(entry["summary"]) for entry in book.walk("VEVENT")] == ["Knots on a day"]


def test_the_poster_has_a_code_and_is_not_searched(town, place):
    page = page_of(town, place(), "/poster").text

    assert 'class="qr qr--big"' in page
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize("tail", ["", ".rss", ".ics", "/poster"])
def test_a_strange_number_is_not_found(town, tail):
    assert page_of(town, 10**12, tail).status_code == 404


def test_the_list_is_narrowed_by_kind_and_access(town, place):
    loud, quiet = place(kind="stage"), place(kind="club", access=["quiet-room"])
    page = town.visitor().get("/places?kind=club&access=quiet-room").text

    assert f"/places/{quiet}-" in page
    assert f"/places/{loud}-" not in page


@pytest.mark.parametrize("query", ["kind=castle", "access=x", "page=0", "page=x", "page=999999"])
def test_what_cannot_be_read_narrows_nothing(town, query):
    assert town.visitor().get(f"/places?{query}").status_code == 200


def test_a_page_past_the_last_says_so(town):
    assert "No place fits" in town.visitor().get("/places?page=1999").text


def test_long_lists_come_in_pages(town, monkeypatch):
    monkeypatch.setattr("col_app.learning.places.views.MOST", 2)
    visitor = town.visitor()
    first, second = (
        set(re.findall(r'href="(/places/\d+-[^"]+)"', visitor.get(f"/places?page={n}").text))
        for n in (1, 2)
    )

    assert (len(first), len(second), first & second) == (2, 2, set())


def test_a_page_costs_the_same_for_one_activity_and_for_three(town, place, queries):
    here, costs = place(), []
    for number in (1, 2):
        for _time in range(number):
            town.activity(place_id=here)
        page_of(town, here)
        with queries() as seen:
            page_of(town, here)
        costs.append(len(seen))

    assert costs[0] == costs[1]


def test_programs_get_the_list(town, place):
    here = place(access=["step-free"])
    found = {item["id"]: item for item in town.visitor().get("/places.json").json["items"]}

    assert (found[here]["name"], found[here]["access"]) == ("Rope House", ["step-free"])
