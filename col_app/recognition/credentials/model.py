"""What is said in a badge, as plain values: issuer, achievement, award."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who vouches for a badge: a city, or an organiser with its city as `parent`."""

    did: str
    name: str
    url: str
    email: str | None = None
    image_url: str | None = None
    parent: "Issuer | None" = None


@dataclass(frozen=True, slots=True)
class Alignment:
    """A skill of a framework that a badge stands for (ESCO: ``ext:ESCOSkill``)."""

    name: str
    url: str
    framework: str
    type: str = "ext:ESCOSkill"
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Achievement:
    """One version of a badge in one language."""

    id: str
    version: str
    name: str
    description: str
    criteria_url: str
    criteria_narrative: str
    image_url: str
    language: str
    creator: Issuer | None = None
    tags: tuple[str, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    achievement_type: str = "Badge"
    valid_days: int | None = None

    def __post_init__(self) -> None:
        texts = (self.name, self.description, self.criteria_narrative)
        if not all(text.strip() for text in texts):
            raise ValueError("a badge needs a name, a description and criteria")


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """The place of an award in a status list."""

    list_url: str
    index: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows that the learner did it: an address, a text, or both."""

    url: str | None = None
    name: str | None = None
    narrative: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Award:
    """A badge given to a person.

    ``id`` is the public address of the credential, ``subject_id`` a ``urn:uuid:``. With ``email``
    the credential carries the hash of e-mail and ``salt``, never the e-mail itself.
    """

    id: str
    subject_id: str
    awarded_at: datetime
    status: StatusEntry
    email: str | None = None
    salt: str = ""
    valid_until: datetime | None = None
    narrative: str | None = None
    evidence: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        if self.email and not self.salt:
            raise ValueError("a hashed e-mail needs a salt")


def expiry(achievement: Achievement, award: Award) -> datetime | None:
    """When the award ends: as it says itself, else by the badge's rule, else never."""
    if award.valid_until is None and achievement.valid_days is not None:
        return award.awarded_at + timedelta(days=achievement.valid_days)
    return award.valid_until
