"""What a city team sends about a topic, as clean values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning.topics.actions import Content
from col_app.learning.topics.models import LONGEST_LABEL, Topic
from col_app.ui.art.topics import ICONS, PLAIN_LOOK, TOPIC_LOOK, look_of
from col_app.ui.theme import TOPIC_HUES


@dataclass(slots=True)
class Draft:
    """A topic as the form has it."""

    names: dict[str, str] = field(default_factory=dict)
    colour: str = PLAIN_LOOK[0]
    icon: str = PLAIN_LOOK[1]
    is_featured: bool = False
    faults: dict[str, str] = field(default_factory=dict)

    def content(self, slug: str = "") -> Content:
        """The clean values of a draft without faults; the usual look of `slug` is not kept."""
        names = {lang: name for lang, name in self.names.items() if name}
        usual = TOPIC_LOOK.get(slug, PLAIN_LOOK)
        look = "" if (self.colour, self.icon) == usual else f"{self.colour}.{self.icon}"
        return Content(names, look, self.is_featured)


def of(topic: Topic, names: Mapping[str, str]) -> Draft:
    """The form of a topic that is there."""
    colour, icon = look_of(topic.look or topic.slug)
    return Draft(dict(names), colour, icon, topic.is_featured)


def read(form: MultiDict[str, str], langs: Sequence[str]) -> Draft:
    """Everything the form holds; what is wrong stands in `faults` by field."""
    draft = Draft(
        {lang: " ".join(form.get(f"name-{lang}", "").split()) for lang in langs},
        form.get("colour", ""),
        form.get("icon", ""),
        "featured" in form,
    )
    _check_names(draft, langs)
    if draft.colour not in TOPIC_HUES:
        draft.faults["colour"] = _("Choose one of these.")
    if draft.icon not in ICONS:
        draft.faults["icon"] = _("Choose one of these.")
    return draft


def _check_names(draft: Draft, langs: Sequence[str]) -> None:
    for lang, name in draft.names.items():
        if len(name) > LONGEST_LABEL:
            draft.faults[f"name-{lang}"] = ngettext(
                "Use at most %(num)d character.", "Use at most %(num)d characters.", LONGEST_LABEL
            )
    if not any(draft.names.values()):
        draft.faults[f"name-{langs[0]}"] = _("Write it in one language at least.")
