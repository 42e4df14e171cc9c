"""Wallets as pages show them: values in the reader's words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import tenancy
from col_app.core import clock, formats, i18n, web
from col_app.core.speech import gettext as _
from col_app.learning.activities.cards import own_tag
from col_app.learning.rewards import Look
from col_app.people.members import names
from col_app.recognition import credentials as ob
from col_app.recognition.awards import across
from col_app.recognition.awards.words import VerdictInWords, explain
from col_app.recognition.wallet import queries
from col_app.recognition.wallet.actions import Item
from col_app.recognition.wallet.models import Collection, CollectionItem, ImportedBadge

BADGES, COLLECTIONS = "/passport/badges", "/collections"
AWARD, FOREIGN = "award", "foreign"


@dataclass(frozen=True, slots=True)
class Entry:
    """A badge in a wallet. `key` names it in forms; `lang` is BCP 47 or empty."""

    key: str
    name: str
    lang: str
    description: str
    issuer: str
    awarded_at: dt.datetime | None
    date: str
    href: str
    look: Look | None
    state: str
    skills: tuple[str, ...]
    evidence: list[str]
    is_final: bool = False
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A foreign badge for its owner: the entry, the verdict and when it was found."""

    entry: Entry
    verdict: VerdictInWords
    checked: str
    form: str
    path: str


@dataclass(frozen=True, slots=True)
class Line:
    """A collection in one line, for its owner."""

    href: str
    title: str
    count: int
    label: str
    is_open: bool


def entries(person_id: int, order: tuple[str, ...]) -> list[Entry]:
    """Everything a person holds, latest first."""
    found = across.held(person_id, across.places(person_id))
    own = [award(city, row, order) for city, row in found]
    return _latest_first([*own, *map(imported, queries.imported(person_id))])


def _latest_first(found: Sequence[Entry]) -> list[Entry]:
    never = dt.datetime.min.replace(tzinfo=dt.UTC)
    return sorted(found, key=lambda entry: entry.awarded_at or never, reverse=True)


def award(city: tenancy.City, row: across.Row, order: tuple[str, ...]) -> Entry:
    """The values of one row of `across.held`."""
    lang, texts = i18n.pick_value(row["texts"], order)
    return Entry(
        key=f"{AWARD}-{row['public_id']}",
        name=texts["name"],
        lang=own_tag(lang, order),
        description=texts["description"],
        issuer=f"{i18n.pick_value(row['organiser_names'], order)[1]} · {city.name}",
        awarded_at=row["awarded_at"],
        date=formats.date(row["awarded_at"]),
        href=web.city_url(city, f"/credentials/{row['public_id']}"),
        look=_look(city, row),
        state=_("Withdrawn") if row["revoked_at"] else "",
        skills=tuple(i18n.pick_value(s, order)[1] for s in row["skills"] or () if s),
        evidence=[line for line in (row["narrative"] or "").splitlines() if line.strip()],
        is_final=row["playlist_id"] is not None,
    )


def _look(city: tenancy.City, row: across.Row) -> Look:
    """What a badge is drawn from; here a picture that was sent is known by its city, too."""
    sent = f"{city.slug}/{row['picture']}" if row["picture"] else ""
    return Look(row["shape"], row["palette"], row["icon"], row["pattern"], row["badge_id"], sent)


def imported(badge: ImportedBadge) -> Entry:
    """A foreign badge."""
    return Entry(
        key=f"{FOREIGN}-{badge.id}",
        name=badge.name or _("A badge without a name"),
        lang="",
        description=badge.description,
        issuer=badge.issuer or _("not said"),
        awarded_at=badge.awarded_at,
        date=formats.date(badge.awarded_at) if badge.awarded_at else "",
        href="",
        look=None,
        state=_states().get(badge.verdict, ""),
        skills=(),
        evidence=list(badge.evidence),
    )


def _states() -> dict[str, str]:
    return {
        "revoked": _("Withdrawn"),
        "expired": _("Expired"),
        "altered": _("Not as it was issued"),
        "cannot_check": _("Not checked by us"),
        "not_yet_valid": _("Not in force yet"),
    }


def kept(badge: ImportedBadge) -> Kept:
    """A foreign badge with its verdict."""
    checks = tuple(ob.Check(**check) for check in badge.checks)
    return Kept(
        imported(badge),
        explain(ob.Verdict(badge.verdict, checks)),
        formats.date(badge.checked_at),
        badge.form.upper(),
        f"{BADGES}/imported/{badge.id}",
    )


def is_open(own: Collection, *, may_share: bool = True) -> bool:
    """Whether others can see a collection now. Nobody sees one of somebody who may not share."""
    return own.is_shared and may_share and not is_over(own)


def is_over(own: Collection) -> bool:
    """Whether the last day of a collection has passed."""
    return own.ends_at is not None and own.ends_at <= clock.now()


def last_day(ends_at: dt.datetime) -> dt.datetime:
    """The last day of a link that ends when this day is over everywhere, in UTC."""
    return ends_at - dt.timedelta(days=1, hours=12)


def line(own: Collection, count: int, *, may_share: bool = True) -> Line:
    """A collection in one line."""
    label = _("Whoever has the link") if own.is_shared and may_share else _("Only you")
    if own.is_shared and is_over(own):
        label = _("Its last day is over")
    is_seen = is_open(own, may_share=may_share)
    return Line(f"{COLLECTIONS}/{own.public_id}", own.title, count, label, is_seen)


def shown(found: queries.Shown, order: tuple[str, ...]) -> list[Entry]:
    """The badges of a collection as strangers see them: hidden names and evidence are not there."""
    held = across.held(found.collection.person_id, found.places)
    each = {row["public_id"]: award(city, row, order) for city, row in held}
    badges = (each.get(item.award_id or "") or _foreign(item, found) for item in found.items)
    return [
        _veiled(entry, item, found.holder)
        for item, entry in zip(found.items, badges, strict=True)
        if entry is not None
    ]


def _foreign(item: CollectionItem, found: queries.Shown) -> Entry | None:
    badge = found.imported.get(item.imported_id or 0)
    return imported(badge) if badge else None


def _veiled(entry: Entry, item: CollectionItem, holder: str) -> Entry:
    values = {name: getattr(entry, name) for name in Entry.__slots__}
    values["evidence"] = entry.evidence if item.shows_evidence else []
    values["holder"] = holder if item.shows_name else ""
    return Entry(**values)


def by_line(entries_shown: Sequence[Entry], holder: str) -> str:
    """Who shows a collection: the full name if it stands beside a badge, else the short one."""
    if any(entry.holder for entry in entries_shown):
        return holder
    return names.short(holder)


def items_of(found: queries.Shown) -> dict[str, Item]:
    """What stands in a collection, by the keys of its entries."""
    return {
        f"{AWARD}-{item.award_id}" if item.award_id else f"{FOREIGN}-{item.imported_id}": Item(
            item.award_id, item.imported_id, item.shows_name, item.shows_evidence
        )
        for item in found.items
    }
