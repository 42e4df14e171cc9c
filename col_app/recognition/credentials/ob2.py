"""Hosted Open Badges 2.0: the same badge for older readers, as plain dictionaries.

Each object has to be served at its ``id``. A revoked assertion is answered with 410 and the
minimal body: validators take a full body for valid, whatever it says.
"""

from collections.abc import Mapping
from typing import Any

from col_app.recognition.credentials.model import Achievement, Issuer
from col_app.recognition.credentials.values import clean, iri

CONTEXT = "https://w3id.org/openbadges/v2"


def ob2_issuer(url: str, issuer: Issuer) -> dict[str, Any]:
    """The issuer profile that stands at ``url``."""
    profile = {
        "@context": CONTEXT,
        "type": "Issuer",
        "id": iri(url),
        "name": clean(issuer.name),
        "url": iri(issuer.url),
    }
    if issuer.email:
        profile["email"] = issuer.email
    if issuer.image_url:
        profile["image"] = iri(issuer.image_url)
    return profile


def ob2_badge(url: str, achievement: Achievement, issuer_url: str) -> dict[str, Any]:
    """The badge class that stands at ``url``; ``issuer_url`` is where its issuer stands."""
    return {
        "@context": CONTEXT,
        "type": "BadgeClass",
        "id": iri(url),
        "name": clean(achievement.name),
        "description": clean(achievement.description),
        "image": iri(achievement.image_url),
        "criteria": {
            "id": iri(achievement.criteria_url),
            "narrative": clean(achievement.criteria_narrative),
        },
        "issuer": iri(issuer_url),
        "tags": [clean(tag) for tag in achievement.tags],
        "alignment": [
            {
                "targetName": clean(alignment.name),
                "targetUrl": iri(alignment.url),
                "targetFramework": clean(alignment.framework),
            }
            for alignment in achievement.alignments
        ],
    }


def ob2_assertion(url: str, credential: Mapping[str, Any], badge_url: str) -> dict[str, Any]:
    """The assertion that stands at ``url``, made from the issued Open Badges 3.0 credential.

    So both say the same, and nobody has to keep the e-mail. A credential without hashed e-mail
    raises ValueError: Open Badges 2.0 knows no other recipient.
    """
    subject = credential["credentialSubject"]
    if not subject.get("identifier"):
        raise ValueError("without a hashed e-mail there is no Open Badges 2.0 assertion")
    assertion = {
        "@context": CONTEXT,
        "type": "Assertion",
        "id": iri(url),
        "recipient": _recipient(subject["identifier"][0]),
        "badge": iri(badge_url),
        "verification": {"type": "HostedBadge"},
        "issuedOn": credential["awardedDate"],
        "image": subject["achievement"]["image"]["id"],
        "evidence": [
            {name: part[name] for name in ("id", "name", "narrative") if name in part}
            for part in credential.get("evidence", [])
        ],
    }
    if "validUntil" in credential:
        assertion["expires"] = credential["validUntil"]
    if "narrative" in subject:
        assertion["narrative"] = subject["narrative"]
    return assertion


def ob2_revoked(url: str, reason: str) -> dict[str, Any]:
    """The whole body of the 410 answer for a revoked assertion."""
    return {
        "@context": CONTEXT,
        "type": "Assertion",
        "id": iri(url),
        "revoked": True,
        "revocationReason": clean(reason),
    }


def _recipient(identifier: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "email",
        "hashed": True,
        "salt": identifier["salt"],
        "identity": identifier["identityHash"],
    }
