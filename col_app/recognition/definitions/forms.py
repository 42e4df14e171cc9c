"""What the editor of a badge sends, as a draft."""

from __future__ import annotations

import copy
import math
import re
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning.vocabulary import vocabulary
from col_app.recognition.badges.models import Evidence, Layer, Verifier
from col_app.ui.art.badges import CHOICES, ICONS, is_palette

Form = MultiDict[str, str]
LONGEST = {"name": 80, "description": 500, "criteria": 3000}
LONGEST_TASK, MOST_TASKS, MOST_SKILLS = 500, 20, 12
MOST_HOURS, MOST_PEERS = 2000, 9
MONTHS = (6, 12, 24, 36, 60)
OWN_COLOUR = "own"
SAVE = "save"


@dataclass(slots=True)
class Sent:
    """A draft as the form has it. `step` and `target` are what its button asks for on top."""

    contents: dict[str, Any]
    lang: str
    revision: int
    step: str
    target: str
    hours: str = ""
    faults: dict[str, str] = field(default_factory=dict)


def read(form: Form, before: dict[str, Any], lang: str) -> Sent:
    """The draft `before`, changed as the form says in one language, after its one step."""
    step, _dash, target = form.get("do", SAVE).partition("-")
    revision = form.get("revision", "0")
    number = int(revision) if revision.isdecimal() and len(revision) < 10 else 0
    sent = Sent(copy.deepcopy(before), lang, number, step, target)
    _read_texts(form, sent)
    _read_facts(form, sent)
    _read_look(form, sent)
    _read_skills(form, sent)
    _read_tasks(form, sent)
    return sent


def _read_texts(form: Form, sent: Sent) -> None:
    words = {}
    for name, most in LONGEST.items():
        text = form.get(name, "").replace("\r\n", "\n").strip()
        words[name] = text if name == "criteria" else " ".join(text.split())
        if len(words[name]) > most:
            sent.faults[name] = _at_most(most)
    sent.contents["texts"][sent.lang] = words
    sent.contents["texts"] = {
        lang: texts for lang, texts in sent.contents["texts"].items() if any(texts.values())
    }


def _read_facts(form: Form, sent: Sent) -> None:
    if form.get("layer") in set(Layer):
        sent.contents["layer"] = form["layer"]
    sent.hours = form.get("hours", "")
    sent.contents["workload_minutes"] = _minutes(sent.hours, sent.faults)
    months = form.get("valid_months", "")
    sent.contents["valid_months"] = int(months) if months in map(str, MONTHS) else None


def _minutes(text: str, faults: dict[str, str]) -> int | None:
    text = text.strip().replace(",", ".")
    if not text:
        return None
    try:
        hours = float(text)
    except ValueError:
        hours = math.nan
    minutes = round(hours * 60) if 0 < hours <= MOST_HOURS else 0
    if not minutes:
        faults["hours"] = _("Write a number of hours, such as 4 or 1.5, or leave it empty.")
    return minutes or None


def _read_look(form: Form, sent: Sent) -> None:
    for part, known in (("shape", CHOICES["shape"]), ("pattern", CHOICES["pattern"])):
        if form.get(part) in known:
            sent.contents[part] = form[part]
    if form.get("icon") in ICONS:
        sent.contents["icon"] = form["icon"]
    palette = form.get("palette", "")
    if palette == OWN_COLOUR:
        palette = "own-" + form.get("colour", "").strip().lower().removeprefix("#")
        if not is_palette(palette):
            sent.faults["colour"] = _("Write the colour as # and six digits, such as #1a7f5a.")
    if is_palette(palette):
        sent.contents["palette"] = palette
    if form.get("drawn") == "drawn":
        sent.contents["picture"] = None


def _read_skills(form: Form, sent: Sent) -> None:
    known = vocabulary()
    chosen = [term.uri for term in known.skills_named(form.getlist("skill"))]
    named = known.skills.get(sent.target)
    if named is not None and sent.step == "skill" and named.uri not in chosen:
        chosen.append(named.uri)
    if named is not None and sent.step == "drop":
        chosen = [uri for uri in chosen if uri != named.uri]
    if len(chosen) > MOST_SKILLS:
        sent.faults["find"] = ngettext(
            "A badge shows at most %(num)d skill. Take one out first.",
            "A badge shows at most %(num)d skills. Take one out first.",
            MOST_SKILLS,
        )
        chosen = chosen[:MOST_SKILLS]
    sent.contents["skills"] = chosen


def _read_tasks(form: Form, sent: Sent) -> None:
    before, tasks = sent.contents["tasks"], []
    for key in dict.fromkeys(form.getlist("task")):
        if not re.fullmatch(r"[0-9]{1,2}", key):
            continue
        at = int(key)
        texts = dict(before[at]["texts"]) if at < len(before) else {}
        tasks.append(_task(form, at, texts, sent))
    if sent.step == "task" and len(tasks) >= MOST_TASKS:
        sent.faults["tasks"] = ngettext(
            "A badge has at most %(num)d task.", "A badge has at most %(num)d tasks.", MOST_TASKS
        )
    elif sent.step == "task":
        tasks.append({"texts": {}, "evidence": "text", "verified_by": "organiser", "peers": None})
        sent.target = str(len(tasks) - 1)
    sent.contents["tasks"] = _arranged(tasks[:MOST_TASKS], sent)


def _task(form: Form, at: int, texts: dict[str, str], sent: Sent) -> dict[str, Any]:
    text = " ".join(form.get(f"task-{at}", "").split())
    if len(text) > LONGEST_TASK:
        sent.faults[f"task-{at}"] = _at_most(LONGEST_TASK)
    evidence, by = form.get(f"evidence-{at}"), form.get(f"verified-{at}")
    verified = by if by in set(Verifier) else Verifier.ORGANISER.value
    peers = form.get(f"peers-{at}", "")
    counted = int(peers) if re.fullmatch(r"[1-9]", peers) else 1
    return {
        "texts": {lang: words for lang, words in (texts | {sent.lang: text}).items() if words},
        "evidence": evidence if evidence in set(Evidence) else Evidence.TEXT.value,
        "verified_by": verified,
        "peers": counted if verified == Verifier.PEERS else None,
    }


def _arranged(tasks: list[dict[str, Any]], sent: Sent) -> list[dict[str, Any]]:
    """The tasks with one of them a place up, a place down, or gone."""
    steps = {"up": -1, "down": 1, "remove": 0}
    at = int(sent.target) if re.fullmatch(r"[0-9]{1,2}", sent.target) else len(tasks)
    if sent.step not in steps or at >= len(tasks):
        return tasks
    task = tasks.pop(at)
    if sent.step != "remove":
        to = min(len(tasks), max(0, at + steps[sent.step]))
        tasks.insert(to, task)
        sent.target = str(to)
    return tasks


def _at_most(most: int) -> str:
    return ngettext("Use at most %(num)d character.", "Use at most %(num)d characters.", most)
