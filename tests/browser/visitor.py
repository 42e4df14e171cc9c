"""Somebody with a browser of their own, who notes what no page may do."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from babel.support import Translations
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Response, expect

from tests.browser.site import ROOT, Site

PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 800}
DESK = {"width": 1440, "height": 900}
TAGS = {"lt": "lt-LT", "it": "it-IT", "en": "en-GB"}
OWN_SCHEMES = {"data", "blob", "about"}
PATIENCE = 15_000
"""Milliseconds: two busy cores draw a page slowly, and a badge takes some seconds."""

FOCUSED = "document.activeElement.outerHTML.slice(0, 120)"
FOCUS_IS_SEEN = """() => {
  const element = document.activeElement;
  const around = element.closest("li, article, .card, label, form") ?? element;
  const shown = [around, element, ...element.querySelectorAll("*"), element.parentElement];
  const ring = (each) => {
    const style = getComputedStyle(each);
    return style.outlineStyle !== "none" || style.boxShadow !== "none";
  };
  const box = element.getBoundingClientRect();
  const inside = box.bottom > 0 && box.top < innerHeight && box.width > 0;
  return element !== document.body && inside && shown.some(ring);
}"""
"""A ring around the element or what it holds, and a part of it inside the window (WCAG 2.4.7)."""
FOCUS = f"(element) => [({FOCUS_IS_SEEN})(), element === document.activeElement]"


FROM_RIGHT_TO_LEFT = """new MutationObserver(() => {
  if (document.documentElement) document.documentElement.dir = "rtl";
}).observe(document, { childList: true });"""
"""Before anything of a page is laid out: none of the languages we speak is written that way yet."""


class Visitor:
    """A browser context with one page, on the host of one city and in one language."""

    def __init__(self, site: Site, browser: Browser, slug: str, lang: str, **options: Any) -> None:
        self.site, self.slug, self.lang = site, slug, lang
        options = {"viewport": PHONE, "accept_downloads": True, **options}
        self.context = browser.new_context(locale=TAGS[lang], **options)
        self.context.set_default_timeout(PATIENCE)
        self.words = Translations.load(ROOT / "translations", [lang])
        self.faults: list[str] = []
        self.expected: set[int] = set()
        self.context.on("request", self._note_request)
        self.context.on("response", self._note_response)
        self.context.on("console", self._note_console)
        self.context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        self.page: Page = self.context.new_page()

    def _note_request(self, request: Request) -> None:
        target = urlsplit(request.url)
        base = self.site.base_domain
        is_ours = target.netloc == base or target.netloc.endswith(f".{base}")
        if not is_ours and target.scheme not in OWN_SCHEMES:
            self.faults.append(f"loads from elsewhere: {request.url}")

    def _note_response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.faults.append(f"{response.status}: {response.url}")

    def _note_console(self, message: ConsoleMessage) -> None:
        # Chromium repeats every 4xx here; what was expected is no fault of the page.
        if "Failed to load resource" not in message.text and message.type in ("error", "warning"):
            self.faults.append(f"console: {message.text} ({message.location['url']})")

    def say(self, text: str, **values: object) -> str:
        """A sentence of the interface in this visitor's language."""
        return self.words.gettext(text) % values

    def open(self, path: str, slug: str = "") -> Page:
        """Go to an address of the visitor's city, or of another host."""
        self.page.goto(self.site.url(slug or self.slug, path))
        return self.page

    def turn(self, direction: str) -> None:
        """Read all pages that are opened from now on in this direction: `ltr` or `rtl`."""
        if direction == "rtl":
            self.context.add_init_script(FROM_RIGHT_TO_LEFT)

    def button(self, text: str) -> Locator:
        """The first button that is seen and says this."""
        return self._seen("button", text)

    def link(self, text: str) -> Locator:
        """The first link that is seen and says this."""
        return self._seen("link", text)

    def _seen(self, role: Any, text: str) -> Locator:
        found = self.page.get_by_role(role, name=self.say(text), exact=True)
        return found.filter(visible=True).first

    def fill(self, **fields: str) -> None:
        """Write into the fields of these names."""
        for name, text in fields.items():
            self.page.locator(f"main [name={name}]").fill(text)

    def sign_in(self, role: str) -> None:
        """Sign in at the apex as a demo account of the city, and come back to its home."""
        email, password = self.site.account(role, self.slug)
        self.open("/sign-in?next=/passport")
        self.fill(email=email, password=password)
        self.button("Sign in").click()
        expect(self.page).to_have_url(self.site.url(self.slug, "/passport"))

    def download(self, link: Locator, folder: Path) -> Path:
        """Save the file that a link leads to."""
        with self.page.expect_download() as begun:
            link.click()
        file = folder / begun.value.suggested_filename
        begun.value.save_as(file)
        return file

    def tab_to(self, target: Locator, limit: int = 150) -> None:
        """Press Tab until the element has the focus, which must be seen all the way."""
        target.wait_for(state="attached")  # the page it stands on may still be coming
        for _press in range(limit):
            self.page.keyboard.press("Tab")
            is_seen, is_there = target.evaluate(FOCUS)
            if not is_seen and not self._focus_is_seen_soon():
                self.faults.append(f"focus is not seen: {self.page.evaluate(FOCUSED)}")
            if is_there:
                return
        raise AssertionError(f"{target} is not reached by Tab")

    def _focus_is_seen_soon(self) -> bool:
        """A map pans to a pin that gets the focus: give it the time."""
        for _look in range(5):
            if self.page.evaluate(FOCUS_IS_SEEN):
                return True
            self.page.wait_for_timeout(150)
        return False
