"""Mails: promised by rooms, sent by the worker, one at a time, in the person's language.

A room registers what a kind of mail says (`renders`), `people` registers who a person is
(`finds`); this module knows neither. The promise holds ids only.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import smtplib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime, parseaddr
from typing import Any
from urllib.parse import unquote, urlsplit

from flask_babel import force_locale, gettext
from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from sqlalchemy.orm import Session

import tenancy
from col_app.core import clock, i18n, outbox, web
from col_app.core.speech import ngettext

KIND = "mail"
UNSUBSCRIBE = "List-Unsubscribe"
TIMEOUT_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets a mail. Somebody without an account has no `person_id`."""

    person_id: int | None
    email: str
    name: str
    lang: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says: whole sentences in the recipient's language, and at most one button.

    `leave` is a second, quiet link as (sentence, address); `calendar` an iCalendar to attach.
    """

    subject: str
    paragraphs: tuple[str, ...]
    button: str = ""
    href: str = ""
    leave: tuple[str, str] = ("", "")
    calendar: bytes = b""


Ids = dict[str, int | str]
Writer = Callable[[Recipient, Ids], Letter | None]
Finder = Callable[[int], Recipient | None]
_writers: dict[str, Writer] = {}
_finders: dict[str, Finder] = {}
PERSON = "person_id"
GUEST = "guest_id"
INVITED = "invitation_id"
ADDRESS = "address_id"
ENDORSER = "endorsement_id"
MENTOR = "mentorship_id"
"""By which id of the promise somebody is found: an account, a guest of the city without one,
somebody whom a badge waits for, one certain address of an account, who is asked to endorse, or to
be a mentor."""


class _Policy(EmailPolicy):
    """A link in a header is one word: folded, it would be encoded, and no program could follow."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name == UNSUBSCRIBE:
            return f"{name}: {value}{self.linesep}".encode()
        return super().fold_binary(name, value)


class UnknownMailError(LookupError):
    """No room has registered this kind of mail."""


def renders(template: str, writer: Writer) -> None:
    """Register what a mail says. The writer runs in the city of the promise, in the person's
    language; it returns None when there is nothing to say any more."""
    _writers[template] = writer


def finds(whom: str, finder: Finder) -> None:
    """Register how the address of a `PERSON`, a `GUEST`, one `INVITED` is found (None: gone)."""
    _finders[whom] = finder


def send(
    template: str,
    number: int,
    ids: Ids,
    key: str,
    due: dt.datetime | None = None,
    whom: str = PERSON,
) -> None:
    """Promise one mail of the current city, once per `key`, for now or for when it is due."""
    payload = _payload(template, {whom: number}, ids, f"{tenancy.current_city().id}:{key}")
    outbox.promise(KIND, payload, f"mail:{key}", due)


def send_many(
    template: str,
    owed: Sequence[tuple[int, Ids, str]],
    due: dt.datetime | None = None,
    whom: str = PERSON,
) -> None:
    """Promise a mail for each (number, ids, key), as `send`, in one statement: the sweeper starts
    them.
    """
    city_id = tenancy.current_city().id
    outbox.promise_many(
        KIND,
        [
            (_payload(template, {whom: number}, ids, f"{city_id}:{key}"), f"mail:{key}")
            for number, ids, key in owed
        ],
        due,
    )


def send_from_network(
    session: Session, template: str, number: int, ids: Ids, key: str, whom: str = PERSON
) -> None:
    """Promise one mail of the network, once per `key`, in the session's transaction."""
    payload = _payload(template, {whom: number}, ids, f"network:{key}")
    outbox.promise_from_network(session, KIND, payload, f"mail:{key}")


def _payload(template: str, whom: dict[str, int], ids: Ids, key: str) -> dict[str, Any]:
    if template not in _writers:
        raise UnknownMailError(template)
    message = hashlib.sha256(key.encode()).hexdigest()[:32]
    return {"template": template, **whom, "ids": ids, "message": message}


@outbox.handles(KIND)
def deliver(payload: dict[str, Any]) -> None:
    """Write and send a promised mail. Raises OSError (SMTPException too) while it cannot."""
    whom = next(each for each in _finders if each in payload)
    recipient = _finders[whom](payload[whom])
    if recipient is None:
        return
    with force_locale(_spoken(recipient.lang)):
        letter = _writers[payload["template"]](recipient, payload["ids"])
        if letter is None:
            return
        message = compose(recipient, letter, payload["message"])
    _transmit(message)


def _spoken(lang: str) -> str:
    """A language as it is written in the city's country, for dates and times."""
    city = tenancy.current_city_or_none()
    if city is None:
        return lang
    return i18n.formatting_locale(lang, web.app().load_portal(city).country)


def compose(recipient: Recipient, letter: Letter, message_id: str) -> EmailMessage:
    """The mail itself, with plain text and HTML. The same promise has the same Message-ID."""
    sender, home = _sender(recipient.lang)
    host = urlsplit(home).hostname or "localhost"
    message = EmailMessage(policy=_Policy(linesep=SMTP.linesep))
    message["From"] = _address(sender, parseaddr(web.settings().mail_from)[1])
    message["To"] = _address(recipient.name, recipient.email)
    message["Subject"] = _one_line(letter.subject)
    message["Date"] = format_datetime(clock.now())
    # A mail that was sent twice after a fault can be told by its Message-ID (RFC 5322, 3.6.4).
    message["Message-ID"] = f"<{message_id}@{host}>"
    message["Auto-Submitted"] = "auto-generated"
    message["List-Id"] = f"<{host}>"
    account = web.apex_url("/account") if recipient.person_id else ""
    if account or letter.leave[1]:
        message[UNSUBSCRIBE] = f"<{letter.leave[1] or account}>"
    facts = {
        "letter": letter,
        "recipient": recipient,
        "sender": sender,
        "home": home,
        "account": account,
        "lang": i18n.tag(recipient.lang),
        "dir": i18n.direction(recipient.lang),
    }
    message.set_content(_templates.get_template("mail/letter.txt").render(facts))
    html = _templates.get_template("mail/letter.html").render(facts)
    message.add_alternative(html, subtype="html")
    if letter.calendar:
        message.add_attachment(
            letter.calendar, maintype="text", subtype="calendar", filename="calendar.ics"
        )
    return message


def _sender(lang: str) -> tuple[str, str]:
    city = tenancy.current_city_or_none()
    if city is None:
        return gettext("Cities of Learning"), web.apex_url("/")
    return web.app().load_portal(city).name(lang), web.city_url(city)


def _address(name: str, email: str) -> Address:
    local, _at, domain = email.rpartition("@")
    return Address(_one_line(name), local, domain)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _transmit(message: EmailMessage) -> None:
    url = urlsplit(web.settings().smtp_url)
    connect = smtplib.SMTP_SSL if url.scheme == "smtps" else smtplib.SMTP
    with connect(url.hostname or "127.0.0.1", url.port or 0, timeout=TIMEOUT_SECONDS) as server:
        server.ehlo_or_helo_if_needed()
        if url.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls()
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        server.send_message(message)


_templates = Environment(
    loader=PackageLoader("col_app.core"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    extensions=["jinja2.ext.i18n"],
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
