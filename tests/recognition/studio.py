"""How the tests of definitions make badges: as organisers, with a browser without JavaScript."""

import re

from sqlalchemy import select

from col_app.core.db import db
from col_app.recognition.badges.models import Badge, BadgeDraft
from tests.people.browsers import token_of

TEXTS = {
    "name": "Street Reporter",
    "description": "Found a true story on one street.",
    "criteria": "Record one interview of at least five minutes.",
}
LOOK = {"shape": "hex", "palette": "dusk", "icon": "mic", "pattern": "rings", "layer": "engage"}


class Studio:
    """The studio of somebody with a session."""

    def __init__(self, town, person):
        self.town, self.browser = town, town.visitor(person)

    def post(self, path, referring=None, **fields):
        """Send a form as the page at `referring` would."""
        page = self.browser.get(referring or path)
        return self.browser.post(path, {"csrf_token": token_of(page), **fields})

    def begin(self, name="Street Reporter"):
        """The number of a new draft."""
        page = self.browser.get("/studio/badges/new")
        organiser = re.search(r'<option value="(\d+)"', page.text)[1]
        fields = {"name": name, "organiser": organiser, "in": "lt"}
        made = self.browser.post("/studio/badges", {"csrf_token": token_of(page), **fields})
        return int(re.search(r"/studio/badges/(\d+)", made.location)[1])

    def save(self, badge, **fields):
        """Send the editor's form, with what it holds now and `fields` instead."""
        page = self.browser.get(f"/studio/badges/{badge}?in=lt")
        revision = re.search(r'name="revision" value="(\d+)"', page.text)[1]
        held = re.findall(r'type="hidden" name="skill" value="([^"]+)"', page.text)
        usual = {"in": "lt", "revision": revision, "do": "save", "skill": held, **TEXTS, **LOOK}
        data = {"csrf_token": token_of(page), **usual, **fields}
        data = {key: value for key, value in data.items() if value is not None}
        return self.browser.post(f"/studio/badges/{badge}", data)

    def whole(self, **fields):
        """The number of a draft with all that a badge needs."""
        badge = self.begin()
        self.save(badge, **{"do": f"skill-{self.skill()}", **fields})
        return badge

    def skill(self):
        page = self.browser.get("/skills").text
        return re.search(r'href="/skills/([^"?]+)"', page)[1]

    def publish(self, badge):
        address = f"/studio/badges/{badge}/publication"
        page = self.browser.get(f"/studio/badges/{badge}")
        revision = re.search(r'name="revision" value="(\d+)"', page.text)[1]
        fields = {"csrf_token": token_of(page), "revision": revision}
        return self.browser.post(address, fields)

    def row(self, badge, *columns):
        wanted = select(*columns).where(Badge.id == badge)
        return self.town.do(lambda: db.session.execute(wanted).one())

    def draft(self, badge):
        """What the draft holds, or None."""
        wanted = select(BadgeDraft.contents).where(BadgeDraft.badge_id == badge)
        return self.town.do(lambda: db.session.scalar(wanted))
