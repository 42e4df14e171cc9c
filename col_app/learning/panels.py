"""Blocks that higher rooms put on pages of lower ones, passed in as functions."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

Panel = Callable[[int], Markup]
_panels: dict[str, list[Panel]] = {}


def add(page: str) -> Callable[[Panel], Panel]:
    """Show what `panel(id)` renders on every page of this kind (`activity`, `passport`)."""

    def register(panel: Panel) -> Panel:
        _panels.setdefault(page, []).append(panel)
        return panel

    return register


def render(page: str, number: int) -> Markup:
    """All blocks for one page."""
    return Markup("").join(panel(number) for panel in _panels.get(page, ()))
