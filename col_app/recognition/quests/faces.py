"""Tasks, evidence and reviews in the reader's words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from col_app.core import formats, i18n
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning.activities.cards import own_tag
from col_app.learning.rewards import Look
from col_app.people.members import names
from col_app.recognition.badges import faces as badge_faces
from col_app.recognition.quests.conditions import Standing

Row = dict[str, Any]
NO_TEXT = {"en": "–"}
TITLE = 80


def title_of(text: str) -> str:
    """What a task is called: its first line, shortened between words."""
    return shorten(text.strip().partition("\n")[0], TITLE, placeholder=" …") or "–"


@dataclass(frozen=True, slots=True)
class Task:
    """One task with the state of what the reader handed in. `lang` as in cards."""

    id: int
    href: str
    title: str
    body: str
    lang: str
    evidence: str
    kind: str
    verified_by: str
    who: str
    state: str
    state_line: str
    tone: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Quest:
    """A quest under way, as the passport shows it."""

    href: str
    name: str
    lang: str
    look: Look
    done: int
    total: int
    line: str
    missing: list[str]
    sent_back: list[tuple[str, str, str]]
    """(address, title, language) of each task that waits for the learner again."""


def task(row: Row, order: tuple[str, ...]) -> Task:
    """A row of `queries.of_badge`."""
    lang, text = i18n.pick_value(row["texts"] or NO_TEXT, order)
    state = row["state"] or "new"
    return Task(
        id=row["id"],
        href=f"/tasks/{row['id']}",
        title=title_of(text),
        body=text,
        lang=own_tag(lang, order),
        evidence=row["evidence"],
        kind=kind(row["evidence"]),
        verified_by=row["verified_by"],
        who=who(row),
        state=state,
        state_line=_state_line(row, state),
        tone={"submitted": "info", "sent_back": "warn", "accepted": "good"}.get(state, "line"),
        is_open=state in {"new", "draft", "sent_back"},
    )


def kind(evidence: str) -> str:
    """What is asked for."""
    return {
        "text": _("Your own words"),
        "file": _("A file"),
        "photo": _("A photo"),
        "link": _("A link"),
    }[evidence]


def who(row: Row) -> str:
    """Who looks at it."""
    if row["verified_by"] == "self":
        return _("You check it yourself")
    if row["verified_by"] == "organiser":
        return _("The organiser looks at it")
    return ngettext(
        "Another learner looks at it",
        "%(num)d other learners look at it",
        row["peers"],
    )


def _state_line(row: Row, state: str) -> str:
    if state == "submitted" and row["verified_by"] == "peers" and row["accepted_count"]:
        return ngettext(
            "Handed in, %(count)s of %(num)d has accepted it",
            "Handed in, %(count)s of %(num)d have accepted it",
            row["peers"],
            count=row["accepted_count"],
        )
    return {
        "new": _("Not begun"),
        "draft": _("Draft"),
        "submitted": _("Handed in"),
        "sent_back": _("Sent back to you"),
        "accepted": _("Accepted"),
    }[state]


def quest(row: Row, order: tuple[str, ...]) -> Quest:
    """A row of `queries.under_way`."""
    lang, name = i18n.pick_value(row["names"], order)
    back = []
    for each in row["sent_back"] or ():
        its_lang, text = i18n.pick_value(each["texts"] or NO_TEXT, order)
        back.append((f"/tasks/{each['id']}", title_of(text), own_tag(its_lang, order)))
    return Quest(
        href=f"/badges/{row['id']}-{row['slug']}/tasks",
        name=name,
        lang=own_tag(lang, order),
        look=badge_faces.look(row),
        done=row["done"],
        total=row["task_count"],
        line=_("%(done)s of %(total)s done", done=row["done"], total=row["task_count"]),
        missing=[still_missing()[name] for name in row["unmet"]],
        sent_back=back,
    )


def still_missing() -> dict[str, str]:
    """What can be missing besides tasks."""
    return {
        "activity": _("Still missing: take part in the activity"),
        "playlist": _("Still missing: finish the playlist"),
        "badges": _("Still missing: earn the badges that it asks for"),
    }


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that a badge asks for; `is_met` is none for who is not signed in."""

    text: str
    href: str
    is_met: bool | None


def conditions(standing: Standing, task_count: int, done: int | None) -> list[Condition]:
    """All that a badge with tasks asks for; `done` is none for who is not signed in."""
    tasks = ngettext("Do the task", "Do all %(num)d tasks", task_count)
    if done is not None:
        line = _("%(done)s of %(total)s done", done=done, total=task_count)
        tasks = f"{tasks} ({line})"
    is_known = done is not None
    said = (
        (standing.was_there, _("Take part in the activity"), f"/activities/{standing.activity_id}"),
        (standing.has_finished, _("Finish the playlist"), f"/playlists/{standing.playlist_id}"),
        (standing.holds_enough, _("Hold the badges that it asks for"), ""),
    )
    others = [
        Condition(text, href, is_met if is_known else None)
        for is_met, text, href in said
        if is_met is not None
    ]
    href = f"/badges/{standing.quest.badge_id}/tasks"
    return [*others, Condition(tasks, href, done == task_count if is_known else None)]


@dataclass(frozen=True, slots=True)
class Item:
    """A submission in a queue. `name` is empty for peers."""

    id: int
    href: str
    title: str
    lang: str
    badge: str
    badge_lang: str
    criteria: str
    body: str
    task_body: str
    link: str
    name: str
    since: str
    round: int
    state: str
    evidence: str
    peers: str


def item(row: Row, order: tuple[str, ...], *, is_peer: bool) -> Item:
    """A row of `queries.queue`."""
    lang, text = i18n.pick_value(row["texts"] or NO_TEXT, order)
    badge_lang, badge = i18n.pick_value(row["badge_texts"], order)
    return Item(
        id=row["id"],
        href=f"{'/reviews' if is_peer else '/studio/review'}/{row['id']}",
        title=title_of(text),
        lang=own_tag(lang, order),
        badge=badge["name"],
        badge_lang=own_tag(badge_lang, order),
        criteria=badge["criteria"],
        body=row["body"],
        task_body=text,
        link=row["link"],
        name="" if is_peer else names.short(row["name"] or ""),
        since=moment(row["submitted_at"]),
        round=row["round"],
        state=row["state"],
        evidence=kind(row["evidence"]),
        peers=_peers(row),
    )


def _peers(row: Row) -> str:
    if row["verified_by"] != "peers":
        return ""
    return ngettext(
        "Accepted by %(count)s of %(num)d learner",
        "Accepted by %(count)s of %(num)d learners",
        row["peers"],
        count=row["accepted_count"],
    )


def moment(at: dt.datetime | None) -> str:
    """When something happened."""
    return formats.date_and_time(at) if at else ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a reviewer said earlier."""

    line: str
    words: str
    when: str


def said(row: Row, *, is_named: bool) -> Said:
    """A row of `queries.earlier`; learners and peers read no names of reviewers."""
    who_said = names.short(row["reviewer"] or "") if is_named and not row["is_peer"] else ""
    if row["decision"] == "accepted":
        line = _("Accepted by %(name)s", name=who_said) if who_said else _("Accepted")
    else:
        line = _("Sent back by %(name)s", name=who_said) if who_said else _("Sent back")
    return Said(line, row["words"], moment(row["decided_at"]))
