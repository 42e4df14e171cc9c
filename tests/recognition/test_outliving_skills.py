"""What credentials call a skill of a city goes on answering when the city is gone."""

from sqlalchemy import text

from col_app.core.db import db
from tests.recognition.test_outliving import gone, home, run

__all__ = ["gone", "run"]
_SKILL = """insert into skill (slug, uri, position) values
  ('belonging', 'https://atlantis.example/skills/belonging', 99) returning id"""
_NAME = "insert into skill_i18n (skill_id, lang, label) values (:id, 'en', 'Belonging')"
_ALIAS = """insert into skill_alias (slug, uri, skill_id) values
  ('being-there', 'https://atlantis.example/skills/being-there', :id)"""


def test_a_skill_of_a_dropped_city_is_told_at_its_address(app, client, run, gone):
    def make():
        number = db.session.scalar(text(_SKILL))
        for row in (_NAME, _ALIAS):
            db.session.execute(text(row), {"id": number})

    gone.do(make)
    app.directory.changed(gone.slug)
    site = home(app, client, gone)
    before = site.get("/skills/belonging", headers={"Accept": "application/json"})
    run("city", "drop", gone.slug, "--yes")
    after = [site.get(f"/skills/{word}") for word in ("belonging", "being-there")]

    assert (before.json["id"], before.json["labels"]) == ("belonging", {"en": "Belonging"})
    assert [(answer.status_code, answer.json) for answer in after] == [(200, before.json)] * 2
