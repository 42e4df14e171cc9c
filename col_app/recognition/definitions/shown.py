"""What the pages of the editor are made of."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import FileStorage

from col_app.core import i18n, web
from col_app.core.speech import gettext as _
from col_app.learning.activities.cards import own_tag
from col_app.recognition.badges import faces as badge_faces
from col_app.recognition.badges import words as badge_words
from col_app.recognition.badges.models import Badge
from col_app.recognition.definitions import actions, faces, pictures, queries, words
from col_app.recognition.definitions.forms import MOST_PEERS, Sent
from col_app.recognition.quests import queries as quests
from col_app.ui.art.badges import PALETTES

Values = dict[str, Any]


def editor(badge: Badge, sent: Sent, find: str) -> Values:
    """Everything that the editor shows."""
    contents, order = sent.contents, web.text_order()
    own = contents["palette"] if contents["palette"] not in PALETTES else ""
    city = "own-" + web.portal().colours[0].removeprefix("#")
    return {
        "badge_id": badge.id,
        "is_published": badge.published_at is not None,
        "is_retired": badge.retired_at is not None,
        "version": badge.version,
        "held": queries.holder_count(badge.id),
        "under_way": quests.count_under_way(badge.id),
        "sent": sent,
        "draft": contents,
        "name": name(contents),
        "texts": contents["texts"].get(sent.lang, {}),
        "others": i18n.pick_value(contents["texts"] or {sent.lang: {}}, order)[1],
        "lang": sent.lang,
        "bcp47": i18n.tag(sent.lang),
        "language": i18n.name_in(sent.lang, order[0]),
        "tabs": faces.tabs(contents, web.portal().languages, order[0]),
        "hours": sent.hours or _hours(contents["workload_minutes"]),
        "look": badge_faces.look(contents | {"id": badge.id}),
        "layers": [(key, label, "") for key, label in badge_faces.layer_labels().items()],
        "validities": words.validities(contents["valid_months"]),
        "skills": [(term, *_label(term, order)) for term in faces.chosen(contents["skills"])],
        "find": find,
        "found": [
            (term, *_label(term, order)) for term in faces.found(find, contents["skills"], order)
        ],
        "shapes": words.shapes(),
        "palettes": words.palettes(),
        "city_palette": city,
        "own_palette": own if own != city else "",
        "icons": words.icons(),
        "patterns": words.patterns(),
        "evidence": list(badge_words.evidence().items()),
        "verifiers": list(badge_words.verifiers().items()),
        "peer_counts": [(str(n), str(n)) for n in range(1, MOST_PEERS + 1)],
    }


def _hours(minutes: int | None) -> str:
    return f"{minutes / 60:g}" if minutes else ""


def _label(term: Any, order: tuple[str, ...]) -> tuple[str, str]:
    return term.label(order), own_tag(term.label_lang(order), order)


def name(contents: Values) -> str:
    """What a draft is called for this reader."""
    named = {lang: texts["name"] for lang, texts in contents["texts"].items() if texts["name"]}
    return i18n.pick_value(named, web.text_order())[1] if named else _("Without a name yet")


def preview(badge: Badge, contents: Values) -> Values:
    """The values of the page of a badge, for its draft."""
    order = web.text_order()
    lang = next((code for code in order if code in contents["texts"]), "")
    lang = lang or next(iter(contents["texts"]), order[0])
    blank = {"name": name(contents), "description": "", "criteria": ""}
    texts = blank | {k: v for k, v in contents["texts"].get(lang, {}).items() if v}
    names = queries.organisers(None)[badge.organiser_id]
    return {
        "badge_id": badge.id,
        "texts": texts,
        "lang": own_tag(lang, order),
        "look": badge_faces.look(contents | {"id": badge.id}),
        "organiser": i18n.pick_value(names, order)[1],
        "layer": badge_faces.layer_labels()[contents["layer"]],
        "hours": badge_faces.hours(contents["workload_minutes"]),
        "validity": badge_words.validity(contents["valid_months"]),
        "steps": badge_words.steps(contents["tasks"], order),
        "skills": badge_faces.skills(contents["skills"], order),
    }


def take_picture(file: FileStorage | None, sent: Sent) -> None:
    """Draw a picture anew and put it into the draft; what is wrong with it goes into the faults."""
    try:
        digest, png = pictures.redraw(file.read(pictures.MOST_BYTES + 1) if file else b"")
    except pictures.TooHeavyError:
        sent.faults["file"] = _(
            "This picture is too large. Send one of at most 2 MB and 24 million pixels, or an SVG "
            "of at most 300 kB."
        )
    except pictures.TooSmallError:
        sent.faults["file"] = _(
            "This picture is too small. Send one of at least 200 by 200 pixels."
        )
    except pictures.LeadsAwayError:
        sent.faults["file"] = _(
            "This SVG holds a script, another picture or a link to the outside. Export it as PNG "
            "and send that."
        )
    except pictures.NotAPictureError:
        sent.faults["file"] = _("Choose a picture first: a PNG, JPEG, WebP or SVG file.")
    else:
        actions.keep_picture(digest, png)
        sent.contents["picture"] = digest


ANCHORS = {
    "skill": "skills", "drop": "skills", "find": "skills", "task": "tasks", "remove": "tasks",
    "picture": "look", "look": "look", "lang": "texts",
}  # fmt: skip


def onwards(badge_id: int, sent: Sent, find: str) -> str:
    """Where a step leads."""
    address = f"/studio/badges/{badge_id}"
    if sent.step in ("preview", "publish"):
        return address + ("/preview" if sent.step == "preview" else "/publication")
    lang = sent.target if sent.step == "lang" else sent.lang
    asked = {"in": lang} | ({"find": find} if sent.step in ("find", "skill") and find else {})
    anchor = ANCHORS.get(sent.step, "")
    if sent.step in ("up", "down", "task"):
        anchor = f"task-{sent.target}"
    return f"{address}?{urlencode(asked)}" + (f"#{anchor}" if anchor else "")
