"""An activity as its page shows it: values in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from col_app.core import clock, formats, i18n
from col_app.learning.activities.cards import labels_of_format, labels_of_type, left_text
from col_app.learning.vocabulary import Term, vocabulary


@dataclass(frozen=True, slots=True)
class Link:
    """A name that leads somewhere. `lang` is BCP 47."""

    label: str
    href: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """What the page says. Empty strings stand for what is not known."""

    id: int
    href: str
    title: str
    summary: str
    body: str
    how: str
    lang: str
    lang_name: str
    topic: str
    topics: list[Link]
    skills: list[Link]
    type_label: str
    kind_label: str
    format_label: str
    day: str
    hours: str
    sessions: int
    place: Link | None
    address: str
    access: list[str]
    organiser: Link
    is_verified: bool
    ages: str
    languages: str
    price: str
    capacity: int | None
    taken: int
    left: str
    is_full: bool
    is_past: bool
    is_cancelled: bool
    lat: float | None
    lon: float | None


def access_labels() -> dict[str, str]:
    """Names of the accessibility facts."""
    return {
        "step-free": _("Step-free"),
        "quiet-room": _("Quiet room"),
        "sign-language": _("Sign language"),
        "hearing-loop": _("Hearing loop"),
    }


def kind_labels() -> dict[str, str]:
    """Names of the kinds of learning."""
    return {
        "formal": _("Formal learning"),
        "non_formal": _("Non-formal learning"),
        "informal": _("Informal learning"),
        "in_work": _("Learning at work"),
    }


def detail(row: dict[str, Any], order: tuple[str, ...]) -> Detail:
    """The values of one row of `queries.page`."""
    lang, texts = i18n.pick_value(row["texts"], order)
    words, reader = vocabulary(), order[0]
    ends = row["ends_at"] or row["starts_at"]
    return Detail(
        id=row["id"],
        href=f"/activities/{row['id']}-{row['slug']}",
        title=texts["title"],
        summary=texts["summary"],
        body=texts["body"],
        how=texts["how"],
        lang=i18n.tag(lang),
        lang_name=i18n.name_in(lang, reader) if lang != reader else "",
        topic=(row["topics"] or ["democracy"])[0],
        topics=_links(words.topics, row["topics"], "/activities?topic=", order),
        skills=_links(words.skills, row["skills"], "/skills/", order),
        type_label=labels_of_type()[row["type"]],
        kind_label=kind_labels()[row["learning_kind"]],
        format_label=labels_of_format()[row["format"]],
        day=formats.long_day(row["starts_at"]) if row["starts_at"] else _("Any time"),
        hours=_hours(row),
        sessions=row["sessions_count"],
        place=_place(row, order),
        address=row["address"] or "",
        access=_access(row),
        organiser=_organiser(row, order),
        is_verified=row["organiser_verified_at"] is not None,
        ages=_ages(row["age_min"], row["age_max"]),
        languages=", ".join(i18n.name_in(code, reader) for code in row["languages"]),
        price=formats.price(row["price_cents"], row["currency"]),
        capacity=row["capacity"],
        taken=row["taken_count"],
        left=left_text(row["capacity"], row["taken_count"]),
        is_full=row["capacity"] is not None and row["taken_count"] >= row["capacity"],
        is_past=ends is not None and ends < clock.now(),
        is_cancelled=row["state"] == "cancelled",
        lat=row["lat"],
        lon=row["lon"],
    )


def _links(
    terms: Any, slugs: list[str] | None, base: str, order: tuple[str, ...]
) -> list[Link]:
    known: list[Term] = [terms[slug] for slug in slugs or () if slug in terms]
    return [
        Link(term.label(order), f"{base}{term.slug}", i18n.tag(term.label_lang(order)))
        for term in known
    ]


def _hours(row: dict[str, Any]) -> str:
    starts, ends = row["starts_at"], row["ends_at"]
    if starts is None:
        return ""
    if ends is None or ends - starts >= formats.ALL_DAY:
        return formats.when(starts, ends)
    return f"{formats.clock_time(starts)}–{formats.clock_time(ends)}"


def _place(row: dict[str, Any], order: tuple[str, ...]) -> Link | None:
    if not row["place_names"]:
        return None
    lang, name = i18n.pick_value(row["place_names"], order)
    return Link(name, f"/places/{row['place_id']}-{row['place_slug']}", i18n.tag(lang))


def _organiser(row: dict[str, Any], order: tuple[str, ...]) -> Link:
    lang, name = i18n.pick_value(row["organiser_names"], order)
    return Link(name, f"/organisers/{row['organiser_id']}-{row['organiser_slug']}", i18n.tag(lang))


def _access(row: dict[str, Any]) -> list[str]:
    labels = access_labels()
    facts = dict.fromkeys([*row["access"], *(row["place_access"] or ())])
    return [labels[fact] for fact in facts if fact in labels]


def _ages(least: int | None, most: int | None) -> str:
    if least is None and most is None:
        return _("All ages")
    if most is None or most >= 99:
        return _("From %(age)d years", age=least or 0)
    if least is None:
        return _("Up to %(age)d years", age=most)
    return _("Ages %(least)d to %(most)d", least=least, most=most)
