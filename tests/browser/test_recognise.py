"""What was learned elsewhere, in a browser: the learner tells it, an organiser answers."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.visitor import DESK
from tests.browser.ways import told


# nobody asks for one badge twice
@pytest.mark.parametrize(("java_script_enabled", "nth"), [(True, 0), (False, 1)])
def test_from_telling_to_an_answer(visitor, signed_in, java_script_enabled, nth):
    options = {"viewport": DESK, "java_script_enabled": java_script_enabled}
    ona = visitor("vilnius", "lt", storage_state=signed_in("learner", "vilnius"), **options)
    rasa = visitor("vilnius", "lt", storage_state=signed_in("organiser", "vilnius"), **options)
    told(ona)
    ona.page.locator("main button[name=badge]").nth(nth).click()
    expect(ona.page.locator("main button[name=badge]")).to_have_count(0)

    desk = rasa.open("/studio/recognise")
    desk.locator('main a[href^="/studio/recognise/"]').first.click()
    expect(desk.get_by_text("A podcast about astronomy").first).to_be_visible()
    if java_script_enabled:
        assert [violations(desk, mode) for mode in ("light", "dark")] == [[], []]
