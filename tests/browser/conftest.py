"""One site and one Chromium for all browser tests; every visitor has a context of their own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.site import Site, serving
from tests.browser.visitor import Visitor
from tests.browser_support.browser import find, prepare_driver

ONE_SEAT_LEFT = """
update activity set capacity = taken_count + 1, allows_email_join = true where id = (
 select id from activity a where starts_at > now() + interval '9 days' and not exists
 (select from participation p where p.activity_id = a.id) order by id limit 1)
returning id, slug
"""


@pytest.fixture(scope="package")
def site() -> Iterator[Site]:
    """A running network with Vilnius and Cagliari, a worker and a place for mails."""
    with serving() as running:
        yield running


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The browser. Words run together at small sizes unless hinting is off."""
    prepare_driver()
    found = find()
    arguments = [*found.arguments, "--font-render-hinting=none"]
    environment = {**os.environ, **found.environment}
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=found.program, args=arguments, env=environment
        )
        yield launched
        launched.close()


@pytest.fixture
def visitor(site: Site, chromium: Browser) -> Iterator[Callable[..., Visitor]]:
    """`visitor("vilnius", "lt")`: somebody with a browser; none of their pages may misbehave."""
    met: list[Visitor] = []

    def meet(slug: str, lang: str, **options: Any) -> Visitor:
        met.append(Visitor(site, chromium, slug, lang, **options))
        return met[-1]

    yield meet
    faults = [fault for each in met for fault in each.faults]
    for each in met:
        each.context.close()
    assert faults == []


@pytest.fixture(scope="package")
def signed_in(site: Site, chromium: Browser) -> Callable[[str, str], Any]:
    """`signed_in("learner", "vilnius")`: the cookies of a demo account, signed in once."""
    states: dict[tuple[str, str], Any] = {}

    def state(role: str, slug: str) -> Any:
        if (role, slug) not in states:
            person = Visitor(site, chromium, slug, "en")
            person.sign_in(role)
            states[role, slug] = person.context.storage_state()
            person.context.close()
        return states[role, slug]

    return state


@pytest.fixture
def last_seat(site: Site) -> str:
    """The page of an activity of next week that nobody has joined and that has one seat."""
    number, slug = site.change("vilnius", ONE_SEAT_LEFT)
    return f"/activities/{number}-{slug}"
