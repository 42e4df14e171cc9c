"""A local mail server that delivers nothing: it keeps mails and shows them at a local address.

python -m col_app.serve.mail_sink FOLDER SMTP_PORT WEB_PORT
"""

from __future__ import annotations

import html
import logging
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from col_app.serve.ports import HERE

LIST_LIMIT = 200
SIZE_LIMIT = 20 * 1024 * 1024
NAME = re.compile(r"\d{1,20}\.eml")
STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;"
    "color-scheme:light dark}pre{white-space:pre-wrap;overflow-wrap:anywhere;"
    "border:1px solid;padding:1rem}li{margin:.5rem 0}"
)
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class Keeper:
    """Writes each mail into a file whose name sorts by the time it came."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(  # noqa: N802 - the name that aiosmtpd calls
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Keep one mail; the answer goes back to the sender (RFC 5321, section 4.2)."""
        content = envelope.content or b""
        raw = content.encode() if isinstance(content, str) else content
        name = f"{time.time_ns()}.eml"
        part = self.folder / f"{name}.part"
        part.write_bytes(raw)
        part.rename(self.folder / name)
        return "250 Kept"


def parse(raw: bytes) -> EmailMessage:
    """A mail as the standard library reads it today."""
    return message_from_bytes(raw, _class=EmailMessage, policy=policy.default)


def newest_first(folder: Path) -> list[Path]:
    """The files of the mails, the latest first."""
    return sorted(folder.glob("*.eml"), reverse=True)[:LIST_LIMIT]


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style>'
        f"<main><h1>{html.escape(title)}</h1>{body}</main></html>"
    )


def _header(mail: EmailMessage, name: str) -> str:
    return html.escape(str(mail.get(name, "")))


def list_page(folder: Path) -> str:
    """All mails, newest first."""
    rows = []
    for file in newest_first(folder):
        mail = parse(file.read_bytes())
        subject = _header(mail, "Subject") or "(no subject)"
        rows.append(
            f'<li><a href="/mails/{file.name}">{subject}</a><br>to {_header(mail, "To")}</li>'
        )
    return _page("Mails", f"<ol>{''.join(rows)}</ol>" if rows else "<p>No mail yet.</p>")


def _linked(text: str) -> str:
    """Escaped text in which web addresses can be clicked: sign-up mails are there for that."""
    pieces = re.split(r"(https?://[^\s<>\"')\]]+)", text)
    return "".join(
        f'<a rel="noreferrer noopener" href="{html.escape(piece)}">{html.escape(piece)}</a>'
        if number % 2
        else html.escape(piece)
        for number, piece in enumerate(pieces)
    )


def mail_page(mail: EmailMessage) -> str:
    """One mail: its head, its text and the source of its HTML. Nothing of it is interpreted."""
    lines = [
        f"<p>{name}: {_header(mail, name)}</p>" for name in ("From", "To", "Date", "Message-ID")
    ]
    for kind, heading in (("plain", "Text"), ("html", "Source of the HTML")):
        part = mail.get_body(preferencelist=(kind,))
        if part is not None:
            text = str(part.get_content())
            shown = _linked(text) if kind == "plain" else html.escape(text)
            lines.append(f"<h2>{heading}</h2><pre>{shown}</pre>")
    names = [part.get_filename() or part.get_content_type() for part in mail.iter_attachments()]
    lines += [f"<p>Attachment: {html.escape(name)}</p>" for name in names]
    lines.append('<p><a href="/">All mails</a></p>')
    return _page(str(mail.get("Subject", "(no subject)")), "".join(lines))


class Reader(BaseHTTPRequestHandler):
    """Shows the kept mails to this machine only."""

    def __init__(self, folder: Path, *args: Any) -> None:
        self.folder = folder
        super().__init__(*args)

    def do_GET(self) -> None:
        """Answer the list or one mail."""
        status, page = self._answer()
        body = page.encode()
        self.send_response(status)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _answer(self) -> tuple[HTTPStatus, str]:
        # A strange Host is a page elsewhere that rebinds its name to this machine.
        host = self.headers.get("Host", "").rsplit(":", 1)[0]
        if host not in (HERE, "localhost"):
            return HTTPStatus.FORBIDDEN, _page("Only for this machine", "")
        if self.path == "/":
            return HTTPStatus.OK, list_page(self.folder)
        name = self.path.removeprefix("/mails/")
        file = self.folder / name
        if not NAME.fullmatch(name) or not file.is_file():
            return HTTPStatus.NOT_FOUND, _page("No such mail", "")
        return HTTPStatus.OK, mail_page(parse(file.read_bytes()))

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: addresses of mails are nobody's business."""


@contextmanager
def keeping(folder: Path, smtp_port: int, web_port: int) -> Iterator[None]:
    """Take and show mails for the time of the block, in threads of this process."""
    folder.mkdir(parents=True, exist_ok=True)
    # at INFO it writes down who gets a mail, and logs hold no addresses
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    smtp = Controller(
        Keeper(folder),
        hostname=HERE,
        port=smtp_port,
        data_size_limit=SIZE_LIMIT,
        enable_SMTPUTF8=True,
    )
    web = ThreadingHTTPServer((HERE, web_port), partial(Reader, folder))
    smtp.start()
    thread = threading.Thread(target=web.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        web.shutdown()
        thread.join()
        web.server_close()
        smtp.stop()
