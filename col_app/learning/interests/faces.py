"""Likes and needs as questions: in the last step of signing up, and in the passport."""

from __future__ import annotations

from collections.abc import Collection

from col_app.core.speech import gettext as _
from col_app.learning.activities.cards import own_tag
from col_app.learning.activities.labels import access
from col_app.learning.interests import actions
from col_app.learning.vocabulary import vocabulary
from col_app.people.sign_up import questions
from col_app.people.sign_up.questions import Asked, Option, Order, Question

TOPICS, NEEDS = "topic", "need"


def topics(order: Order, chosen: Collection[int] = ()) -> Asked:
    """The city's topics."""
    options = [
        Option(
            term.slug, term.label(order), own_tag(term.label_lang(order), order), term.id in chosen
        )
        for term in vocabulary().topics.values()
    ]
    return Asked(TOPICS, _("Topics that interest you"), "", options)


def needs(_order: Order, chosen: Collection[str] = ()) -> Asked:
    """What somebody may need to come."""
    options = [Option(value, label, selected=value in chosen) for value, label in access().items()]
    hint = _("Only you see this. What fits is suggested first, and you can remove it any time.")
    return Asked(NEEDS, _("What you need, if anything"), hint, options)


def register() -> None:
    """Ask both when somebody opens an account on the way to a city."""
    questions.add(TOPICS, Question(topics, actions.like))
    questions.add(NEEDS, Question(needs, actions.need))
