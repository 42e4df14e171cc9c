"""Two people with phones: one makes a circle, the other comes along."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations

AHEAD = """
select id, slug from activity where starts_at > now() + interval '9 days'
 and coalesce(capacity, 9) - taken_count > 3
 and not asks_approval and state = 'published'
 and joining_closed_at is null and not exists
 (select from circle_proposal p where p.activity_id = activity.id) and not exists
 (select from participation p where p.activity_id = activity.id) order by id limit 1
"""


BESIDE = "[aria-labelledby=h-circles]"


def make(ruta, name):
    """The link into a new circle."""
    ruta.open("/circles/new?lang=en")
    ruta.fill(name=name)
    ruta.button("Make the circle").click()
    ruta.page.wait_for_url("**/keeping**")
    return ruta.page.locator("#invitation p.strong").inner_text()


def join(jonas, link, name):
    jonas.open("/passport?lang=en")
    jonas.page.goto(link)
    expect(jonas.page.locator("main")).to_contain_text("Austėja M. keeps it")
    jonas.button("Yes, join the circle").click()
    expect(jonas.page.locator("h1")).to_have_text(name)
    expect(jonas.page.locator("#h-people ~ ul li")).to_have_count(2)


def ask(ruta, activity, name):
    """Ask the circle, and say yes as the first one."""
    ruta.open(activity)
    ruta.button(f"Ask “{name}” to come along").click()
    expect(ruta.page.locator("h1")).to_have_text("Coming along?")
    ruta.button("Yes, I come").click()
    expect(ruta.page.locator("#h-answer")).to_have_text("1 of 2 from your circle comes")


def answer(jonas, value, name):
    beside = jonas.page.locator(BESIDE).locator("li", has_text=name)
    beside.locator(f"button[value={value}]").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_one_asks_and_the_other_comes_along(visitor, signed_in, site, scripts):
    ruta, jonas = (
        visitor(
            "vilnius", "en", storage_state=signed_in(role, "vilnius"), java_script_enabled=scripts
        )
        for role in ("learner", "city")
    )
    name, beside = f"Saturday people {scripts}", jonas.page.locator(BESIDE)
    join(jonas, make(ruta, name), name)
    activity = "/activities/{}-{}".format(*site.change("vilnius", AHEAD))
    ask(ruta, activity, name)

    jonas.open(activity)
    expect(beside).to_contain_text("1 of 2 from your circle comes")
    answer(jonas, "yes", name)
    expect(beside).to_contain_text("2 of 2 from your circle come")
    expect(jonas.button("Leave this activity")).to_be_visible()
    if scripts:
        assert violations(jonas.page, "light") == []
    answer(jonas, "no", name)
    expect(jonas.button("Join this activity")).to_be_visible()
    expect(beside).to_contain_text("1 of 2 from your circle comes")
