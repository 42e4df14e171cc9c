"""What a city team does to its topics. Lists, counts and the network follow at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select, text
from sqlalchemy.exc import IntegrityError

from col_app.core.audit import record
from col_app.core.db import db
from col_app.core.ids import short_code, slugify
from col_app.core.ordering import put
from col_app.learning.activities import actions as activities
from col_app.learning.activities.models import ActivityTopic
from col_app.learning.index import actions as index
from col_app.learning.topics.models import FormerTopic, Topic, TopicText

# the first place counts: it gives a thing its colours
_MERGE = text("""
    insert into activity_topic (activity_id, topic_id, position)
    select activity_id, :into, position from activity_topic where topic_id = :gone
    on conflict (activity_id, topic_id)
    do update set position = least(activity_topic.position, excluded.position)
""")
_MERGE_INTERESTS = text("""
    insert into interest (person_id, topic_id)
    select person_id, :into from interest where topic_id = :gone on conflict do nothing
""")
_MERGE_FORMER = text("update topic_former set topic_id = :into where topic_id = :gone")


class NameTakenError(Exception):
    """Another topic of the city has this name."""


class SlugTakenError(Exception):
    """The city has this topic already, perhaps hidden."""


class SameTopicError(Exception):
    """A topic cannot be merged into itself, nor into one that is hidden."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a team says of a topic. `names` by language; `look` as in the model."""

    names: Mapping[str, str]
    look: str = ""
    is_featured: bool = False


def add(content: Content, lang: str, by: int) -> Topic:
    """A topic of the city's own, at the end. It is named after its English label, else `lang`'s.

    Raises NameTakenError, SlugTakenError.
    """
    topic = Topic(slug=_slug(content.names, lang), position=_last() + 1)
    topic.look, topic.is_featured = content.look, content.is_featured
    db.session.execute(delete(FormerTopic).where(FormerTopic.slug == topic.slug))
    db.session.add(topic)
    _flush()
    _name(topic, content.names)
    record("topic.added", by, topic=topic.slug)
    return topic


def change(topic: Topic, content: Content, by: int) -> None:
    """Names, look and whether it stands on the home. Raises NameTakenError."""
    topic.look, topic.is_featured = content.look, content.is_featured
    if _name(topic, content.names):
        _learn(under(topic.id))
    record("topic.changed", by, topic=topic.slug)


def move(topic: Topic, place: int, by: int) -> None:
    """Put a topic at a place (from 1) in the city's order."""
    everything = db.session.scalars(
        select(Topic).order_by(Topic.position, Topic.id).with_for_update()
    ).all()
    place = put(everything, topic, place)
    db.session.flush()
    record("topic.moved", by, topic=topic.slug, place=place)


def hide(topic: Topic, by: int) -> None:
    """Take a topic out of all lists and facets; what stands under it is still found."""
    _set_hidden(topic, is_hidden=True)
    record("topic.hidden", by, topic=topic.slug)


def show(topic: Topic, by: int) -> None:
    """Show a hidden topic again, with everything under it."""
    _set_hidden(topic, is_hidden=False)
    record("topic.shown", by, topic=topic.slug)


def merge(topic: Topic, into: Topic, by: int) -> None:
    """Let `into` stand for a topic: everything under it moves, its addresses lead there.

    Raises SameTopicError.
    """
    if topic.id == into.id or into.is_hidden:
        raise SameTopicError
    moved, both = under(topic.id), {"gone": topic.id, "into": into.id}
    for statement in (_MERGE, _MERGE_INTERESTS, _MERGE_FORMER):
        db.session.execute(statement, both)
    slug = topic.slug
    db.session.delete(topic)
    db.session.flush()
    db.session.add(FormerTopic(slug=slug, topic_id=into.id))
    db.session.flush()
    _learn(moved)
    record("topic.merged", by, topic=slug, into=into.slug)


def under(topic_id: int) -> Sequence[int]:
    """The numbers of all activities under a topic."""
    query = select(ActivityTopic.activity_id).where(ActivityTopic.topic_id == topic_id)
    return db.session.scalars(query.order_by(ActivityTopic.activity_id)).all()


def _set_hidden(topic: Topic, *, is_hidden: bool) -> None:
    topic.is_hidden = is_hidden
    db.session.flush()
    index.write(under(topic.id))


def _learn(ids: Sequence[int]) -> None:
    """Search and the network know the names and topics of activities by heart."""
    if ids:
        activities.learn(ids)
        index.write(ids)


def _name(topic: Topic, names: Mapping[str, str]) -> bool:
    """Whether any name changed. Raises NameTakenError."""
    of_topic = TopicText.topic_id == topic.id
    before = {row.lang: row.label for row in db.session.scalars(select(TopicText).where(of_topic))}
    if before == dict(names):
        return False
    db.session.execute(delete(TopicText).where(of_topic))
    db.session.add_all(
        TopicText(topic_id=topic.id, lang=lang, label=label) for lang, label in names.items()
    )
    _flush()
    return True


def _flush() -> None:
    """Write, and tell by the name of the constraint what the database refuses."""
    try:
        db.session.flush()
    except IntegrityError as refused:
        db.session.rollback()
        if "uq_topic_i18n_label" in str(refused.orig):
            raise NameTakenError from refused
        if "uq_topic_slug" in str(refused.orig):
            raise SlugTakenError from refused
        raise


def _slug(names: Mapping[str, str], lang: str) -> str:
    slug = slugify(names.get("en") or names.get(lang) or next(iter(names.values())))
    # a name without a Latin letter leaves nothing to read
    return f"topic-{short_code()}" if slug == "x" else slug


def _last() -> int:
    return db.session.scalar(select(func.coalesce(func.max(Topic.position), -1))) or 0
