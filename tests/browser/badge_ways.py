"""Ways to the pages of those who make badges."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.visitor import Visitor


def own_badge(tail: str = "") -> Callable[[Visitor], None]:
    """To the editor of an organiser's first badge."""

    def go(visitor: Visitor) -> None:
        link = visitor.open("/studio/badges").locator("main li.card a").first
        visitor.open((link.get_attribute("href") or "") + tail)

    return go


def unreadable_badge(visitor: Visitor) -> None:
    """The editor of a new badge with a fault, a task and a search without result."""
    page = visitor.open("/studio/badges/new")
    visitor.fill(name="Tylus klausytojas")
    page.locator("main form button").first.click()
    page.locator("main [name=do][value=task]").click()
    page.wait_for_selector("[name=task-0]")
    visitor.fill(hours="many", find="zyxw")
    page.locator("main [name=do][value=find]").click()
    page.wait_for_selector("main [aria-invalid]")
