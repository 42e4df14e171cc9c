"""Names of the closed sets that describe activities, in the reader's language."""

from __future__ import annotations

from col_app.core.speech import gettext as _


def types() -> dict[str, str]:
    """What sort of learning experience it is."""
    return {
        "event": _("Event"),
        "course": _("Course"),
        "workshop": _("Workshop"),
        "volunteering": _("Volunteering"),
        "internship": _("Internship"),
        "project": _("Project"),
        "digital": _("Digital experience"),
        "open_space": _("Open space"),
    }


def formats() -> dict[str, str]:
    """Where people take part."""
    return {"place": _("At a place"), "online": _("Online"), "both": _("Online and at a place")}


def periods() -> dict[str, str]:
    """When it takes place, seen from today."""
    return {
        "today": _("Today"),
        "weekend": _("This weekend"),
        "week": _("Next 7 days"),
        "month": _("Next 30 days"),
    }


def prices() -> dict[str, str]:
    """Whether it costs anything."""
    return {"free": _("Free"), "paid": _("Paid")}


def access() -> dict[str, str]:
    """What makes it easier to come."""
    return {
        "step-free": _("Step-free"),
        "quiet-room": _("Quiet room"),
        "sign-language": _("Sign language"),
        "hearing-loop": _("Hearing loop"),
    }


def sorts() -> dict[str, str]:
    """Orders of the list."""
    return {
        "date": _("Soonest first"),
        "newest": _("Newest first"),
        "distance": _("Nearest first"),
    }
