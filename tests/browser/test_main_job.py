"""The main job: find, join, take part, earn a badge, and a stranger verifies it."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser import journey, learners_way
from tests.browser.hands import Mouse

QUESTS = [
    pytest.param(journey.VILNIUS, True, id="vilnius in Lithuanian"),
    pytest.param(journey.CAGLIARI, False, id="cagliari in Italian without JavaScript"),
]


@pytest.mark.parametrize(("quest", "scripts"), QUESTS)
def test_a_learner_earns_a_badge_on_a_phone_and_a_stranger_verifies_it(
    site, visitor, signed_in, tmp_path, quest, scripts
):
    ona = visitor(quest.slug, quest.lang, java_script_enabled=scripts)
    journey.search_from_home(ona, quest)
    journey.narrow_to_heritage_today(ona)
    journey.open_result(ona, quest)
    ona.link("Join").click()
    email = learners_way.make_an_account(Mouse(ona))
    journey.confirm_joining(ona)

    host = visitor(quest.slug, quest.lang, storage_state=signed_in("organiser", quest.slug))
    journey.check_in(ona, journey.read_desk(host, quest))
    address = learners_way.wait_for_badges(ona, 1)
    assert quest.badge in site.wait_for_mail(email, site.url(quest.slug, address))

    stranger = visitor(quest.slug, quest.lang, java_script_enabled=scripts)
    page = stranger.open(address)
    assert page.get_by_role("heading", level=1).inner_text() == quest.badge
    assert page.locator(".verdict h2").inner_text() == stranger.say(
        "This badge is real, unchanged and in force."
    )
    picture = stranger.download(page.locator("main a[href$='.png']").first, tmp_path)
    assert journey.verify(stranger, picture) == stranger.say(
        "This badge is real, unchanged and in force."
    )


def test_a_changed_badge_is_found_out(visitor, signed_in, tmp_path):
    ona = visitor("vilnius", "lt", storage_state=signed_in("learner", "vilnius"))
    ona.open(learners_way.wait_for_badges(ona, 1))
    ona.page.locator("details.fold summary").click()
    ona.page.locator("details.fold a[href$='.json']").click()
    credential = json.loads(ona.page.inner_text("pre"))
    credential["credentialSubject"]["achievement"]["name"] = "Doctor of Everything"
    changed = tmp_path / "changed.json"
    changed.write_text(json.dumps(credential))

    stranger = visitor("vilnius", "lt")

    assert journey.verify(stranger, changed) == stranger.say(
        "This badge is not as its issuer issued it. Do not trust it."
    )


def test_a_new_account_gets_a_mail_whose_link_confirms_the_address(visitor, site):
    ona = visitor("vilnius", "en")
    ona.open("/sign-in")
    text = site.wait_for_mail(learners_way.make_an_account(Mouse(ona)), "/confirm/")
    ona.page.goto(re.search(r"http\S+/confirm/\S+", text).group())
    question = ona.page.get_by_role("heading", level=1).inner_text()
    ona.page.locator("main form button").click()

    expect(ona.page.get_by_role("heading", level=1)).not_to_have_text(question)
