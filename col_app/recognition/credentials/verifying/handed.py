"""What strangers hand in: JSON, a token, an address, or a picture with one of these inside."""

from collections.abc import Callable
from typing import Any

from col_app.recognition.credentials.baking import BakingError, unbake
from col_app.recognition.credentials.verifying import (
    hosted,
    older,
    presentations,
    steps,
    tokens,
)
from col_app.recognition.credentials.verifying.outcome import (
    CANNOT_CHECK,
    Check,
    Failure,
    UnreachableError,
    Verdict,
)
from col_app.recognition.credentials.verifying.secured import Secured
from col_app.recognition.credentials.verifying.summary import (
    Summary,
    of_assertion,
    of_credential,
)
from col_app.recognition.credentials.verifying.world import World
from col_app.recognition.credentials.verifying.writing import parse

MAX_BYTES = 2 * 1024 * 1024
_PNG = b"\x89PNG"
_GONE = 410
_MOST_HOPS = 2


def judge_body(
    body: bytes, world: World, knows: Callable[[str], bool], recipient: str | None
) -> tuple[Verdict, Summary]:
    """The verdict on what was handed in, and what it says of itself."""
    try:
        document, token = _read(body, world, 0)
    except Failure as failure:
        return Verdict(failure.verdict, (Check("form", False, failure.reason_code),)), Summary()
    if older.is_assertion(document):
        older_case = hosted.Hosted(document, world, knows, recipient, token)
        found = hosted.judge(older_case)
        return found, of_assertion(older_case.assertion, older_case.badge, older_case.issuer)
    case = steps.Case(Secured(document, token), world, knows, recipient)
    if presentations.is_presentation(document):
        return presentations.judge(case), presentations.summary(document)
    return steps.judge(case), of_credential(document)


def _read(body: bytes, world: World, hops: int) -> tuple[dict[str, Any], str]:
    """The document in what was handed in, and the token around it ("" for plain JSON)."""
    text = _text(body)
    if text.startswith(("https://", "http://")):
        if hops >= _MOST_HOPS or any(letter.isspace() for letter in text):
            raise Failure(CANNOT_CHECK, "unreadable")
        return _at(text, world, hops)
    if tokens.is_token(text):
        claims = tokens.header_and_claims(text)[1]
        return (claims if older.is_assertion(claims) else tokens.said_in(claims)), text
    document = parse(text)
    if not isinstance(document, dict):
        raise Failure(CANNOT_CHECK, "unreadable")
    return document, ""


def _at(address: str, world: World, hops: int) -> tuple[dict[str, Any], str]:
    """The badge at an address; one that was withdrawn may be gone from there."""
    try:
        answer = world.answer(address)
    except UnreachableError as error:
        raise Failure(CANNOT_CHECK, "address_unreachable") from error
    if answer.status == _GONE:
        return {"type": "Assertion", "id": address, "revoked": True, "badge": ""}, ""
    if answer.status != 200:
        raise Failure(CANNOT_CHECK, "address_unreachable")
    try:
        return _read(answer.body, world, hops + 1)
    except Failure as failure:
        if failure.reason_code not in ("unreadable", "picture_unreadable"):
            raise
        raise Failure(CANNOT_CHECK, "no_badge_there") from failure


def _text(body: bytes) -> str:
    if not body.strip() or len(body) > MAX_BYTES:
        raise Failure(CANNOT_CHECK, "unreadable")
    is_picture = body.startswith(_PNG) or body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    try:
        return (unbake(body) if is_picture else body.decode("utf-8-sig")).strip()
    except BakingError as error:
        raise Failure(CANNOT_CHECK, "picture_unreadable") from error
    except UnicodeDecodeError as error:
        raise Failure(CANNOT_CHECK, "unreadable") from error
