"""An award as its public page shows it: values in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

import orjson
import segno
from markupsafe import Markup

from col_app.core import formats
from col_app.core.speech import gettext as _
from col_app.recognition.awards.expiry import ends_at
from col_app.recognition.awards.models import Award
from col_app.recognition.badges.faces import Face

LINKEDIN = "https://www.linkedin.com/profile/add?"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page of an award says beside its badge. `holder` is empty when it is not shown."""

    holder: str
    facts: list[tuple[str, str]]
    address: str
    short_address: str
    path: str
    qr: Markup
    machine: str


def shown(award: Award, badge: Face, name: str, address: str) -> Shown:
    """The values of one award. `name` is the holder's, `address` that of the page."""
    end, signed = ends_at(award.document), orjson.loads(award.shown_document)
    facts = [
        (_("Date"), formats.date(award.awarded_at)),
        (_("Expires"), formats.date(end) if end else _("Never")),
    ]
    if award.revoked_at is not None:
        facts[1] = (_("Withdrawn"), formats.date(award.revoked_at))
    facts += [(_("Took"), badge.hours)] if badge.hours else []
    return Shown(
        holder=holder_name(name, award.is_public),
        facts=[*facts, (_("Layer"), badge.layer)],
        address=address,
        short_address=address.partition("://")[2],
        path=f"/credentials/{award.public_id}",
        qr=qr(address),
        machine=orjson.dumps(signed, option=orjson.OPT_INDENT_2).decode(),
    )


def holder_name(name: str, is_public: bool) -> str:
    """The name for strangers; of those who may be minors the first name and an initial alone."""
    first, *rest = name.split() or [""]
    return name if is_public or not rest else f"{first} {rest[-1][0]}."


def qr(address: str) -> Markup:
    """A QR code that leads to `address`, in the colours of the page."""
    drawn = segno.make(address, micro=False, error="m").svg_inline(
        border=2, omitsize=True, svgclass=None, lineclass=None
    )
    framed = drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
    return Markup(framed.replace('stroke="#000"', 'stroke="currentColor"'))  # noqa: S704 - ours


def linkedin_href(award: Award, badge: Face, page: str | None, address: str) -> str:
    """Where the holder can add the badge to a LinkedIn profile: a plain link.

    `page` is the number of the page there that vouches for it; without one, the name does.
    """
    end = ends_at(award.document)
    expiry = {"expirationYear": end.year, "expirationMonth": end.month} if end else {}
    return LINKEDIN + urlencode(
        {
            "startTask": "CERTIFICATION_NAME",
            "name": badge.name,
            **({"organizationId": page} if page else {"organizationName": badge.organiser}),
            "issueYear": award.awarded_at.year,
            "issueMonth": award.awarded_at.month,
            **expiry,
            "certUrl": address,
            "certId": award.public_id,
        }
    )
