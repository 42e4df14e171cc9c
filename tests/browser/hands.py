"""Ways of using the site: with a mouse, a finger, the keyboard alone, or without JavaScript."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from playwright.sync_api import Locator, expect

from tests.browser.visitor import DESK, PHONE, Visitor

LABEL = "xpath=ancestor-or-self::label"
ARROWS = 10


class Mouse:
    """A desk with a mouse. The other ways differ from it in what they do differently."""

    options: ClassVar[dict[str, Any]] = {"viewport": DESK}
    has_scripts = True
    has_side_by_side = True
    """Whether list and map of Explore stand beside each other."""

    def __init__(self, person: Visitor) -> None:
        self.person = person

    def press(self, target: Locator) -> None:
        """Use a link, a button or the summary of something that unfolds."""
        target.click()

    def choose(self, box: Locator) -> None:
        """Tick a box, or choose one of a few."""
        box.locator(LABEL).click()

    def write(self, field: Locator, text: str) -> None:
        """Put a text where another one may stand."""
        field.fill(text)

    def send(self, field: Locator, text: str) -> None:
        """Write and press Enter, as every keyboard on a screen offers too."""
        self.write(field, text)
        self.person.page.keyboard.press("Enter")

    def pick(self, field: Locator, text: str, option: Locator) -> None:
        """Write into a box that offers names, and take one of them."""
        self.write(field, text)
        self.press(option)

    def fill(self, **fields: str) -> None:
        """Write into the fields of these names."""
        for name, text in fields.items():
            self.write(self.person.page.locator(f"main [name={name}]"), text)

    def download(self, link: Locator, folder: Path) -> Path:
        """Save the file that a link leads to."""
        with self.person.page.expect_download() as begun:
            self.press(link)
        file = folder / begun.value.suggested_filename
        begun.value.save_as(file)
        return file


class Finger(Mouse):
    """A phone."""

    options: ClassVar = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
    has_side_by_side = False

    def press(self, target: Locator) -> None:
        target.tap()

    def choose(self, box: Locator) -> None:
        box.locator(LABEL).tap()


class Bare(Finger):
    """A phone without JavaScript."""

    options: ClassVar = {**Finger.options, "java_script_enabled": False}
    has_scripts = False

    def pick(self, field: Locator, text: str, option: Locator) -> None:
        raise NotImplementedError("names are offered by a script")


class Keys(Mouse):
    """The keyboard alone: Tab, Enter, Space and arrows, and the focus is seen in the dark too."""

    options: ClassVar = {**Mouse.options, "color_scheme": "dark"}

    def press(self, target: Locator) -> None:
        self.person.tab_to(target)
        self.person.page.keyboard.press("Enter")

    def choose(self, box: Locator) -> None:
        if box.get_attribute("type") == "radio":
            self._choose_one(box)
            return
        self.person.tab_to(box)
        self.person.page.keyboard.press("Space")

    def _choose_one(self, radio: Locator) -> None:
        """Tab stops at the chosen one of a group; arrows go on from there."""
        name = radio.get_attribute("name")
        self.person.tab_to(self.person.page.locator(f"[name={name}]:checked"))
        for _press in range(ARROWS):
            if radio.is_checked():
                return
            self.person.page.keyboard.press("ArrowDown")
        expect(radio).to_be_checked()

    def write(self, field: Locator, text: str) -> None:
        self.person.tab_to(field)
        self.person.page.keyboard.press("ControlOrMeta+a")
        self.person.page.keyboard.type(text)

    def pick(self, field: Locator, text: str, option: Locator) -> None:
        self.write(field, text)
        expect(option).to_be_visible()
        for _press in range(ARROWS):
            self.person.page.keyboard.press("ArrowDown")
            if option.get_attribute("aria-selected") == "true":
                break
        self.person.page.keyboard.press("Enter")


HANDS = (Finger, Mouse, Keys, Bare)
