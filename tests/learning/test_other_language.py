"""What is said in another language than the page is marked as such (WCAG 3.1.2)."""

from html.parser import HTMLParser

import pytest
from sqlalchemy import select

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.activities.models import Activity
from col_app.learning.lists import actions as lists
from col_app.learning.lists.actions import Item
from col_app.learning.lists.models import Visibility
from col_app.learning.organisers.models import Organiser
from col_app.learning.places.models import Place
from col_app.learning.saved import actions as saved
from col_app.learning.saved.models import Kind
from tests.learning.paths import Paths
from tests.learning.town import DAY, HOUR

WORD = "Virviniai"
UNMARKED = {"title", "script"}
"""Elements whose text has the language of the page whatever it is, and what is no text."""
VOID = {"meta", "link", "input", "br", "img", "hr", "source", "use", "path", "circle", "rect"}


class Reader(HTMLParser):
    """Notes in which language each text with the word stands."""

    def __init__(self):
        super().__init__()
        self.open, self.heard = [("", "")], []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("lang") or self.open[-1][1]))

    def handle_endtag(self, tag):
        while len(self.open) > 1 and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tag, lang = self.open[-1]
        if WORD in data and tag not in UNMARKED:
            self.heard.append((lang, data.strip()[:60]))


def heard(page):
    """(language, text) of every text of a page that holds the word."""
    reader = Reader()
    reader.feed(page.text)
    return reader.heard


@pytest.fixture
def foreign(town):
    """An activity whose texts are there in Lithuanian alone; it has just begun."""
    return town.activity(f"{WORD} mazgai", lang="lt")


@pytest.fixture
def ona(town, foreign):
    """Somebody who reads English and saved it."""
    person = town.person()
    town.do(lambda: saved.save(person, Kind.ACTIVITY, foreign))
    return person


def test_on_its_own_page(town, foreign, ona):
    found = heard(town.visitor(ona).get(f"/activities/{foreign}-knots"))

    assert [text for lang, text in found if lang != "lt"] == []
    assert len(found) == 3


@pytest.mark.parametrize("path", ["/activities?q=mazgai", "/saved", "/activities/{id}-knots/join"])
def test_in_lists(town, foreign, ona, path):
    found = heard(town.visitor(ona).get(path.format(id=foreign)))

    assert [text for lang, text in found if lang != "lt"] == []
    assert found


def test_on_pages_of_its_organiser_and_its_place(town, foreign):
    first = town.do(
        lambda: db.session.execute(
            select(Organiser.id, Organiser.slug, Place.id, Place.slug)
            .select_from(Activity)
            .join(Organiser, Organiser.id == Activity.organiser_id)
            .join(Place, Place.id == Activity.place_id)
            .where(Activity.id == foreign)
        ).one()
    )
    visitor = town.visitor()
    pages = (f"/organisers/{first[0]}-{first[1]}", f"/places/{first[2]}-{first[3]}")
    found = [each for path in pages for each in heard(visitor.get(path))]

    assert {lang for lang, _text in found} == {"lt"}
    assert len(found) > 1


def test_in_a_playlist_and_in_a_list(town, foreign, ona):
    paths = Paths(town)
    playlist = paths.playlist([foreign])

    def work():
        made = lists.make(ona, "A week of making")
        lists.arrange(made, [Item(Kind.ACTIVITY, foreign, "", True)])
        lists.show_to(made, Visibility.PUBLIC, may_share=True)
        return made.public_id

    own, visitor = town.do(work), town.visitor(ona)
    pages = (f"/playlists/{playlist}-ropes", f"/lists/{own}", f"/lists/{own}/edit", "/lists")
    found = {path: heard(visitor.get(path)) for path in pages}
    paths.forget()

    assert [each for texts in found.values() for each in texts if each[0] != "lt"] == []
    assert [path for path, texts in found.items() if not texts] == []


def test_in_the_passport(town, foreign, ona):
    town.visitor(ona).fill(f"/activities/{foreign}-knots", f"/activities/{foreign}-knots/join")
    found = heard(town.visitor(ona).get("/passport"))

    assert [text for lang, text in found if lang != "lt"] == []
    assert found


def test_after_it_was_forgotten(town, foreign, ona):
    visitor = town.visitor(ona)
    visitor.fill("/saved", f"/saved/activity/{foreign}", _method="DELETE")
    found = heard(visitor.get(f"/saved?forgotten=activity-{foreign}"))

    assert found == [("lt", f"{WORD} mazgai")]


@pytest.mark.parametrize("state", ["past", "cancelled"])
def test_what_takes_place_no_more_is_not_offered_and_leads_on(town, state):
    now = clock.now()
    over = {"starts_at": now - DAY, "ends_at": now - HOUR} if state == "past" else {"state": state}
    page = town.visitor().get(f"/activities/{town.activity(**over)}-knots").text
    aside = page.partition("<aside")[2].partition("</aside>")[0]

    assert "/join" not in page
    assert "Look for something similar" in aside
