"""Which Sustainable Development Goals an activity of the demo serves, unless it says so itself."""

from __future__ import annotations

from collections.abc import Sequence

_BY_TOPIC = {
    "ai-data": (9,),
    "careers": (8,),
    "coding": (9,),
    "democracy": (16,),
    "design-making": (12,),
    "entrepreneurship": (8,),
    "food": (2,),
    "gender-equality": (5,),
    "heritage": (11,),
    "human-rights": (16,),
    "inclusion": (10,),
    "intercultural": (10,),
    "mental-health": (3,),
    "money": (1,),
    "nature-climate": (13, 15),
    "peace": (16,),
    "science": (9,),
    "sport": (3,),
    "volunteering": (11,),
    "wellbeing": (3,),
}


def goals(topics: Sequence[str]) -> list[int]:
    """Goal 4, education, and those of the topics."""
    return sorted({4, *(goal for topic in topics for goal in _BY_TOPIC.get(topic, ()))})
