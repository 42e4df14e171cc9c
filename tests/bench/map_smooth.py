"""How smoothly a phone moves the map: the longest task while 5,000 pins are panned and zoomed."""

from __future__ import annotations

import os

from playwright.sync_api import Page, sync_playwright

from tests.bench.pins import pins
from tests.bench.site import MODEL, Site, web
from tests.browser_support.browser import find, prepare_driver

ACTIVITIES, PLACES = 5000, 1500
SLOWER = 4
PHONE = {"width": 390, "height": 844}
PIN = ".map button.leaflet-marker-icon"
WATCH = """() => {
  window.tasks = [];
  const note = (list) => window.tasks.push(...list.getEntries().map((each) => each.duration));
  new PerformanceObserver(note).observe({ type: "longtask" });
}"""
BARE = """() => {
  for (let y = 300; y > 130; y -= 5) {
    for (let x = 250; x > 150; x -= 5) {
      if (document.elementFromPoint(x, y).matches(".leaflet-container, svg, use")) return [x, y];
    }
  }
}"""
LONGEST = """() => {
  const tasks = window.tasks;
  window.tasks = [];
  return [Math.max(0, ...tasks), tasks.length];
}"""


def show(site: Site) -> None:
    """A line for each way of moving: the longest task (50 ms and less are not told apart)."""
    prepare_driver()
    found = find()
    environment = {**os.environ, **found.environment}
    with pins(site, ACTIVITIES, PLACES), web("wsgi:app") as (port, _), sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=found.program, args=found.arguments, env=environment
        )
        page = browser.new_page(viewport=PHONE, has_touch=True, is_mobile=True, locale="lt-LT")
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.add_init_script(f"({WATCH})()")
        host = f"{MODEL}.{site.app.settings.base_domain.partition(':')[0]}"
        page.goto(f"http://{host}:{port}/activities?view=map")
        _measure(page)
        browser.close()


def _measure(page: Page) -> None:
    page.wait_for_selector(PIN, timeout=60_000)
    page.wait_for_timeout(3000)
    _tell(page, "first view")
    for _ in range(6):
        _drag(page)
        page.wait_for_timeout(1500)
    if "bbox" not in page.url:
        raise RuntimeError("the list does not follow the map")
    _tell(page, "pan")
    for key in ("+", "+", "+", "-", "-", "-", "-", "-"):
        page.locator(".map .leaflet-container").press(key)
        page.wait_for_timeout(1500)
    _tell(page, "zoom")


def _drag(page: Page) -> None:
    """From a spot of bare ground: a press on a pin would choose it."""
    x, y = page.evaluate(BARE)
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(12):
        page.mouse.move(x - 12 * step, y - 6 * step)
        page.wait_for_timeout(16)
    page.mouse.up()


def _tell(page: Page, name: str) -> None:
    longest, count = page.evaluate(LONGEST)
    shown = page.locator(PIN).count()
    print(f"{'map, ' + name:>28}{longest:>9.0f} ms longest task of {count}, {shown} buttons")
