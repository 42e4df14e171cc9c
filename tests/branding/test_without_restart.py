"""Look, languages, texts, topics and skills come from the city's schema, without a restart."""

from functools import partial

import pytest
from sqlalchemy import text

from col_app.city.branding.actions import repaint
from col_app.city.branding.models import Portal
from col_app.core.db import db
from col_app.ui.theme import theme_css

NEW = ("#004488", "#ffcc00", "sharp")
THEME = r"/theme-([0-9a-f]+)\.css"
TAGLINE = r"<h1[^>]*>([^<]*)</h1>"
LANGUAGES = r'rel="alternate" hreflang="([^"]*)"'
TOPICS = r'<a class="stretch" href="/activities\?topic=([^"]*)"'


def run(statement, **values):
    return lambda: db.session.execute(text(statement), values)


@pytest.fixture
def portal(vilnius):
    row = vilnius.get_one(Portal, 1)
    return row.brand, row.accent, row.shape, list(row.languages)


def test_other_colours_show_in_another_process(neighbour, change, portal):
    before = neighbour.find(THEME)
    change(partial(repaint, *NEW), partial(repaint, *portal[:3]))

    assert neighbour.soon(lambda: neighbour.find(THEME) != before)
    assert neighbour.page(f"/theme-{neighbour.find(THEME)[0]}.css") == theme_css(*NEW)


def test_the_address_of_an_old_theme_leads_to_that_of_today(neighbour, change, portal):
    before = neighbour.find(THEME)[0]
    change(partial(repaint, *NEW), partial(repaint, *portal[:3]))
    neighbour.soon(lambda: neighbour.find(THEME) != [before])

    assert neighbour.location(f"/theme-{before}.css") == f"/theme-{neighbour.find(THEME)[0]}.css"


def test_the_mark_and_the_manifest_follow_the_colours(neighbour, change, portal):
    change(partial(repaint, *NEW), partial(repaint, *portal[:3]))

    assert neighbour.soon(lambda: NEW[0] in neighbour.page("/mark.svg"))
    assert f'"theme_color":"{NEW[0]}"' in neighbour.page("/manifest.webmanifest")


def test_another_language_is_offered(neighbour, change, portal):
    say = "update portal set languages = :languages"
    change(run(say, languages=["lt", "en", "it"]), run(say, languages=portal[3]))

    assert neighbour.soon(lambda: neighbour.find(LANGUAGES) == ["lt", "en", "it", "x-default"])


def test_a_language_that_is_taken_away_is_spoken_no_more(neighbour, change, portal):
    say = "update portal set languages = :languages"
    change(run(say, languages=["lt"]), run(say, languages=portal[3]))

    assert neighbour.soon(lambda: '<html lang="lt"' in neighbour.page("/?lang=en"))


def test_other_words_greet(neighbour, change):
    say = "update portal_i18n set tagline = :words where lang = 'en'"
    [before] = neighbour.find(TAGLINE, "/?lang=en")
    change(run(say, words="Learn by the river"), run(say, words=before))

    assert neighbour.find(TAGLINE, "/?lang=en") == ["Learn by the river"]


def test_another_topic_is_featured(neighbour, change):
    before = neighbour.find(TOPICS)
    say = "update topic set is_featured = :shown where slug = :slug"
    change(
        run(say, shown=False, slug=before[0]),
        run(say, shown=True, slug=before[0]),
    )

    assert neighbour.soon(lambda: before[0] not in neighbour.find(TOPICS))


def test_another_name_of_a_skill_shows_in_the_spine(neighbour, change):
    say = "update skill_i18n set label = replace(label, :old, :new) where lang = 'en'"
    old = neighbour.find(r'plain" href="[^"]*"><span>([^<]+)</span>', "/skills?lang=en")[0]
    old, new = old[1:], f"{old[1:]} by heart"
    change(run(say, old=old, new=new), run(say, old=new, new=old))

    assert neighbour.soon(lambda: new in neighbour.page("/skills?lang=en"))
