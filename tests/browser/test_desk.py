"""The organiser's check-in page."""

import io

import segno
from PIL import Image
from playwright.sync_api import expect

from tests.browser import hands, journey, learners_way
from tests.browser.visitor import DESK

QUIET = 2
"""Modules of white around the code."""


def modules_of(picture, count):
    """The dark and light squares of a picture of a QR code, read in the middle of each."""
    image = Image.open(io.BytesIO(picture)).convert("L")
    step = image.width / (count + 2 * QUIET)
    middles = [int((QUIET + n + 0.5) * step) for n in range(count)]
    return [[image.getpixel((x, y)) < 128 for x in middles] for y in middles]


def test_the_qr_on_the_screen_opens_the_check_in(visitor, signed_in, site):
    host = visitor("vilnius", "lt", viewport=DESK, storage_state=signed_in("organiser", "vilnius"))
    code = journey.read_desk(host, journey.VILNIUS).lower()
    wanted = segno.make(site.url("vilnius", f"/checkin/{code}"), error="m", micro=False)
    matrix = [[bool(module) for module in row] for row in wanted.matrix]
    picture = host.page.locator(".qr--big svg").screenshot()

    assert modules_of(picture, len(matrix)) == matrix


def test_whoever_checks_in_appears_on_the_list_without_a_reload(visitor, signed_in):
    host = visitor("vilnius", "lt", storage_state=signed_in("organiser", "vilnius"))
    code = journey.read_desk(host, journey.VILNIUS)
    ona = visitor("vilnius", "lt")
    ona.open(f"/checkin/{code}")
    learners_way.make_an_account(hands.Mouse(ona))
    ona.button("Yes, I am here").click()

    expect(host.page.locator("#people").get_by_text("Ona Testaitė").first).to_be_visible()


def test_a_typed_code_checks_in_and_a_wrong_one_is_explained(visitor, signed_in):
    host = visitor("cagliari", "it", storage_state=signed_in("organiser", "cagliari"))
    code = journey.read_desk(host, journey.CAGLIARI)
    ona = visitor("cagliari", "it", storage_state=signed_in("learner", "cagliari"))
    ona.expected.add(422)
    ona.open("/check-in")
    ona.fill(code="zzzzzz")
    ona.button("Check in").click()
    expect(ona.page.locator("#f-code-error")).to_be_visible()
    ona.fill(code=f" {code.lower()} ")
    ona.button("Check in").click()

    expect(ona.page.get_by_role("heading", level=1)).to_have_text(ona.say("You are checked in"))
