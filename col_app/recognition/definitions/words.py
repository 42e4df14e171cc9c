"""Names of the choices of the editor."""

from __future__ import annotations

from col_app.core.speech import gettext as _
from col_app.recognition.badges.words import validity
from col_app.recognition.definitions.forms import MONTHS


def shapes() -> dict[str, str]:
    """Outlines of badges."""
    return {
        "hex": _("Hexagon"), "shield": _("Shield"), "circle": _("Circle"), "flower": _("Flower"),
        "arch": _("Arch"), "oct": _("Octagon"),
    }  # fmt: skip


def palettes() -> dict[str, str]:
    """Colours that we have put together."""
    return {
        "ember": _("Ember"), "forest": _("Forest"), "sea": _("Sea"), "dusk": _("Dusk"),
        "sun": _("Sun"), "ink": _("Ink"), "clay": _("Clay"), "rose": _("Rose"), "lime": _("Lime"),
    }  # fmt: skip


def patterns() -> dict[str, str]:
    """What lies behind the symbol."""
    return {
        "rings": _("Rings"), "rays": _("Rays"), "waves": _("Waves"), "tiles": _("Tiles"),
        "dots": _("Dots"), "none": _("None"),
    }  # fmt: skip


def icons() -> dict[str, str]:
    """Symbols."""
    return {
        "mic": _("Microphone"), "chat": _("Speech bubble"), "camera": _("Camera"),
        "heart": _("Heart"), "star": _("Star"), "bulb": _("Light bulb"), "hand": _("Hand"),
        "leaf": _("Leaf"), "code": _("Code"), "music": _("Music"), "landmark": _("Old building"),
        "rocket": _("Rocket"), "palette": _("Paints"), "mask": _("Mask"), "hammer": _("Hammer"),
        "spark": _("Spark"), "flask": _("Flask"), "ball": _("Ball"), "tent": _("Tent"),
        "brain": _("Brain"), "pot": _("Cooking pot"), "talk": _("Conversation"), "book": _("Book"),
        "vote": _("Ballot"), "scale": _("Scales"), "hand-heart": _("Hand with a heart"),
        "together": _("People together"), "equal": _("Equals sign"), "access": _("Accessibility"),
        "work": _("Briefcase"), "piggy": _("Savings pig"), "plane": _("Plane"), "game": _("Game"),
        "dove": _("Dove"), "flag": _("Flag"), "map": _("Map"), "eye": _("Eye"),
        "users": _("Group"), "route": _("Route"), "globe": _("Globe"),
    }  # fmt: skip


def validities(chosen: int | None) -> list[tuple[str, str]]:
    """The choices of the form, with one that was chosen otherwise."""
    months = sorted({*MONTHS, chosen or MONTHS[0]})
    return [("", validity(None)), *((str(number), validity(number)) for number in months)]
