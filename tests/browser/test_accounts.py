"""One account for all cities: signed in at one, known at the others, signed out of all."""

from playwright.sync_api import expect


def is_signed_in(person, slug):
    """Whether the passport of a city opens without being asked who one is."""
    person.open("/passport", slug)
    return person.page.url == person.site.url(slug, "/passport")


def test_an_account_of_one_city_opens_another_with_one_tap(visitor):
    ona = visitor("vilnius", "en")
    ona.sign_in("learner")
    ona.open("/", "cagliari")
    ona.page.locator('header a[href^="/sign-in"]').filter(visible=True).first.click()

    # the address is the same before and after: only the picture says that one has come back
    expect(ona.page.locator("header .avatar")).to_have_count(1)
    expect(ona.page).to_have_url(ona.site.url("cagliari", "/"))
    assert is_signed_in(ona, "cagliari")


def test_signing_out_in_one_city_ends_it_in_all(visitor):
    ona = visitor("vilnius", "en")
    ona.sign_in("learner")
    assert is_signed_in(ona, "cagliari")
    ona.page.locator("header details.menu summary:has(.avatar)").click()
    ona.button("Sign out").click()
    expect(ona.page.locator("header .avatar")).to_have_count(0)

    assert [is_signed_in(ona, slug) for slug in ("cagliari", "vilnius")] == [False, False]


def test_a_wrong_password_keeps_the_address_and_blames_the_field(visitor):
    ona = visitor("vilnius", "en")
    ona.expected.add(422)
    ona.open("/sign-in")
    ona.fill(email="nobody@example.org", password="not the right one")
    ona.button("Sign in").click()
    field = ona.page.locator("[name=password]")
    expect(field).to_have_attribute("aria-invalid", "true")
    described = field.get_attribute("aria-describedby")

    assert ona.page.locator(f"#{described}").is_visible()
    assert ona.page.locator("[name=email]").input_value() == "nobody@example.org"
