"""From a list of addresses to a badge taken back, in a browser; every page on the way."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.badge_ways import own_badge
from tests.browser.visitor import DESK, NARROW

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SHEET = """async (address) => {
  const answer = await fetch(address);
  return [answer.status, (await answer.text()).slice(0, 5)];
}"""


def looked_at(visitor):
    """Nothing is wrong with the page that is shown, narrow and wide, in both looks."""
    found = []
    for size in (NARROW, DESK):
        visitor.page.set_viewport_size(size)
        found += violations(visitor.page, "light") + violations(visitor.page, "dark")
        assert visitor.page.evaluate(OVERFLOW) == 0
    assert found == []


def published_badge(visitor, tail=""):
    """To a page of the first badge that can be awarded."""
    link = visitor.open("/studio/badges").locator("main li.card a[href$='/award']").first
    address = (link.get_attribute("href") or "").removesuffix("/award")
    visitor.open(address + tail)
    return address


@pytest.fixture
def rasa(visitor, signed_in):
    """An organiser in Vilnius."""
    state = signed_in("organiser", "vilnius")
    return visitor("vilnius", "lt", viewport=DESK, storage_state=state)


def test_awarding_by_addresses_from_the_list_to_taking_back(site, visitor, rasa):
    here = published_badge(rasa, "/award")
    addresses = "Egle <city.vilnius@example.org>\nsomebody.new@example.net\nno address"
    rasa.page.locator("[name=emails]").fill(addresses)
    rasa.page.locator("form:has([name=emails]) button").click()
    expect(rasa.page.locator("#h-faults")).to_be_visible()
    looked_at(rasa)
    rasa.page.locator("form[action^='/studio/batches/'] button").first.click()
    rasa.page.wait_for_url("**/studio/batches/*")
    looked_at(rasa)
    link = site.mailed_link("somebody.new@example.net", "/invitation/")

    invited = visitor("vilnius", "lt", viewport=NARROW)
    invited.page.goto(link)
    expect(invited.page.locator("h1")).to_be_visible()
    looked_at(invited)

    rasa.open(f"{here}/awards").locator("main a[href$='/invitations']").click()
    looked_at(rasa)
    row = rasa.page.locator("main li").filter(has_text="somebody.new@example.net")
    row.get_by_role("button").click()
    expect(row).to_have_count(0)
    invited.expected = {410}
    invited.page.reload()
    expect(invited.page.locator("main form")).to_have_count(0)

    rasa.open(f"{here}/awards")
    looked_at(rasa)
    rasa.page.locator("main a[href$='/revocation']").first.click()
    looked_at(rasa)


def test_people_become_a_group(rasa):
    here = published_badge(rasa, "/award")
    sources = rasa.page.locator("[name=from] option").evaluate_all("all => all.map(o => o.value)")
    for source in sources:
        rasa.open(f"{here}/award/people?from={source}")
        if rasa.page.locator("[name=person]").count():
            break
    looked_at(rasa)
    for tick in rasa.page.locator("[name=person]").all():
        tick.check()
    rasa.page.locator("[name=group]").fill("Antradienio būrelis")
    rasa.page.locator("[name=do][value=save]").click()
    rasa.open("/studio/groups").get_by_role("link", name="Antradienio būrelis").click()
    looked_at(rasa)
    rasa.page.locator("form[action^='/studio/groups/']:has([name=_method]) button").click()

    expect(rasa.page.get_by_text("Antradienio būrelis")).to_have_count(0)


def test_links_and_slips_once_they_are_made(rasa, visitor):
    here = published_badge(rasa, "/claims")
    rasa.page.locator("[name=kind][value=link]").click()
    rasa.page.locator("[name=kind][value=slips]").click()
    code = rasa.page.locator("main a[href*='/claim/']").first.get_attribute("href")
    looked_at(rasa)
    stranger = visitor("vilnius", "lt", viewport=NARROW)
    stranger.page.goto(code)
    looked_at(stranger)

    sheet = rasa.page.locator(f"main a[href^='{here}/slips-']").first.get_attribute("href")
    answer = rasa.page.evaluate(SHEET, sheet)
    assert answer == [200, "%PDF-"]


def test_a_condition_is_found_and_made_by_keyboard(rasa):
    own_badge("/requirements")(rasa)
    rasa.page.locator("[name=find]").fill("a")
    rasa.page.locator("[name=find]").press("Enter")
    rasa.page.locator("[name=badge]").first.press("Space")
    rasa.page.locator("[name=do][value=add]").press("Enter")
    looked_at(rasa)

    expect(rasa.page.locator("main form[action*='/requirements/'] button").first).to_be_visible()
