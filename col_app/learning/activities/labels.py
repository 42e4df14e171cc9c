"""Names of the closed sets that describe activities, in the reader's language."""

from __future__ import annotations

from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning.activities.filters import DISTANCES


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
        "sport": _("Sport"),
        "other": _("Something else"),
    }


def kinds() -> dict[str, str]:
    """How the learning relates to school and work."""
    return {
        "formal": _("For a certificate of school or university"),
        "non_formal": _("Guided, beside school"),
        "informal": _("By doing and meeting"),
        "in_work": _("At work"),
    }


def reaches() -> dict[str, str]:
    """For whom it is meant, by how far away they live."""
    return {
        "neighbourhood": _("The neighbourhood"),
        "city": _("The whole city"),
        "region": _("The region"),
        "country": _("The country"),
        "world": _("The whole world"),
    }


def ages() -> dict[str, str]:
    """Bands of age in years."""
    return {
        "0-6": _("Up to 6 years"),
        "7-13": _("7 to 13 years"),
        "14-18": _("14 to 18 years"),
        "19-29": _("19 to 29 years"),
        "30-64": _("30 to 64 years"),
        "65-120": _("65 years and older"),
    }


def distances() -> dict[str, str]:
    """How far away, in kilometres."""
    return {str(km): ngettext("Within %(num)d km", "Within %(num)d km", km) for km in DISTANCES}


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
        "best": _("Best match first"),
        "date": _("Soonest first"),
        "newest": _("Newest first"),
        "distance": _("Nearest first"),
    }
