"""How the tests carry badges: people with a session at the apex, badges of other issuers."""

import io

from col_app.core.access import SESSION_COOKIE
from col_app.people.sessions import actions as sessions
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
