"""A real mail server for tests, and the mails of the network that are promised."""

import email
import email.policy
import itertools
import re
from contextlib import contextmanager

from aiosmtpd.controller import Controller
from sqlalchemy import select

from col_app.core import outbox
from col_app.core.db import network_session
from col_app.core.outbox import Promise
from col_app.people.accounts.models import Address

PORTS = itertools.count(25080)


class Postbox:
    """A mail server that keeps what it gets."""

    def __init__(self):
        self.mails = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - aiosmtpd's name
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 kept"

    def to(self, address):
        """The subjects of the mails to an address, oldest first."""
        return [mail["Subject"] for mail in self.mails if address in str(mail["To"])]

    def link_to(self, address, part):
        """The path of the newest link of this kind in a mail to an address."""
        texts = [
            mail.get_body(("plain",)).get_content()
            for mail in self.mails
            if address in str(mail["To"])
        ]
        return "apex" + re.findall(rf"https?://[^/\s]+(/{part}/\S+)", "\n".join(texts))[-1]


@contextmanager
def receiving(app):
    """A real mail server, and the app told of it."""
    box, port = Postbox(), next(PORTS)
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    before = app.settings.smtp_url
    object.__setattr__(app.settings, "smtp_url", f"smtp://127.0.0.1:{port}")
    yield box
    object.__setattr__(app.settings, "smtp_url", before)
    server.stop()


def keep_mails(app):
    """Send all mails of the network that are promised."""
    with app.app_context():
        with network_session() as session:
            due = Promise.done_at.is_(None), Promise.kind == "mail", Promise.city_id.is_(None)
            numbers = session.scalars(select(Promise.id).where(*due).order_by(Promise.id)).all()
        for number in numbers:
            outbox.run(number, app.directory)


def promised_to(session, email):
    """The kinds of mail promised to an address, or to the person whose main one it is."""
    addresses = select(Address.id).where(Address.email == email)
    people = select(Address.person_id).where(Address.email == email)
    kind = Promise.payload["template"].astext
    to = Promise.payload["address_id"].as_integer().in_(addresses) | (
        Promise.payload["person_id"].as_integer().in_(people)
    )
    return session.scalars(select(kind).where(to).order_by(Promise.id)).all()
