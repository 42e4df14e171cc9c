"""What a badge says of itself, as short texts for people, whatever it holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from col_app.recognition.credentials.verifying.writing import as_list

LONGEST = 600


@dataclass(frozen=True, slots=True)
class Summary:
    """Texts of a badge; empty where it says nothing. ``issuer_id`` is a DID or an address.

    An endorsement is told apart by ``is_endorsement``.
    """

    id: str = ""
    name: str = ""
    description: str = ""
    issuer: str = ""
    issuer_id: str = ""
    issued: str = ""
    expires: str = ""
    members: int = 0
    is_endorsement: bool = False


def of_credential(document: Mapping[str, Any]) -> Summary:
    """A credential of Open Badges 3.0 or CLR 2.0."""
    subject = _member(document, "credentialSubject")
    achievement = _member(subject, "achievement")
    issuer = document.get("issuer")
    return Summary(
        id=_text(document, "id"),
        name=_text(achievement, "name") or _text(document, "name"),
        description=_text(achievement, "description") or _text(document, "description"),
        issuer=_text(issuer, "name"),
        issuer_id=_short(issuer) if isinstance(issuer, str) else _text(issuer, "id"),
        issued=_text(document, "awardedDate", "validFrom", "issuanceDate"),
        expires=_text(document, "validUntil", "expirationDate"),
        members=len(as_list(_value(subject, "verifiableCredential"))),
        is_endorsement="EndorsementCredential" in as_list(document.get("type")),
    )


def of_assertion(assertion: Any, badge: Any, issuer: Any) -> Summary:
    """An assertion of Open Badges before 3.0 with what it leads to."""
    issued, expires = _value(assertion, "issuedOn"), _value(assertion, "expires")
    return Summary(
        id=_text(assertion, "id"),
        name=_text(badge, "name"),
        description=_text(badge, "description"),
        issuer=_text(issuer, "name"),
        issuer_id=_text(issuer, "id"),
        issued=_short(issued) if isinstance(issued, str) else "",
        expires=_short(expires) if isinstance(expires, str) else "",
    )


def _value(holder: Any, name: str) -> Any:
    return holder.get(name) if isinstance(holder, Mapping) else None


def _member(holder: Any, name: str) -> Any:
    """A member that should be one object; of several the first is told."""
    found = as_list(_value(holder, name))
    return found[0] if found else None


def _text(holder: Any, *names: str) -> str:
    """The first of these members that is a text, or has one in some language."""
    for name in names:
        value = _value(holder, name)
        if isinstance(value, Mapping):
            value = next(iter(value.values()), None)
        if isinstance(value, str) and value.strip():
            return _short(value)
    return ""


def _short(text: str) -> str:
    # what is no Unicode (half a surrogate pair) could not be shown or sent
    text = text.encode("utf-8", "replace").decode().strip()
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
