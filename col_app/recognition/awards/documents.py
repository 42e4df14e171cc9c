"""From rows to credentials: what of a badge, an award and a city stands in the signed document."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import tenancy
from col_app.core import i18n, web
from col_app.learning.skills import esco
from col_app.recognition import credentials as ob
from col_app.recognition.awards.keys import city_did, organiser_did

Row = dict[str, Any]


def city_issuer(city: tenancy.City) -> ob.Issuer:
    """The city, which vouches for its organisers and for what it signs itself."""
    return ob.Issuer(
        did=city_did(city),
        name=f"{city.name} – Cities of Learning",
        url=web.issuer_url(city, "/"),
        email=None,
        image_url=web.issuer_url(city, "/mark.png"),
    )


def achievement(city: tenancy.City, badge: Row, order: tuple[str, ...]) -> ob.Achievement:
    """A badge definition in the first language of `order` that it has."""
    lang, texts = i18n.pick_value(badge["texts"], order)
    base = web.issuer_url(city, f"/badges/{badge['public_id']}")
    return ob.Achievement(
        id=base,
        version=str(badge["version"]),
        name=texts["name"],
        description=texts["description"],
        criteria_url=f"{base}#criteria",
        criteria_narrative=texts["criteria"],
        image_url=f"{base}/image.png",
        language=i18n.tag(lang),
        creator=issuer(city, badge, order),
        tags=(badge["layer"],),
        alignments=_alignments(city, badge, order),
        achievement_type="Badge",
    )


def issuer(city: tenancy.City, badge: Row, order: tuple[str, ...]) -> ob.Issuer:
    """The organiser of a badge, who issues it. Its address is the number's: names change."""
    return ob.Issuer(
        did=organiser_did(city, badge["organiser_public_id"]),
        name=i18n.pick_value(badge["organiser_names"], order)[1],
        url=web.issuer_url(city, f"/organisers/{badge['organiser_id']}"),
        parent=city_issuer(city),
    )


def _alignments(city: tenancy.City, badge: Row, order: tuple[str, ...]) -> tuple[ob.Alignment, ...]:
    """As the badge's version says: what becomes of a skill later changes no credential."""
    return tuple(_alignment(city, each, order) for each in badge["alignments"] or ())


def _alignment(city: tenancy.City, row: Row, order: tuple[str, ...]) -> ob.Alignment:
    """A skill of ESCO, of another framework, or one of the city's own."""
    name, url = i18n.pick_value(row["names"], order)[1], row["url"]
    if esco.is_esco(url):
        framework, kind = esco.FRAMEWORK, "ext:ESCOSkill"
    else:
        framework, kind = row["framework"] or city.name, "ext:Skill"
    return ob.Alignment(name=name, url=url, framework=framework, type=kind, code=None)


def template(
    city: tenancy.City, badge: Row, order: tuple[str, ...], key: ob.IssuerKey
) -> ob.Template:
    """A badge ready to be signed with this key, in the first language of `order` that it has."""
    return ob.Template(issuer(city, badge, order), achievement(city, badge, order), key)


def award(
    city: tenancy.City,
    public_id: str,
    status: ob.StatusEntry,
    recipient: tuple[str, str],
    valid: tuple[dt.datetime, dt.datetime | None],
    narrative: str | None = None,
) -> ob.Award:
    """The facts of one award. `recipient` is (e-mail address, salt): only their hash is written.

    `valid` are the moments it was given and ends, if it does.
    """
    email, salt = recipient
    return ob.Award(
        id=web.issuer_url(city, f"/credentials/{public_id}"),
        subject_id=uuid.uuid4().urn,
        email=email,
        salt=salt,
        awarded_at=valid[0],
        valid_until=valid[1],
        status=status,
        narrative=narrative,
        evidence=(),
    )
