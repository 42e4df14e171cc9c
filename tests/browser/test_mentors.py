"""A learner lets somebody see some of what they do, and ends it again."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.mentors_pages import LONG_NAME, MENTORING, MINE, link_of
from tests.browser.visitor import DESK, PHONE

OPTIONS = (
    {"viewport": PHONE},
    {"viewport": DESK},
    {"viewport": PHONE, "java_script_enabled": False},
)
KIND = "There is nothing for you to see here. If you were somebody’s mentor, it is over."
IDS = ["phone", "desk", "without scripts"]


@pytest.fixture(params=OPTIONS, ids=IDS)
def two(request, visitor, signed_in):
    """Somebody of the city's team who learns too, and an organiser who becomes the mentor.

    The demo's learner makes the invitations of `mentors_pages`: five a day are allowed.
    """
    options = request.param
    return (
        visitor("cagliari", "it", storage_state=signed_in("city", "cagliari"), **options),
        visitor("cagliari", "it", storage_state=signed_in("organiser", "cagliari"), **options),
        options.get("java_script_enabled", True),
    )


def test_from_an_invitation_to_its_end(two):
    ona, ruta, has_scripts = two
    link = link_of(ona)
    page = ruta.page
    page.goto(link)
    expect(page.locator("main section ul li")).to_have_count(1)
    page.locator("main form button").first.click()
    page.wait_for_url(f"**{MENTORING}/*")
    shown = page.url

    expect(page.locator("#h-badges")).to_be_visible()
    for other in ("#h-coming", "#h-progress", "#h-interests", "#h-evidence"):
        expect(page.locator(other)).to_have_count(0)
    if has_scripts:
        assert [violations(page, mode) for mode in ("light", "dark")] == [[], []]
    ruta.fill(body="Brava!")
    page.locator("main form:has([name=body]) button").click()
    expect(page.locator("main [name=body]")).to_have_value("")

    own = ona.open("/passport")
    expect(own.locator("#h-mentors ~ ul")).to_contain_text("Brava!")
    own = ona.open(MINE)
    own.locator("main li", has_text=LONG_NAME).locator("a").first.click()
    own.locator("main label:has([name=piece][value=interests])").click()
    own.locator("main form:has([name=ends]) button").click()
    page.goto(shown)
    expect(page.locator("#h-interests")).to_be_visible()

    own.locator("main form:has([name=_method]) button").last.click()
    own.wait_for_url(f"**{MINE}")
    ruta.expected.add(404)
    page.goto(shown)
    expect(page.locator("main")).to_contain_text(ruta.say(KIND))
