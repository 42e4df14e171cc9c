"""Without a network: what was read before, one's own passport, and nobody else's."""

import pytest
from playwright.sync_api import expect

KEPT = """async () => {
  const names = await caches.keys();
  const found = await Promise.all(names.map(async (name) => {
    const requests = await (await caches.open(name)).keys();
    return requests.map(({ url }) => `${name} ${new URL(url).pathname}`);
  }));
  return found.flat().filter((line) => !line.startsWith("files"));
}"""


IS_KEPT = "path => caches.match(path, { ignoreVary: true }).then(Boolean)"


@pytest.fixture
def learner(visitor, signed_in):
    """Somebody signed in in Vilnius whose browser is ready for times without a network."""
    person = visitor("vilnius", "en", storage_state=signed_in("learner", "vilnius"))
    ready_at_the_passport(person)
    return person


def ready_at_the_passport(person):
    person.open("/passport")
    person.page.evaluate("navigator.serviceWorker.ready")
    person.page.wait_for_function(IS_KEPT, arg="/passport")


def without_network(person):
    """Every further request fails, the worker's as well."""
    person.context.set_offline(True)


def test_the_passport_is_readable_without_a_network(learner):
    without_network(learner)
    learner.open("/passport")

    expect(learner.page.locator("h1")).to_contain_text("Austėja")


def test_a_page_that_was_never_read_says_so(learner):
    without_network(learner)
    learner.open("/places")

    expect(learner.page.locator("h1")).to_have_text("You are offline")


def test_a_public_page_that_was_read_is_there_again(visitor):
    person = visitor("vilnius", "en")
    person.open("/")
    person.page.evaluate("navigator.serviceWorker.ready")
    person.open("/badges")
    person.page.wait_for_function(IS_KEPT, arg="/badges")
    without_network(person)
    person.open("/badges")

    expect(person.page).to_have_title("Badges · Vilnius City of Learning")


def test_nothing_of_a_person_is_left_after_they_sign_out(visitor):
    learner = visitor("vilnius", "lt")
    learner.sign_in("learner")
    ready_at_the_passport(learner)
    page = learner.page
    page.locator("summary:has(.avatar)").click()
    learner.button("Sign out").click()
    expect(page).to_have_url(learner.site.url("vilnius"))
    page.wait_for_function("caches.has('personal').then((has) => !has)")
    without_network(learner)
    learner.open("/passport")

    expect(page.locator("h1")).to_have_text(learner.say("You are offline"))


def test_pages_of_somebody_signed_in_are_kept_only_where_they_serve_on_the_way(learner):
    learner.expected.add(403)
    learner.open("/")
    learner.open("/studio")

    assert learner.page.evaluate(KEPT) == ["personal /passport"]


@pytest.fixture
def carrier(visitor, signed_in):
    """Somebody signed in at the apex and in Vilnius whose browser has kept the wallet."""
    person = visitor("vilnius", "lt")
    person.sign_in("learner")
    ready_at_the_wallet(person)
    return person


def ready_at_the_wallet(person):
    person.open("/passport/badges", "apex")
    person.page.evaluate("navigator.serviceWorker.ready")
    person.page.wait_for_function(IS_KEPT, arg="/passport/badges")


def test_the_wallet_is_readable_without_a_network(carrier):
    without_network(carrier)
    page = carrier.open("/passport/badges", "apex")

    expect(page.locator("h1")).to_have_text(carrier.say("Your badges"))
    assert page.locator("img.badge-art").first.evaluate("img => img.decode().then(() => true)")


def test_of_the_apex_nothing_else_of_a_person_is_kept(carrier):
    carrier.open("/account", "apex")
    with carrier.page.expect_download():
        carrier.page.evaluate("location.assign('/passport/badges.zip')")

    assert carrier.page.evaluate(KEPT) == ["personal /passport/badges"]


@pytest.mark.parametrize("host", ["apex", "vilnius"])
def test_signing_out_anywhere_forgets_the_wallet(carrier, host):
    page = carrier.open("/", host)
    page.locator("summary:has(.avatar)").click()
    carrier.button("Sign out").click()
    expect(page).to_have_url(carrier.site.url(host))
    without_network(carrier)
    carrier.open("/passport/badges", "apex")

    expect(page.locator("h1")).to_have_text(carrier.say("You are offline"))
