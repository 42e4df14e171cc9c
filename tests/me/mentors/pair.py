"""A learner with something of everything, and those whom they let see some of it."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlsplit

from sqlalchemy import delete, select, text, update

from col_app.core import clock, files
from col_app.core.db import db, network_session
from col_app.core.ids import public_id
from col_app.learning.interests import actions as interests
from col_app.learning.interests.models import Interest
from col_app.learning.participation import actions as participation
from col_app.learning.playlists import actions as playlists
from col_app.learning.playlists.models import PlaylistFollower
from col_app.learning.vocabulary import vocabulary
from col_app.me.mentors import actions, inviting, letters
from col_app.me.mentors.actions import Sharing
from col_app.me.mentors.inviting import Invited
from col_app.me.mentors.models import Mentorship, Piece
from col_app.people.accounts.models import Person
from col_app.recognition.awards import actions as awarding
from col_app.recognition.badges import queries as badges
from col_app.recognition.badges.models import BadgeText
from col_app.recognition.endorsements.models import Refusal
from col_app.recognition.evidence.models import EvidenceFile
from tests.recognition.quests.quest import Workshop

DAY = dt.timedelta(days=1)
AUNT = "ruta@home.example"
STORY, OTHER = "I told the story of the mill.", "What nobody else shall read."
BY_ONESELF = {"evidence": "text", "verified_by": "self"}
NOW = clock.now().year
CHILD, TEEN = NOW - 12, NOW - 16
"""Years of birth, below and above the age of consent of Lithuania."""


class Pair(Workshop):
    """Vilnius, seen by learners and mentors. Every call is a transaction of its own."""

    def email(self, person_id):
        with self.app.app_context(), network_session() as session:
            return session.scalar(select(Person.email).where(Person.id == person_id))

    def invite(self, learner, *pieces, email=None, tasks=(), days=100, called="Aunt Rūta"):
        """The number of an invitation."""

        def work():
            sharing = Sharing([Piece(p) for p in pieces], tasks, clock.now() + days * DAY)
            return inviting.invite(learner, Invited(called, "en", email), sharing).id

        return self.do(work)

    def accept(self, number, mentor):
        self.do(lambda: actions.accept(self.get(number), mentor))

    def accepted(self, learner, mentor, *pieces, **facts):
        """The number of a mentorship that is on."""
        number = self.invite(learner, *pieces, **facts)
        self.accept(number, mentor)
        return number

    def end(self, number, by):
        self.do(lambda: actions.end(self.get(number), by))

    def write(self, number, body="Well done!"):
        return self.do(lambda: actions.write(self.get(number), body).id)

    def get(self, number):
        return db.session.get_one(Mentorship, number)

    def row(self, number):
        """A mentorship as it is now, or None."""

        def work():
            found = db.session.get(Mentorship, number)
            if found is not None:
                db.session.expunge(found)
            return found

        return self.do(work)

    def link(self, number):
        """The path of an invitation's link."""
        return urlsplit(self.do(lambda: letters.address(number))).path

    def past(self, number, **columns):
        """Move moments of a mentorship into the past, by days."""
        moved = {name: getattr(Mentorship, name) - days * DAY for name, days in columns.items()}
        which = Mentorship.id == number
        self.do(lambda: db.session.execute(update(Mentorship).where(which).values(**moved)))

    def fill_life(self, learner):
        """Give a learner something of each piece."""
        activity = self.activity("Secret knots")
        first, second = self.quest(BY_ONESELF, BY_ONESELF, BY_ONESELF)[:2]
        shown, other = self.hand_in(first, learner, STORY), self.hand_in(second, learner, OTHER)
        self.quest(BY_ONESELF)
        held = self.badges[-1]
        self.do(lambda: self._live(learner, activity, held))
        return Life(shown, other, self.attach(learner, shown), self.attach(learner, other), self)

    def _live(self, learner, activity, held):
        participation.join(activity, learner)
        playlists.start(db.session.scalar(text("select min(id) from playlist")), learner)
        named = update(BadgeText).where(BadgeText.badge_id == held).values(name="Navigator")
        db.session.execute(named)
        awarding.award(badges.by_id(held), learner)
        interests.like(learner, [next(iter(vocabulary().topics))])
        interests.need(learner, ["wheelchair"])

    def attach(self, learner, submission):
        """The id in the address of a new file."""
        name = public_id()

        def work():
            files.keep(name, b"What the miller said.")
            db.session.add(
                EvidenceFile(
                    person_id=learner,
                    submission_id=submission,
                    position=1,
                    public_id=name,
                    name=f"mill-{submission}.txt",
                    media_type="text/plain",
                    size=21,
                )  # fmt: skip
            )

        self.do(work)
        return name

    def clear(self):
        self.do(self._forget_mentors)
        super().clear()

    def _forget_mentors(self):
        for column in (Mentorship.person_id, Mentorship.mentor_id):
            db.session.execute(delete(Mentorship).where(column.in_(self.people)))
        for table in (Interest, PlaylistFollower):
            db.session.execute(delete(table).where(table.person_id.in_(self.people)))
        db.session.execute(delete(Refusal))


class Life:
    """What a learner has: submissions, files, and words by which each piece is known."""

    def __init__(self, shown, other, file, other_file, pair):
        self.shown, self.other, self.file, self.other_file = shown, other, file, other_file
        self.words = pair.do(self._words)

    def _words(self):
        playlist = text("""select title from playlist_i18n where lang = 'en' and playlist_id =
            (select min(id) from playlist)""")
        topic = next(iter(vocabulary().topics.values()))
        return {
            "coming": ("Secret knots",),
            "progress": (db.session.scalar(playlist), "of 3 done"),
            "badges": ("Navigator",),
            "interests": (topic.label(("en",)),),
            "evidence": (STORY, "Step 1", f"mill-{self.shown}.txt", self.file),
            "never": (OTHER, "Step 2", f"mill-{self.other}.txt", self.other_file, "heelchair"),
        }


def main_of(answer):
    """What stands in the main part of a page."""
    return answer.text.partition("<main")[2].partition("</main>")[0]
