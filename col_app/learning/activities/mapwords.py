"""What the map says of its own accord, for the script that draws it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from babel import Locale

from col_app.core import web
from col_app.core.speech import gettext as _
from col_app.core.speech import ngettext
from col_app.learning.activities.search import MAX_PINS

NUMBERS = range(150)
"""Among them is one of every plural form of every language (CLDR)."""
Forms = dict[str, str]


def words() -> dict[str, Any]:
    """Sentences by name. Where a number stands in them: by plural form, `{n}` for the number."""
    return {
        "zoom": _forms("%(num)s activity here, zoom in", "%(num)s activities here, zoom in"),
        "spot": _forms("%(num)s activity here", "%(num)s activities here"),
        "places": _forms("%(num)s place here, zoom in", "%(num)s places here, zoom in"),
        "place": _forms("%(name)s: %(num)s activity", "%(name)s: %(num)s activities"),
        "empty": _("%(name)s: no activity of this list", name="{name}"),
        "here": _("You are here"),
        "cut": _(
            "The map shows the first %(count)s. Come closer or choose more filters to see all.",
            count=f"{MAX_PINS:,}".replace(",", "\u202f"),
        ),
    }


def _forms(one: str, many: str) -> Forms:
    return {
        form: ngettext(one, many, number, name="{name}").replace(str(number), "{n}")
        for form, number in _samples(web.reader_lang()).items()
    }


@lru_cache(maxsize=64)
def _samples(lang: str) -> dict[str, int]:
    """A number for each plural form of a language, as a browser names the forms."""
    form = Locale.parse(lang).plural_form
    return {form(number): number for number in reversed(NUMBERS)}
