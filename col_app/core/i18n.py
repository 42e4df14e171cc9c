"""Languages: which one to speak, how to write its code, which text to pick."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from babel import Locale, UnknownLocaleError

INTERFACE = ("en", "lt", "sl", "it", "nl")
FALLBACK = "en"
RIGHT_TO_LEFT = frozenset({"ar", "he", "fa", "ur"})


V = TypeVar("V")


def tag(lang: str) -> str:
    """The BCP 47 form for addresses and `lang=`: `sr_Latn` → `sr-Latn`."""
    return lang.replace("_", "-")


def from_tag(text: str) -> str:
    """The Babel form of a BCP 47 tag: `sr-latn` → `sr_Latn`; unknown text stays unmatched."""
    parts = text.strip().replace("-", "_").split("_")
    if len(parts) > 1 and len(parts[1]) == 4:
        return f"{parts[0].lower()}_{parts[1].title()}"
    return parts[0].lower()


def direction(lang: str) -> str:
    """`rtl` or `ltr`."""
    return "rtl" if lang.split("_")[0] in RIGHT_TO_LEFT else "ltr"


def own_name(lang: str) -> str:
    """What a language calls itself, with a capital letter."""
    name = Locale.parse(lang).get_display_name(lang) or lang
    return name[:1].upper() + name[1:]


@lru_cache(maxsize=512)
def name_in(lang: str, reader: str) -> str:
    """The name of a language in the reader's language; the code itself when nobody knows it."""
    try:
        return Locale.parse(lang).get_display_name(reader) or lang
    except (UnknownLocaleError, ValueError):
        return lang


@lru_cache(maxsize=512)
def formatting_locale(lang: str, country: str) -> str:
    """The locale for dates and numbers: the language as it is written in the city's country."""
    language = lang.partition("_")[0]
    international = ("en_150",) if language == "en" else ()
    for candidate in (f"{lang}_{country}", *international, f"{language}_{country}", lang):
        try:
            return str(Locale.parse(candidate))
        except (UnknownLocaleError, ValueError):
            continue
    return FALLBACK


def negotiate(wanted: Iterable[str], offered: Sequence[str], default: str) -> str:
    """The first wanted language that is offered (also by its base: `pt_BR` → `pt`)."""
    for text in wanted:
        lang = from_tag(text)
        for candidate in (lang, lang.split("_")[0]):
            if candidate in offered:
                return candidate
    return default


def chain(reader: str, city_default: str) -> tuple[str, ...]:
    """The order in which texts are looked for: reader, city, English."""
    return tuple(dict.fromkeys((reader, city_default, FALLBACK)))


def pick_value(values: Mapping[str, V], order: Sequence[str]) -> tuple[str, V]:
    """(lang, texts) of the first language of `order` in `values`, else of any. Needs one value."""
    for lang in order:
        if lang in values:
            return lang, values[lang]
    return next(iter(values.items()))


def country_names(country: str, langs: Iterable[str]) -> dict[str, str]:
    """The name of a country (two letters) in some languages; the letters where nobody knows it."""
    return {lang: Locale.parse(lang).territories.get(country, country) for lang in langs}
