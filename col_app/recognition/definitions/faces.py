"""Badge definitions in the words of those who make them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from col_app.core import i18n
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning.activities.cards import own_tag
from col_app.learning.rewards import Look
from col_app.learning.vocabulary import Term, vocabulary
from col_app.recognition.badges.faces import look
from col_app.recognition.definitions.readiness import SHORTEST_CRITERIA, Point, state

MOST_FOUND = 8
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One badge of the list. `kind` is the tone of its state; `lang` is that of the name.

    `award_href` and `awards_href` are empty where there is nothing to award or nobody to look at.
    """

    href: str
    name: str
    lang: str
    organiser: str
    state: str
    kind: str
    note: str
    held: str
    award_href: str
    awards_href: str
    look: Look


@dataclass(frozen=True, slots=True)
class Tab:
    """One language of the editor."""

    code: str
    bcp47: str
    name: str
    state: str


def line(row: Row, order: tuple[str, ...]) -> Line:
    """The values of one row of `queries.listed`."""
    contents = row["contents"]
    lang, texts = i18n.pick_value(contents["texts"] or {order[0]: {"name": ""}}, order)
    label, kind = _state(row)
    href = f"/studio/badges/{row['id']}"
    return Line(
        href=href,
        name=texts["name"] or _("Without a name yet"),
        lang=own_tag(lang, order),
        organiser=i18n.pick_value(row["organiser_names"], order)[1],
        state=label,
        kind=kind,
        note=_("A new version is being written") if kind == "good" and row["has_draft"] else "",
        held=ngettext("%(num)d person holds it", "%(num)d people hold it", row["award_count"]),
        award_href=f"{href}/award" if row["is_published"] else "",
        awards_href=f"{href}/awards" if row["is_published"] or row["is_retired"] else "",
        look=look(contents | {"id": row["id"]}),
    )


def _state(row: Row) -> tuple[str, str]:
    if row["is_published"]:
        return _("Version %(number)s is published", number=row["version"]), "good"
    return (_("Retired"), "") if row["is_retired"] else (_("Draft"), "warn")


def tabs(contents: Row, langs: tuple[str, ...], reader: str) -> list[Tab]:
    """The languages that the city offers, with how far each is."""
    return [
        Tab(lang, i18n.tag(lang), i18n.name_in(lang, reader), state(contents, lang))
        for lang in langs
    ]


def points(missing: list[Point], reader: str) -> list[tuple[str, str, str, bool]]:
    """What is missing, in words: (field, language, sentence, whether it is needed)."""
    return [(_field(p), p.lang, _point(p, reader), p.is_needed) for p in missing]


def _field(point: Point) -> str:
    fields = {"skills": "f-find", "tasks": "tasks", "language": "f-name"}
    return fields.get(point.code, f"f-{point.code}")


def _point(point: Point, reader: str) -> str:
    language = i18n.name_in(point.lang, reader) if point.lang else ""
    sentences = {
        "name": _("Give the badge a name in %(language)s.", language=language),
        "description": _("Describe the badge in %(language)s.", language=language),
        "criteria": _(
            "Say in %(language)s what it takes, in at least %(num)s characters.",
            language=language, num=SHORTEST_CRITERIA,
        ),
        "skills": _("Choose at least one skill that the badge shows."),
        "tasks": _("Write every task in %(language)s, or take it out.", language=language),
        "language": _(
            "%(language)s is not complete: what is missing there is shown in another language.",
            language=language,
        ),
    }  # fmt: skip
    return sentences[point.code]


def chosen(uris: list[str]) -> list[Term]:
    """The skills of a draft."""
    return vocabulary().skills_named(uris)


def found(words: str, uris: list[str], order: tuple[str, ...]) -> list[Term]:
    """Skills of the city's spine whose name, in any language, holds these words."""
    asked = words.casefold().split()
    fitting = [
        term
        for term in vocabulary().offered_skills()
        if term.uri not in uris and asked and _fits(term, asked)
    ]
    return sorted(fitting, key=lambda term: len(term.label(order)))[:MOST_FOUND]


def _fits(term: Term, words: list[str]) -> bool:
    names = " ".join(term.labels.values()).casefold()
    return all(word in names for word in words)


def changes(before: Row, after: Row) -> list[str]:
    """What a new version changes."""
    names = {
        ("texts",): _("Texts"),
        ("tasks",): _("Tasks"),
        ("skills",): _("Skills"),
        ("layer",): _("Layer"),
        ("workload_minutes",): _("Workload"),
        ("valid_months",): _("How long it is valid"),
        ("shape", "palette", "icon", "pattern", "picture"): _("Picture"),
    }
    return [
        name
        for keys, name in names.items()
        if any((before[key] or None) != (after[key] or None) for key in keys)
    ]
