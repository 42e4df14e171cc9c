"""Making and publishing a badge: with the keyboard alone, without JavaScript, and by itself."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.hands import Bare, Keys
from tests.browser.visitor import DESK

CRITERIA = "Record one interview of at least five minutes."
DESCRIPTION = "Found a true story on one street."


@pytest.fixture
def maker(visitor, signed_in):
    """An organiser of Vilnius who reads English; `maker(hand)`."""

    def meet(**options):
        state = signed_in("organiser", "vilnius")
        return visitor("vilnius", "en", storage_state=state, **options)

    return meet


def do(page, step):
    return page.locator(f'main [name=do][value="{step}"]').last


@pytest.mark.parametrize("hand", [Keys, Bare])
def test_a_badge_is_made_and_published(maker, hand):
    organiser = maker(**hand.options)
    page, hands = organiser.open("/studio/badges/new?lang=en"), hand(organiser)
    hands.fill(name="Street Reporter")
    hands.press(organiser.button("Go on"))
    hands.fill(description=DESCRIPTION, criteria=CRITERIA)
    hands.fill(find="e")
    hands.press(do(page, "find"))
    hands.press(page.locator('[name=do][value^="skill-"]').first)
    hands.press(do(page, "task"))
    hands.write(page.locator("[name=task-0]"), "Talk to a neighbour.")
    hands.choose(page.locator("[name=palette][value=dusk]"))
    hands.press(do(page, "save"))
    # the city's main language is needed, too
    hands.press(do(page, "lang-lt"))
    hands.fill(name="Gatvės reporteris", description="Rado istoriją.", criteria="Vienas pokalbis.")
    hands.write(page.locator("[name=task-0]"), "Pakalbink kaimyną.")
    hands.press(do(page, "publish"))
    hands.press(organiser.button("Publish version 1"))

    expect(page).to_have_url(re.compile(r"/badges/\d+-gatves-reporteris$"))
    expect(page.locator("h1")).to_have_text("Street Reporter")
    expect(page.locator("#criteria li")).to_contain_text("Talk to a neighbour.")


def test_the_editor_saves_by_itself_and_says_so(maker):
    organiser = maker(viewport=DESK)
    page = organiser.open("/studio/badges/new?lang=en")
    organiser.fill(name="Street Listener")
    organiser.button("Go on").click()
    page.locator("[name=description]").fill(DESCRIPTION)

    expect(page.locator("[data-told]")).to_contain_text("Saved at")
    page.reload()
    expect(page.locator("[name=description]")).to_have_value(DESCRIPTION)


def test_two_who_write_at_once_lose_nothing(maker):
    first, second = maker(viewport=DESK), maker(viewport=DESK)
    page = first.open("/studio/badges/new?lang=en")
    first.fill(name="Street Writer")
    first.button("Go on").click()
    expect(page).to_have_url(re.compile(r"/studio/badges/\d+"))
    second.open(re.search(r"/studio/[^?]*", page.url)[0] + "?lang=en")
    first.fill(description="Theirs.")
    expect(page.locator("[data-told]")).to_contain_text("Saved at")
    second.expected.add(409)
    second.fill(description="Mine.")
    expect(second.page.locator("[data-told]")).to_contain_text("Somebody else has saved")
    do(second.page, "save").click()

    expect(second.page.get_by_role("alert").first).to_contain_text("Somebody else has saved")
    expect(second.page.locator("[name=description]")).to_have_value("Mine.")


def test_the_picture_follows_the_choices(maker):
    organiser = maker(viewport=DESK)
    page = organiser.open("/studio/badges/new?lang=en")
    organiser.fill(name="Street Painter")
    organiser.button("Go on").click()
    drawn = page.locator("[data-drawn] img")
    page.locator("label:has([name=shape][value=shield])").click()
    expect(drawn).to_have_attribute("src", re.compile(r"/shield\.ember\.star\.rays\."))
    page.locator("[name=colour]").fill("#00aa55")
    expect(drawn).to_have_attribute("src", re.compile(r"/shield\.own-00aa55\.star\."))
    assert drawn.evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 0
