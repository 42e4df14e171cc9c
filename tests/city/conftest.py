import pytest
from sqlalchemy import delete, select, update

from col_app.core.db import db
from col_app.learning.activities import actions as activities
from col_app.learning.activities.models import ActivityTopic
from col_app.learning.index import actions as index
from col_app.learning.topics.models import FormerTopic, Topic, TopicText
from tests.learning.town import Town


@pytest.fixture
def town(app):
    """Vilnius; what is made there is gone after the test."""
    made = Town(app, "vilnius")
    yield made
    made.forget()


@pytest.fixture
def team(town):
    """A browser of somebody of the city's team."""
    return town.visitor(town.person("Team of Vilnius", "city"))


@pytest.fixture
def topics(town):
    """Topics of this test's own: `topics("Bees", "beekeeping")` gives the number of one."""
    before = town.do(lambda: dict(db.session.execute(select(Topic.id, Topic.position)).all()))

    def add(label, slug, lang="en", **columns):
        def work():
            topic = Topic(slug=slug, position=99, **columns)
            db.session.add(topic)
            db.session.flush()
            db.session.add(TopicText(topic_id=topic.id, lang=lang, label=label))
            return topic.id

        number = town.do(work)
        town.app.directory.changed(town.slug)
        return number

    yield add

    def restore():
        db.session.execute(delete(FormerTopic))
        db.session.execute(delete(Topic).where(Topic.id.not_in(before)))
        for number, position in before.items():
            db.session.execute(update(Topic).where(Topic.id == number).values(position=position))

    town.do(restore)
    town.app.directory.changed(town.slug)


@pytest.fixture
def under(town):
    """Put a new activity under topics; the network knows of it, too."""

    def put(*numbers, title="Knots for beginners"):
        activity = town.activity(title)

        def work():
            db.session.add_all(
                ActivityTopic(activity_id=activity, topic_id=number, position=place)
                for place, number in enumerate(numbers)
            )
            db.session.flush()
            activities.learn([activity])
            index.write([activity])

        town.do(work)
        return activity

    return put
