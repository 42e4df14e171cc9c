"""How the tests of the spine act as the city team, with a browser without JavaScript."""

import re

from sqlalchemy import select, text

from col_app.city.skills import jobs
from col_app.core.audit import AuditEntry
from col_app.core.db import db
from col_app.learning.skills import queries
from tests.people.browsers import token_of

HERE = "/console/skills"


class Console:
    """The console of somebody with a session."""

    def __init__(self, town, person):
        self.town, self.person, self.browser = town, person, town.visitor(person)

    def get(self, path=""):
        return self.browser.get(f"{HERE}{path}?lang=en&in=lt")

    def revision(self, path=""):
        return int(re.search(r'name="revision" value="(\d+)"', self.get(path).text)[1])

    def post(self, path, referring="", **fields):
        """Send a form of the page at `referring`, upon what is there now."""
        page = self.browser.get(f"{HERE}{referring}")
        found = re.search(r'name="revision" value="(\d+)"', page.text)
        usual = {"csrf_token": token_of(page), "revision": found[1] if found else "0", "in": "lt"}
        return self.browser.post(f"{HERE}{path}", usual | fields)

    def add(self, name, parent="", do="add", **fields):
        """The key of a new skill in the draft."""
        made = self.post("", name=name, parent=parent, do=do, **fields)
        return re.search(r"/console/skills/([^?]+)", made.location)[1]

    def save(self, key, do="save", **fields):
        """Send the editor's form, with what it holds now and `fields` instead."""
        node = self.draft().nodes[key]
        levels = {}
        for at, level in enumerate(node.levels):
            levels |= {f"level-{at}": level.names.get("lt", "")}
            levels |= {f"about-{at}": level.descriptions.get("lt", "")}
        usual = {
            "name": node.names.get("lt", ""), "description": node.descriptions.get("lt", ""),
            "parent": node.parent, "level": list(map(str, range(len(node.levels)))),
        }  # fmt: skip
        return self.post(f"/{key}", f"/{key}", do=do, **usual | levels | fields)

    def publish(self):
        answer = self.post("/publication", "/publication")
        self.town.app.directory.changed(self.town.slug)
        return answer

    def learn(self):
        """What the worker does after publishing."""
        for promise in self.town.promises():
            if promise.kind == "spine.changed":
                self.town.do(lambda payload=promise.payload: jobs.learn(payload))

    def draft(self):
        return self.town.do(lambda: queries.draft()[0])

    def scalar(self, statement, **values):
        return self.town.do(lambda: db.session.scalar(text(statement), values))

    def did(self):
        """What the audit says that this person did, oldest first."""
        mine = select(AuditEntry.action).where(AuditEntry.actor_id == self.person)
        return self.town.do(lambda: db.session.scalars(mine.order_by(AuditEntry.id)).all())
