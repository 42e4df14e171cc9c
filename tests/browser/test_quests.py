"""The way of evidence, in a browser: learner, organiser, learner again."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.visitor import DESK


def photo():
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "teal").save(out, "JPEG")
    return {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def open_task(visitor, number):
    """The task with this number of the badge under way."""
    page = visitor.open("/passport")
    page.locator("#h-quests ~ ul a").first.click()
    page.locator("main ol li a.plain").nth(number).click()
    page.wait_for_selector("h1")
    return page


def test_what_is_written_saves_itself_and_is_there_after_a_reload(visitor, signed_in):
    ona = visitor("vilnius", "lt", storage_state=signed_in("learner", "vilnius"))
    page = open_task(ona, 0)
    before = page.locator("[data-saved]").inner_text()
    page.locator("#f-body").fill("She came by train in 1964.")
    expect(page.locator("[data-saved]")).not_to_have_text(before)
    expect(page.locator("[data-saved]")).to_have_text(ona.say("Saved a moment ago"))
    page.reload()

    expect(page.locator("#f-body")).to_have_value("She came by train in 1964.")


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_from_evidence_to_an_answer(visitor, signed_in, java_script_enabled):
    options = {"viewport": DESK, "java_script_enabled": java_script_enabled}
    ona = visitor("cagliari", "it", storage_state=signed_in("learner", "cagliari"), **options)
    rasa = visitor("cagliari", "it", storage_state=signed_in("organiser", "cagliari"), **options)
    page = open_task(ona, 0)
    page.locator("#f-body").fill("He knows every boat.")
    page.locator("button.btn[name=do][value=submit]").click()
    expect(page.locator("main li .tag--info")).to_have_count(1)

    desk = rasa.open("/studio/review")
    desk.locator("main ol a.btn").first.click()
    expect(desk.get_by_text("He knows every boat.")).to_be_visible()
    if java_script_enabled:
        assert [violations(desk, mode) for mode in ("light", "dark")] == [[], []]
    desk.locator("#f-phrase").fill("What did you feel?")
    desk.locator("#f-phrase ~ button").click()
    desk.locator("[data-insert]").first.focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("#f-words")).to_have_value("What did you feel?")
    desk.locator("[name=decision][value=sent_back]").click()
    expect(desk.get_by_role("heading", level=1)).to_be_visible()

    page = open_task(ona, 0)
    expect(page.get_by_text("What did you feel?").first).to_be_visible()


def test_a_photo_is_added_shown_and_counts(visitor, signed_in):
    ona = visitor("vilnius", "lt", storage_state=signed_in("learner", "vilnius"))
    page = open_task(ona, 1)
    page.locator("#f-files").set_input_files(photo())
    page.locator("button.btn[name=do][value=save]").click()
    expect(page.locator("img.evidence")).to_have_js_property("naturalWidth", 300)
    page.locator("button.btn[name=do][value=submit]").click()

    expect(page.locator("main li .tag--good")).to_have_count(1)
