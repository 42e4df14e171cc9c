import pytest
from sqlalchemy import text

from col_app.core.db import db
from tests.city.skills.console import Console
from tests.learning.town import Town

_SEEN = text("select id, parent_id, position, is_hidden, revision from skill")
_NEW = "select id from skill where not id = any(:ids)"


@pytest.fixture
def town(app):
    """Vilnius; its spine is afterwards what it was."""
    found = Town(app, "vilnius")
    kept = found.do(lambda: [dict(row) for row in db.session.execute(_SEEN).mappings()])
    yield found
    found.do(lambda: _restore(kept))
    app.directory.changed("vilnius")
    found.forget()


@pytest.fixture
def team(town):
    """The console of somebody of the city team."""
    return Console(town, town.person("Vida", "city"))


def _restore(kept):
    ids = {"ids": [row["id"] for row in kept]}
    with_new = f"select badge_id from badge_skill where skill_id in ({_NEW})"
    db.session.execute(text(f"delete from award where badge_id in ({with_new})"), ids)
    db.session.execute(text(f"delete from badge where id in ({with_new})"), ids)
    db.session.execute(text(f"delete from skill where id in ({_NEW})"), ids)
    for row in kept:
        back = "update skill set parent_id = :parent_id, position = :position, "
        back += "is_hidden = :is_hidden, revision = :revision where id = :id"
        db.session.execute(text(back), row)
    for table in ("spine_revision", "spine_version"):
        db.session.execute(text(f"delete from {table}"))
