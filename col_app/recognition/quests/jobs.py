"""What the worker does for quests."""

from __future__ import annotations

import logging
from typing import Any

from col_app.core import outbox
from col_app.recognition.awards import actions as awards
from col_app.recognition.awards import letters
from col_app.recognition.quests import conditions, queries
from col_app.recognition.quests.actions import QUEST_DONE

log = logging.getLogger(__name__)


@outbox.handles(QUEST_DONE)
def award_quest(payload: dict[str, Any]) -> None:
    """Award the badge of a quest, once, when its tasks and all other conditions are met."""
    quest = queries.Quest(payload["badge_id"], payload["version"], payload["person_id"])
    standing = conditions.standing(quest.badge_id, quest.person_id)
    earned = conditions.by_quest(quest)
    if earned is None or not (standing is None or standing.is_met):
        return
    try:
        made = awards.award(earned.badge, quest.person_id, narrative=earned.narrative)
    except awards.NoRecipientError:
        # the account was closed in between: nobody is left to be awarded
        log.info("a quest of badge %s has no person any more", quest.badge_id)
        return
    if made is not None:
        letters.tell(made.id, made.person_id)
