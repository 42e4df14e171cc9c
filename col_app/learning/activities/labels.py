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
        "internship": _("Internship or work experience"),
        "project": _("Project"),
        "digital": _("Digital experience"),
        "open_space": _("Open space"),
        "sport": _("Sport"),
        "other": _("Something else"),
    }


def learning_kinds() -> dict[str, str]:
    """How the learning relates to school and work."""
    return {
        "formal": _("Formal: part of school or studies"),
        "non_formal": _("Non-formal: planned learning outside school"),
        "informal": _("Informal: learning by doing, in everyday life"),
        "in_work": _("In work: learning on the job"),
    }


def reaches() -> dict[str, str]:
    """For whom it is meant, by how far away they live."""
    return {
        "neighbourhood": _("People of the neighbourhood"),
        "city": _("People of the whole city"),
        "region": _("People of the whole region"),
        "country": _("People of the whole country"),
        "world": _("People anywhere in the world"),
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


def goals() -> dict[int, str]:
    """The Sustainable Development Goals of the United Nations, by number."""
    return {
        1: _("No poverty"),
        2: _("Zero hunger"),
        3: _("Good health and well-being"),
        4: _("Quality education"),
        5: _("Gender equality"),
        6: _("Clean water and sanitation"),
        7: _("Affordable and clean energy"),
        8: _("Decent work and economic growth"),
        9: _("Industry, innovation and infrastructure"),
        10: _("Reduced inequalities"),
        11: _("Sustainable cities and communities"),
        12: _("Responsible consumption and production"),
        13: _("Climate action"),
        14: _("Life below water"),
        15: _("Life on land"),
        16: _("Peace, justice and strong institutions"),
        17: _("Partnerships for the goals"),
    }
