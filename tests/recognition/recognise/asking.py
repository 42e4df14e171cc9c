"""How the tests of recognition tell, ask and decide."""

import io

from sqlalchemy import text
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from col_app.core.db import db
from col_app.recognition.recognise import actions
from col_app.recognition.recognise.models import Experience
from tests.people.browsers import token_of

BADGE = text("""
    select b.id, b.organiser_id, (select name from badge_i18n where badge_id = b.id limit 1) as name
    from badge b join recogniser using (organiser_id)
    where b.layer <> 'engage' and b.published_at is not null order by b.id limit 1
""")
STORY = "I did it for a year, every Thursday."


def told(town, person, badge=None, title="I coached young footballers"):
    """The number of an experience, sent for the badge if one is given."""

    def work():
        made = actions.tell(person, actions.Told(title, STORY))
        if badge:
            actions.send(made, badge.id)
        return made.id

    return town.do(work)


def experience(town, number):
    def work():
        found = db.session.get_one(Experience, number)
        db.session.expunge(found)
        return found

    return town.do(work)


def decide(town, person, number, **form):
    visitor = town.visitor(person)
    page = f"/studio/recognise/{number}"
    return visitor.fill("/studio/recognise", page, **{"round": "1", **form})


ACCEPT = {"decision": "accept", "method": "conversation", "words": "She taught us a trick."}


def send(visitor, page, to, *files, **fields):
    """Send the form of a page with files, each a name and its bytes."""
    data = {
        "csrf_token": token_of(visitor.get(page)), "title": "Coaching", "story": STORY, **fields,
        "files": [FileStorage(io.BytesIO(content), name) for name, content in files],
    }  # fmt: skip
    boundary, body = encode_multipart(data)
    return visitor.post(to, body, content_type=f"multipart/form-data; boundary={boundary}")
