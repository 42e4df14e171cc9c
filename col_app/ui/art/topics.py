"""How each topic looks: the token of its colours and its icon."""

from functools import lru_cache

from col_app.ui.art.icons import DRAWINGS

TOPIC_LOOK: dict[str, tuple[str, str]] = {
    "arts-crafts": ("arts", "palette"),
    "music": ("music", "music"),
    "theatre-dance": ("stage", "mask"),
    "film-photo": ("film", "camera"),
    "design-making": ("making", "hammer"),
    "coding": ("code", "code"),
    "digital-media": ("media", "mic"),
    "ai-data": ("ai", "spark"),
    "science": ("science", "flask"),
    "nature-climate": ("nature", "leaf"),
    "sport": ("sport", "ball"),
    "outdoor": ("nature", "tent"),
    "wellbeing": ("inclusion", "heart"),
    "mental-health": ("stage", "brain"),
    "food": ("food", "pot"),
    "languages": ("lang", "talk"),
    "reading-writing": ("heritage", "book"),
    "heritage": ("heritage", "landmark"),
    "democracy": ("civic", "vote"),
    "human-rights": ("film", "scale"),
    "volunteering": ("arts", "hand-heart"),
    "intercultural": ("science", "together"),
    "gender-equality": ("music", "equal"),
    "inclusion": ("inclusion", "access"),
    "entrepreneurship": ("making", "rocket"),
    "careers": ("code", "work"),
    "money": ("sport", "piggy"),
    "mobility": ("media", "plane"),
    "games": ("ai", "game"),
    "peace": ("civic", "dove"),
}

PLAIN_LOOK = ("civic", "spark")
ICONS = tuple(sorted({PLAIN_LOOK[1], *(name for _token, name in TOPIC_LOOK.values())}))
"""The icons that a topic may have."""


def look_of(topic: str) -> tuple[str, str]:
    """Colour token and icon of a topic, or of a look that a city chose (`music.flask`).

    A topic that a city invented gets the plain look.
    """
    token, dot, name = topic.partition(".")
    return (token, name) if dot else TOPIC_LOOK.get(topic, PLAIN_LOOK)


@lru_cache(maxsize=1)
def icon_sheet() -> bytes:
    """The file of what pins show, a symbol each: the icons that a topic may have, and a place."""
    symbols = "".join(
        f'<symbol id="{name}" viewBox="0 0 24 24">{DRAWINGS[name]}</symbol>'
        for name in (*ICONS, "building")
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg">{symbols}</svg>'.encode()
