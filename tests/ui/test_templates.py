"""Templates: they compile, hold no style and no script of their own, and escape what they show."""

import gettext
import re

import jinja2
import pytest

from col_app.ui import environment
from col_app.ui.assets import STATIC

FOLDER = STATIC.parent / "templates"
NAMES = sorted(file.relative_to(FOLDER).as_posix() for file in FOLDER.rglob("*.html"))


@pytest.fixture(scope="module")
def env():
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER),
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_gettext_callables(gettext.gettext, gettext.ngettext, newstyle=True)
    environment.install(made)
    return made


def macro(env, file, name):
    return getattr(env.get_template(f"ui/macros/{file}.html").module, name)


@pytest.mark.parametrize("name", NAMES)
def test_every_template_compiles(env, name):
    env.get_template(name)


@pytest.mark.parametrize("name", NAMES)
def test_no_template_has_inline_style_or_script(name):
    text = (FOLDER / name).read_text("utf-8")

    assert re.findall(r"\sstyle=|<style|\son[a-z]+=\"|<script(?![^>]*\ssrc=)", text) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_script_carries_the_nonce(name):
    scripts = re.findall(r"<script[^>]*>", (FOLDER / name).read_text("utf-8"))

    assert [script for script in scripts if "page.nonce" not in script] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_post_form_carries_a_csrf_token(name):
    text = (FOLDER / name).read_text("utf-8")
    forms = re.findall(r"<form[^>]*method=\"post\".*?</form>", text, re.DOTALL)

    assert [form for form in forms if not re.search(r"csrf\(|csrf_token", form)] == []


def test_a_field_joins_its_error_and_hint(env):
    html = macro(env, "forms", "field")("email", "E-mail", hint="Yours", error="Not one")

    assert 'for="f-email"' in html
    assert 'aria-describedby="f-email-hint f-email-error"' in html
    assert 'aria-invalid="true"' in html


def test_a_password_is_never_sent_back(env):
    html = macro(env, "forms", "field")("password", "Password", "secret", "password")

    assert "secret" not in html


def test_titles_are_escaped_and_carry_their_language(env):
    card = macro(env, "cards", "activity_card")
    html = card("<b>Šokiai</b>", "/a", "music", "Music", 1, "Today", "Here", lang="lt")

    assert '<a class="stretch" href="/a" lang="lt" dir="auto">&lt;b&gt;Šokiai&lt;/b&gt;</a>' in html


def test_a_ring_shows_its_share(env):
    assert 'stroke-dasharray="50 100"' in macro(env, "notes", "ring")(3, 6, "3 of 6 done")


def test_a_ring_of_nothing_does_not_divide(env):
    assert "stroke-dasharray" not in macro(env, "notes", "ring")(0, 0, "0 of 0 done")


def test_one_page_needs_no_page_numbers(env):
    assert macro(env, "bars", "pagination")([(1, "?")], 1).strip() == ""


def test_long_facets_fold_and_open_when_something_inside_is_chosen(env):
    values = [{"value": n, "label": str(n), "count": n, "selected": n == 8} for n in range(9)]
    html = macro(env, "forms", "facet")("topic", "Topic", values)

    assert '<details class="facet__more" open>' in html
    assert html.count('type="checkbox"') == 9


def test_links_without_address_are_left_out_of_the_footer(env):
    column = macro(env, "bars", "foot_column")

    assert column("Trust", [("Privacy", None)]).strip() == ""
