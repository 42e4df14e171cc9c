"""What somebody with a phone and a slow network waits for: bytes, largest paint, shifts, tasks.

Chromium with a cold cache, its CPU slowed four times, on a network of 1.6 Mbit/s and 150 ms.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.site import Site, serving
from tests.browser.visitor import DESK, PHONE, Visitor
from tests.browser_support.browser import find, prepare_driver

SLOWER = 4
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 750e3 / 8,
}
SETTLING_MILLISECONDS = 1500
KINDS = ("html", "css", "js", "font", "image", "other")
HEAD = ("page", "window", *KINDS, "first", "later", "LCP ms", "CLS", "task ms", "cause")
WATCH = """() => {
  const seen = (window.firstView = { lcp: 0, cls: 0 });
  const notes = {
    "largest-contentful-paint": ({ startTime }) => (seen.lcp = startTime),
    "layout-shift": ({ value, hadRecentInput }) => (seen.cls += hadRecentInput ? 0 : value),
  };
  for (const [type, note] of Object.entries(notes)) {
    const watch = new PerformanceObserver((list) => list.getEntries().forEach(note));
    watch.observe({ type, buffered: true });
  }
}"""
"""The browser's own observers (W3C Paint Timing, Layout Instability)."""
TRACED = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"]
CAUSES = {
    "ParseHTML": "parse",
    "UpdateLayoutTree": "style",
    "Layout": "layout",
    "PrePaint": "paint",
    "Paint": "paint",
    "Layerize": "paint",
    "EvaluateScript": "script",
    "v8.evaluateModule": "script",
    "FunctionCall": "script",
    "TimerFire": "script",
    "RunMicrotasks": "script",
    "CommitLoad": "commit",
}
"""What a task can be made of: names of trace events, in our words."""
TYPES = (
    (re.compile(r"text/html"), "html"),
    (re.compile(r"text/css"), "css"),
    (re.compile(r"javascript"), "js"),
    (re.compile(r"font|woff"), "font"),
    (re.compile(r"image/"), "image"),
)


@dataclass(slots=True)
class View:
    """One page as it came over the wire; `first` are the bytes until the page had loaded."""

    name: str
    window: str
    bytes_by_kind: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    first: int = 0
    lcp_ms: float = 0.0
    cls: float = 0.0
    task_ms: float = 0.0
    cause: str = ""

    @property
    def later(self) -> int:
        """Bytes of what comes when the page is there already."""
        return sum(self.bytes_by_kind.values()) - self.first


def measure() -> list[View]:
    """All pages in both windows, on a network of its own."""
    with serving() as site, chromium() as browser:
        return list(views(site, browser))


def views(site: Site, browser: Browser) -> Iterator[View]:
    """The pages of the table, each in a browser that knows nothing yet."""
    pages = _pages(site, browser)
    person = Visitor(site, browser, "vilnius", "lt")
    person.sign_in("learner")
    state = person.context.storage_state()
    person.context.close()
    for name, address in pages.items():
        for window, size in (("phone", PHONE), ("desk", DESK)):
            known = state if name == "passport" else None
            context = browser.new_context(viewport=size, locale="lt-LT", storage_state=known)
            yield _view(context, View(name, window), address)
            context.close()


def _pages(site: Site, browser: Browser) -> dict[str, str]:
    found = {
        "apex home": site.url("apex"),
        "apex search": site.url("apex", "/search"),
        "city home": site.url("vilnius"),
        "Explore, list": site.url("vilnius", "/activities"),
        "Explore, map": site.url("vilnius", "/activities?view=map"),
        "passport": site.url("vilnius", "/passport"),
    }
    context = browser.new_context()
    page = context.new_page()
    for name in ("activities", "playlists"):
        page.goto(site.url("vilnius", f"/{name}"))
        first = page.locator(f'main a.stretch[href^="/{name}/"]').first
        found[name] = site.url("vilnius", first.get_attribute("href") or "")
    context.close()
    return found


def _view(context: BrowserContext, view: View, address: str) -> View:
    page, browser = context.new_page(), context.browser
    assert browser
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW_4G)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    kinds: dict[str, str] = {}
    wire.on("Network.responseReceived", lambda event: kinds.update(_kind(event)))

    def count(event: dict[str, Any]) -> None:
        kind = kinds.get(event["requestId"], "other")
        view.bytes_by_kind[kind] += int(event["encodedDataLength"])

    wire.on("Network.loadingFinished", count)
    page.add_init_script(f"({WATCH})()")
    browser.start_tracing(page=page, categories=TRACED)
    page.goto(address, wait_until="load")
    view.first = sum(view.bytes_by_kind.values())
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(SETTLING_MILLISECONDS)
    view.task_ms, view.cause = _longest(json.loads(browser.stop_tracing())["traceEvents"])
    return _read(page, view)


def _longest(events: list[dict[str, Any]]) -> tuple[float, str]:
    """The longest task of the main thread and what it was made of.

    The time is the thread's own. Chromium slows a thread by keeping it busy after it ran, or
    waited, for some time: with other work on the machine it still grows, so compare runs.
    """
    timed = [event for event in events if "tdur" in event]
    names = [event for event in events if event.get("name") == "thread_name"]
    mains = {_thread(event) for event in names if event["args"]["name"] == "CrRendererMain"}
    tasks = [each for each in timed if each["name"].endswith("RunTask") and _thread(each) in mains]
    if not tasks:
        return 0.0, ""
    longest = max(tasks, key=lambda task: task["tdur"])
    return longest["tdur"] / 1000, _cause(longest, timed)


def _thread(event: dict[str, Any]) -> tuple[int, int]:
    return event["pid"], event["tid"]


def _cause(task: dict[str, Any], timed: list[dict[str, Any]]) -> str:
    """The biggest parts of a task with their milliseconds; a part inside another counts twice."""
    start, end = task["ts"], task["ts"] + task["dur"]
    spent: Counter[str] = Counter()
    for event in timed:
        is_inside = _thread(event) == _thread(task) and start <= event["ts"] < end
        if is_inside and event["name"] in CAUSES:
            spent[CAUSES[event["name"]]] += event["tdur"]
    return ", ".join(f"{name} {time / 1000:.0f}" for name, time in spent.most_common(2))


def _kind(event: dict[str, Any]) -> dict[str, str]:
    mimetype = event["response"]["mimeType"]
    kind = next((name for pattern, name in TYPES if pattern.search(mimetype)), "other")
    return {event["requestId"]: kind}


def _read(page: Page, view: View) -> View:
    seen = page.evaluate("window.firstView")
    view.lcp_ms, view.cls = seen["lcp"], seen["cls"]
    return view


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of the tests, for the time of a block."""
    prepare_driver()
    found = find()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=found.program,
            args=found.arguments,
            env={**os.environ, **found.environment},
        )
        yield launched
        launched.close()


def show(found: list[View]) -> None:
    """One table; bytes as they came over the wire, headers included."""
    print("".join(f"{word:>{15 if n == 0 else 8}}" for n, word in enumerate(HEAD)))
    for view in found:
        sizes = "".join(f"{view.bytes_by_kind[kind]:>8}" for kind in KINDS)
        print(
            f"{view.name:>15}{view.window:>8}{sizes}{view.first:>8}{view.later:>8}"
            f"{view.lcp_ms:>8.0f}{view.cls:>8.3f}{view.task_ms:>8.0f}  {view.cause}"
        )
