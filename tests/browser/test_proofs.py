"""Files that show what somebody did, in a browser: shown beside the criteria, refused kindly."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.proof_pages import paper, shown
from tests.browser.visitor import DESK

MEGABYTE = 1024 * 1024


# nobody asks for one badge twice, and other tests have asked for the first two
@pytest.mark.parametrize(("java_script_enabled", "nth"), [(True, 2), (False, 3)])
def test_who_decides_sees_them_beside_the_criteria(visitor, signed_in, java_script_enabled, nth):
    options = {"viewport": DESK, "java_script_enabled": java_script_enabled}
    ona = visitor("vilnius", "lt", storage_state=signed_in("learner", "vilnius"), **options)
    rasa = visitor("vilnius", "lt", storage_state=signed_in("organiser", "vilnius"), **options)
    shown(ona)
    number = ona.page.url.rpartition("/")[2].partition("#")[0]
    ona.page.locator("main button[name=badge]").nth(nth).click()
    expect(ona.page.locator("main button[name=badge]")).to_have_count(0)

    desk = rasa.open(f"/studio/recognise/{number}")
    expect(desk.locator("img.evidence")).to_have_js_property("naturalWidth", 300)
    expect(desk.get_by_role("link", name="report.pdf")).to_be_visible()
    if java_script_enabled:
        assert [violations(desk, mode) for mode in ("light", "dark")] == [[], []]


def test_a_large_file_is_refused_before_it_is_sent(visitor, signed_in):
    ona = visitor("vilnius", "lt", storage_state=signed_in("learner", "vilnius"))
    page = ona.open("/recognise/new")
    ona.fill(title="Podcast", story="A podcast.")
    field = page.locator("#f-files")
    field.set_input_files(paper(6 * MEGABYTE))
    page.locator("main form button").last.click()

    said = ona.say("This file is too large: %(most)s MB at most.", most=5)
    assert field.evaluate("(field) => field.validationMessage") == said
    assert page.url.endswith("/recognise/new")


@pytest.mark.parametrize(("megabytes", "status"), [(6, 422), (66, 413)])
def test_without_script_it_is_told_and_the_way_back_is_there(
    visitor, signed_in, tmp_path, megabytes, status
):
    state = signed_in("learner", "vilnius")
    ona = visitor("vilnius", "lt", storage_state=state, java_script_enabled=False)
    ona.expected.add(status)
    page, film = ona.open("/recognise/new"), tmp_path / "film.pdf"
    film.write_bytes(b"%PDF-1.7\n".ljust(megabytes * MEGABYTE, b"0"))
    ona.fill(title="Filmas", story="Filmavau.")
    page.locator("#f-files").set_input_files(film)
    page.locator("main form button").last.click()

    if status == 422:
        expect(page.locator("#f-files-error")).to_be_visible()
        expect(page.locator("[name=title]")).to_have_value("Filmas")
    else:
        expect(page.get_by_role("heading", level=1)).to_have_text(ona.say("That is too large"))
        expect(page.get_by_role("link", name=ona.say("Back to the form"))).to_be_visible()
