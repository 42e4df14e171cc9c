"""What the worker does for quests."""

from __future__ import annotations

import logging
from typing import Any

from col_app.core import outbox
from col_app.core.db import db
from col_app.recognition.awards import actions as awards
from col_app.recognition.awards import letters
from col_app.recognition.badges import queries as badges
from col_app.recognition.quests import queries
from col_app.recognition.quests.actions import QUEST_DONE
from col_app.recognition.quests.models import Review

log = logging.getLogger(__name__)


@outbox.handles(QUEST_DONE)
def award_quest(payload: dict[str, Any]) -> None:
    """Award the badge of a quest whose tasks are all accepted, once."""
    quest = queries.Quest(payload["badge_id"], payload["version"], payload["person_id"])
    review_id = payload["review_id"]
    is_undone = review_id is not None and db.session.get(Review, review_id) is None
    badge = badges.by_version(quest.badge_id, quest.version)
    if is_undone or badge is None or not queries.is_complete(quest):
        return
    try:
        made = awards.award(badge, quest.person_id, narrative=queries.told(quest) or None)
    except awards.NoRecipientError:
        # the account was closed in between: nobody is left to be awarded
        log.info("a quest of badge %s has no person any more", quest.badge_id)
        return
    if made is not None:
        letters.tell(made.id, made.person_id)
