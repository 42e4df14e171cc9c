"""What holds for every kind of page, in Vilnius in Lithuanian and in Cagliari in Italian."""

import pytest

from tests.browser.award_pages import AWARD_PAGES, MADE_FIRST
from tests.browser.axe import LOOKS, violations
from tests.browser.carry_pages import CARRY_PAGES
from tests.browser.circles_pages import CIRCLES_PAGES
from tests.browser.deletion_pages import DELETION_PAGES
from tests.browser.identity_pages import IDENTITY_MADE_FIRST, IDENTITY_PAGES
from tests.browser.join_pages import JOIN_PAGES
from tests.browser.mentors_pages import MENTORS_PAGES
from tests.browser.pages import KINDS, NOT_PAGES, PLACES
from tests.browser.proof_pages import PROOF_PAGES
from tests.browser.spine_pages import SPINE_PAGES
from tests.browser.topics_pages import TOPICS_PAGES
from tests.browser.verify_pages import VERIFY_PAGES
from tests.browser.visitor import DESK, NARROW, Visitor

PAGES = (
    *KINDS,
    *AWARD_PAGES,
    *CARRY_PAGES,
    *CIRCLES_PAGES,
    *IDENTITY_PAGES,
    *DELETION_PAGES,
    *JOIN_PAGES,
    *MENTORS_PAGES,
    *PROOF_PAGES,
    *SPINE_PAGES,
    *TOPICS_PAGES,
    *VERIFY_PAGES,
)
EACH = [
    pytest.param((slug, lang, kind), id=f"{slug} in {lang}: {kind}")
    for slug, lang in PLACES
    for kind in PAGES
    if kind.host == "city" or slug == "vilnius" or kind.rule in ("/", "/sign-in")
]
LEFT_OUT = (*NOT_PAGES, *MADE_FIRST, *IDENTITY_MADE_FIRST)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

WIDE_TEXT = """* {
  line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important;
}
p { margin-block-end: 2em !important; }"""
"""What readers may set by themselves (WCAG 1.4.12)."""
SPACE_TEXT = """async (text) => {
  const sheet = await new CSSStyleSheet().replace(text);
  document.adoptedStyleSheets = [sheet];
}"""
ENDLESS = "Donaudampfschifffahrt" * 7
SPOIL = """(word) => {
  const written = "h1, h2, h3, .stretch, .lead, .meta span, .prose p, .crumb [aria-current]";
  for (const each of document.querySelectorAll(`main :is(${written})`)) {
    (each.querySelector("a") ?? each).textContent = word;
  }
}"""
"""What people write: titles, names, places, stories."""
BELOW_THE_END = """() => {
  const end = Math.max(document.body.getBoundingClientRect().bottom + scrollY, innerHeight);
  // scrollHeight is a whole number, the end of a page need not be
  return Math.max(0, Math.floor(document.documentElement.scrollHeight - end));
}"""


@pytest.fixture(scope="module", params=EACH)
def shown(request, site, chromium, signed_in):
    """A page that somebody has opened; it is opened once for all tests of this file."""
    slug, lang, kind = request.param
    state = signed_in(kind.role, slug) if kind.role else None
    visitor = Visitor(site, chromium, slug, lang, viewport=NARROW, storage_state=state)
    visitor.expected.add(kind.status)
    kind.go(visitor)
    yield visitor
    visitor.context.close()


def test_a_page_has_one_heading_a_title_and_a_language(shown):
    headings = shown.page.locator("h1").count()
    language = shown.page.locator("html").get_attribute("lang")

    assert (headings, bool(shown.page.title()), language) == (1, True, shown.lang)


def test_a_page_fits_a_narrow_window(shown):
    shown.page.set_viewport_size(NARROW)

    assert shown.page.evaluate(OVERFLOW) == 0


def test_a_page_fits_a_narrow_window_from_right_to_left(shown):
    shown.page.set_viewport_size(NARROW)
    shown.page.evaluate("document.documentElement.dir = 'rtl'")
    overflow = shown.page.evaluate(OVERFLOW)
    shown.page.evaluate("document.documentElement.dir = 'ltr'")

    assert overflow == 0


def test_a_page_fits_a_narrow_window_with_wide_text(shown):
    shown.page.set_viewport_size(NARROW)
    shown.page.evaluate(SPACE_TEXT, WIDE_TEXT)
    overflow = shown.page.evaluate(OVERFLOW)
    shown.page.evaluate("document.adoptedStyleSheets = []")

    assert overflow == 0


def test_nothing_lies_below_the_end_of_a_page(shown):
    shown.page.set_viewport_size(DESK)

    assert shown.page.evaluate(BELOW_THE_END) == 0


@pytest.mark.parametrize(("size", "mode"), LOOKS, ids=["320", "320 dark", "1440", "1440 dark"])
def test_a_page_breaks_no_rule_of_accessibility(shown, size, mode):
    shown.page.set_viewport_size(size)

    assert violations(shown.page, mode) == []


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_page_breaks_no_rule_of_accessibility_from_right_to_left(shown, mode):
    shown.page.set_viewport_size(NARROW)
    shown.page.evaluate("document.documentElement.dir = 'rtl'")
    # Leaflet put the pins where they are before the page turned; test_map.py opens a turned map.
    found = violations(shown.page, mode, [".leaflet-marker-icon"])
    shown.page.evaluate("document.documentElement.dir = 'ltr'")

    assert found == []


def test_a_page_loads_nothing_from_elsewhere_and_raises_no_fault(shown):
    assert shown.faults == []


def test_a_page_gets_cookies_of_its_own_host_only(shown):
    cookies = shown.context.cookies()
    loose = [c["name"] for c in cookies if not c["name"].startswith("__Host-") or not c["secure"]]

    assert loose == []
    assert [c["domain"] for c in cookies if c["domain"].startswith(".")] == []


def test_a_page_fits_a_narrow_window_with_words_without_end(shown):
    """The last one to look at a page: it spoils the words."""
    shown.page.set_viewport_size(NARROW)
    shown.page.evaluate(SPOIL, ENDLESS)

    assert shown.page.evaluate(OVERFLOW) == 0


def test_every_kind_of_page_is_looked_at(site):
    rules = {
        rule["rule"]
        for rule in site.routes()
        if "GET" in rule["methods"]
        and not any(
            part in rule["rule"] for part in (*NOT_PAGES, *MADE_FIRST, *IDENTITY_MADE_FIRST)
        )
    }

    assert rules - {kind.rule for kind in PAGES} == set()


def test_the_check_of_accessibility_sees_a_fault(visitor):
    page = visitor("vilnius", "lt").open("/verify")
    page.evaluate("document.querySelector('main').append(new Image())")

    assert [fault.partition(":")[0] for fault in violations(page, "light")] == ["image-alt"]
