"""The Open Badges 3.0 credential as a JSON document, before it is signed.

What changes from award to award are *slots*: ``slots`` says what stands in them, ``build`` puts
them in their places. Which slots there are is the shape of the credential.
"""

from collections.abc import Mapping
from typing import Any

from col_app.recognition.credentials.contexts import (
    CREDENTIALS_V2,
    EXTENSIONS_1EDTECH,
    OPEN_BADGES_3,
)
from col_app.recognition.credentials.model import Achievement, Alignment, Award, Issuer, expiry
from col_app.recognition.credentials.values import clean, identity_hash, iri, timestamp

CONTEXTS = (CREDENTIALS_V2, OPEN_BADGES_3, EXTENSIONS_1EDTECH)
SCHEMA = (
    "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
)

Slots = Mapping[str, str]


def slots(achievement: Achievement, award: Award) -> dict[str, str]:
    """The texts of one award, checked and cleaned; raise ValueError for a bad address."""
    found = {
        "id": iri(award.id),
        "subject": iri(award.subject_id),
        "awarded_at": timestamp(award.awarded_at),
        "status.list": iri(award.status.list_url),
        "status.id": iri(f"{award.status.list_url}#{award.status.index}"),
        "status.index": str(award.status.index),
    }
    until = expiry(achievement, award)
    if until is not None:
        found["valid_until"] = timestamp(until)
    if award.email:
        found["identity"] = identity_hash(award.email, award.salt)
        found["salt"] = award.salt
    if award.narrative:
        found["narrative"] = clean(award.narrative)
    for number, evidence in enumerate(award.evidence):
        found[f"evidence.{number}.id"] = iri(evidence.url or f"{award.id}#evidence-{number + 1}")
        if evidence.name:
            found[f"evidence.{number}.name"] = clean(evidence.name)
        if evidence.narrative:
            found[f"evidence.{number}.narrative"] = clean(evidence.narrative)
    return found


def build(issuer: Issuer, achievement: Achievement, slots: Slots) -> dict[str, Any]:
    """Put the credential together.

    Every node but the hashed recipient has an id: at most one blank node is left, so its label
    in the canonical form never depends on the texts.
    """
    return _present(
        {
            "@context": list(CONTEXTS),
            "id": slots["id"],
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "name": clean(achievement.name),
            "issuer": profile(issuer),
            "validFrom": slots["awarded_at"],
            "validUntil": slots.get("valid_until"),
            "awardedDate": slots["awarded_at"],
            "credentialSubject": _subject(achievement, slots),
            "evidence": _evidence(slots),
            "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
            "credentialStatus": {
                "id": slots["status.id"],
                "type": "BitstringStatusListEntry",
                "statusPurpose": "revocation",
                "statusListIndex": slots["status.index"],
                "statusListCredential": slots["status.list"],
            },
        }
    )


def _subject(achievement: Achievement, slots: Slots) -> dict[str, Any]:
    return _present(
        {
            "id": slots["subject"],
            "type": ["AchievementSubject"],
            "identifier": _identifier(slots),
            "narrative": slots.get("narrative"),
            "achievement": _achievement(achievement),
        }
    )


def _identifier(slots: Slots) -> list[dict[str, Any]]:
    if "identity" not in slots:
        return []
    return [
        {
            "type": "IdentityObject",
            "hashed": True,
            "identityType": "emailAddress",
            "identityHash": slots["identity"],
            "salt": slots["salt"],
        }
    ]


def _evidence(slots: Slots) -> list[dict[str, Any]]:
    found = []
    while f"evidence.{len(found)}.id" in slots:
        prefix = f"evidence.{len(found)}"
        found.append(
            _present(
                {
                    "id": slots[f"{prefix}.id"],
                    "type": ["Evidence"],
                    "name": slots.get(f"{prefix}.name"),
                    "narrative": slots.get(f"{prefix}.narrative"),
                }
            )
        )
    return found


def _achievement(achievement: Achievement) -> dict[str, Any]:
    creator = achievement.creator
    return _present(
        {
            "id": iri(achievement.id),
            "type": ["Achievement"],
            "achievementType": achievement.achievement_type,
            "inLanguage": achievement.language.replace("_", "-"),
            "version": clean(achievement.version),
            "name": clean(achievement.name),
            "description": clean(achievement.description),
            "criteria": {
                "id": iri(achievement.criteria_url),
                "narrative": clean(achievement.criteria_narrative),
            },
            "image": _image(achievement.image_url),
            "creator": profile(creator) if creator else None,
            "tag": [clean(tag) for tag in achievement.tags],
            "alignment": [
                _alignment(alignment, f"{achievement.id}#alignment-{number}")
                for number, alignment in enumerate(achievement.alignments, start=1)
            ],
        }
    )


def _alignment(alignment: Alignment, node_id: str) -> dict[str, Any]:
    return _present(
        {
            "id": iri(node_id),
            "type": ["Alignment"],
            "targetName": clean(alignment.name),
            "targetUrl": iri(alignment.url),
            "targetFramework": clean(alignment.framework),
            "targetType": alignment.type,
            "targetCode": alignment.code,
        }
    )


def profile(issuer: Issuer) -> dict[str, Any]:
    """An issuer as a profile with an id, and above it the body it belongs to."""
    return _present(
        {
            "id": iri(issuer.did),
            "type": ["Profile"],
            "name": clean(issuer.name),
            "url": iri(issuer.url),
            "email": issuer.email,
            "image": _image(issuer.image_url) if issuer.image_url else None,
            "parentOrg": profile(issuer.parent) if issuer.parent else None,
        }
    )


def _image(url: str) -> dict[str, str]:
    return {"id": iri(url), "type": "Image"}


def _present(members: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not said: an empty member means nothing in JSON-LD."""
    return {name: value for name, value in members.items() if value not in (None, "", [])}
