"""How a city calls people in front of strangers."""

from __future__ import annotations


def short(name: str) -> str:
    """The first name and the initial of the last one: `Ona Petraitė` is `Ona P.`."""
    first, *others = name.split() or [""]
    return f"{first} {others[-1][0].upper()}." if others else first
