"""How the tests of quests act: a badge with tasks, learners who hand in, reviewers."""

from sqlalchemy import delete, select, text, update

from col_app.core import clock
from col_app.core.db import db
from col_app.learning.organisers.models import Organiser
from col_app.recognition.awards.models import Award
from col_app.recognition.badges.models import Badge, BadgeTask, BadgeTaskText, BadgeText
from col_app.recognition.badges.versions import freeze
from col_app.recognition.quests import actions, reviews
from col_app.recognition.quests.actions import Written
from col_app.recognition.quests.models import Decision, Submission
from tests.learning.town import Town

FIRST = select(Organiser.id).order_by(Organiser.id).limit(1)


class Workshop(Town):
    """A city in which badges with tasks are made."""

    def __init__(self, app, slug):
        super().__init__(app, slug)
        self.badges = []

    def quest(self, *tasks, **columns):
        """The ids of the tasks of a new published badge."""
        return self.do(lambda: self._quest(tasks, columns))

    def _quest(self, tasks, columns):
        badge = Badge(
            organiser_id=db.session.scalar(FIRST), slug="storyteller", layer="demonstrate",
            shape="hex", palette="ember", icon="leaf", pattern="rays",
            published_at=self._now(), **columns,
        )  # fmt: skip
        db.session.add(badge)
        db.session.flush()
        texts = {"name": "Storyteller", "description": "Tells.", "criteria": "Tell one story."}
        db.session.add(BadgeText(badge_id=badge.id, lang="en", **texts))
        db.session.flush()
        freeze([badge.id])
        at = {"badge_id": badge.id, "version": 1}
        made = [BadgeTask(**at, position=n, **task) for n, task in enumerate(tasks, 1)]
        db.session.add_all(made)
        db.session.flush()
        for task in made:
            words = f"Step {task.position}\n\nDo it well."
            db.session.add(BadgeTaskText(task_id=task.id, lang="en", text=words))
        self.badges.append(badge.id)
        self.app.directory.changed(self.slug)
        return [task.id for task in made]

    def _now(self):
        return clock.now()

    def hand_in(self, task, person, body="I told it.", link="https://example.org/story"):
        """The id of what a person has handed in."""

        def work():
            actions.save(task, person, Written(body, link, False, self._version(task, person)))
            return actions.submit(db.session.get_one(BadgeTask, task), person).id

        return self.do(work)

    def _version(self, task, person):
        mine = [Submission.badge_task_id == task, Submission.person_id == person]
        return db.session.scalar(select(Submission.version).where(*mine)) or 0

    def decide(self, number, by, decision="accepted", words="", is_peer=False, turn=1):
        verdict = reviews.Verdict(by, is_peer, turn, Decision(decision), words)
        return self.do(lambda: reviews.decide(number, verdict).id)

    def later(self):
        """Ten minutes go by: nothing can be undone, and what waited for that is due."""
        past = "decided_at = decided_at - interval '10 minutes', submitted_at = submitted_at"
        for statement in (
            f"update review set {past} - interval '10 minutes'",
            "update network.outbox set run_after = now()",
        ):
            self.do(lambda statement=statement: db.session.execute(text(statement)))

    def retire(self, badge=None):
        """Give the (last) badge no more."""
        gone = {"published_at": None, "retired_at": clock.now()}
        which = Badge.id == (badge or self.badges[-1])
        self.do(lambda: db.session.execute(update(Badge).where(which).values(**gone)))

    def state(self, number):
        return self.do(lambda: db.session.get_one(Submission, number).state.value)

    def holds(self, person, badge=None):
        """How often a person was awarded the (last) badge."""
        mine = [Award.person_id == person, Award.badge_id == (badge or self.badges[-1])]
        return len(self.do(lambda: db.session.scalars(select(Award.id).where(*mine)).all()))

    def clear(self):
        """Remove what was made here."""
        self.do(self._forget_badges)
        self.forget()

    def _forget_badges(self):
        db.session.execute(delete(Award).where(Award.badge_id.in_(self.badges)))
        db.session.execute(delete(BadgeText).where(BadgeText.badge_id.in_(self.badges)))
        db.session.execute(delete(Badge).where(Badge.id.in_(self.badges)))
