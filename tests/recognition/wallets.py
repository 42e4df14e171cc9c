"""How the tests carry badges: people with a session at the apex, badges of other issuers."""

import hashlib
import io

import orjson
from PIL import Image
from sqlalchemy import text

from col_app.core.access import SESSION_COOKIE
from col_app.core.db import db
from col_app.people.sessions import actions as sessions
from col_app.recognition.badges.models import BadgePicture
from col_app.recognition.wallet import actions
from col_app.recognition.wallet.actions import Item, Wish
from tests.conftest import Client
from tests.people.browsers import token_of


class Carrier(Client):
    """Somebody who has signed in at the apex."""

    def __init__(self, app, person):
        super().__init__(app, "apex")
        with app.app_context():
            token = sessions.begin(person.id, self.host)
        self.client.set_cookie(SESSION_COOKIE, token, domain=self.host.partition(":")[0])

    def send(self, path, page="/passport/badges", **fields):
        """A form of that page, sent."""
        return self.post(path, {"csrf_token": token_of(self.get(page)), **fields})

    def hand_in(self, body, name="badge.json"):
        """Upload a badge."""
        return self.send("/passport/badges/imported", file=(io.BytesIO(body), name))


def collect(app, person, *items, **wish):
    """The address of a new collection; strings stand for awards."""
    each = [Item(item) if isinstance(item, str) else item for item in items]
    with app.app_context():
        made = actions.make(person.id, Wish("For school", items=each, **wish), may_share=True)
    return f"/collections/{made}"


def copy_awards(portal, person, count, **contents):
    """More awards of other badges like the person's first one, as quickly as rows can be written.

    `contents` is what those badges say instead.
    """
    values = {"person": person.id, "count": count, "more": orjson.dumps(contents).decode()}
    portal.do(lambda: db.session.execute(COPY, values))


COPY = text("""
    with first as (
      select w.id, w.status_list_id, w.document, w.salt, w.identity_hash, b.id as badge_id,
        v.contents || cast(:more as jsonb) as contents
      from award w join badge b on b.id = w.badge_id
      join badge_version v on v.badge_id = b.id and v.number = w.version
      where w.person_id = :person order by w.id limit 1),
    made as (insert into badge (public_id, slug, version, layer, organiser_id, shape, palette,
        icon, pattern)
      select substr(translate(md5(random()::text || n), '0189', 'abcd'), 1, 26), 'copy', 1, layer,
        organiser_id, shape, palette, icon, pattern
      from badge, generate_series(1, :count) n where id = (select badge_id from first)
      returning id, public_id),
    kept as (insert into badge_version (badge_id, number, public_id, contents)
      select made.id, 1, public_id, contents from made, first),
    given as (insert into award (public_id, badge_id, version, person_id, status_list_id,
        status_index, document, salt, identity_hash)
      select m.public_id, m.id, 1, :person, w.status_list_id, 200000 + m.id, w.document,
        w.salt, w.identity_hash
      from made m, first w returning public_id)
    insert into network.registered_award (public_id, city_id, person_id)
      select public_id, (select id from network.city where schema_name = current_schema()), :person
      from given
""")


def _png():
    out = io.BytesIO()
    Image.new("RGBA", (512, 512), (20, 90, 160, 255)).save(out, "PNG")
    return out.getvalue()


PNG = _png()


def picture(portal):
    """The digest of a picture that an organiser of the city sent."""
    digest = hashlib.sha256(PNG).hexdigest()[:32]
    portal.do(lambda: db.session.merge(BadgePicture(digest=digest, png=PNG)))
    return digest
