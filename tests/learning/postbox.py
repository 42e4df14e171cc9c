"""Mails that were promised, written and read as the worker writes them."""

from __future__ import annotations

import tenancy
from col_app.core import mail, outbox


class Postbox:
    """Keeps what would be sent instead of sending it."""

    def __init__(self, app, monkeypatch):
        self.app, self.sent = app, []
        monkeypatch.setattr(mail, "_transmit", self.sent.append)

    def keep(self, promises):
        """Run promises as the worker does; what was sent by them."""
        before = len(self.sent)
        with self.app.app_context(), tenancy.use_network():
            for promise in promises:
                outbox.run(promise.id, self.app.directory)
        return self.sent[before:]


def text_of(message):
    return message.get_body(("plain",)).get_content()
