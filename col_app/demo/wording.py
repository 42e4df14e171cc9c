"""A city's voice: the languages it writes, and texts of the stock with its own names filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from col_app.core.i18n import FALLBACK
from col_app.demo import dice
from col_app.demo.contents import Texts
from col_app.demo.stock import LANGUAGES, Variants
from col_app.opening.atlas import CityFacts

# How a city is named with a preposition, unless the stock knows better (islands, regions).
_IN = {"en": "in {city}", "it": "a {city}", "nl": "in {city}"}
_OF = {"en": "of {city}", "it": "di {city}", "nl": "van {city}"}


@dataclass(frozen=True, slots=True)
class Voice:
    """Speaks for one city. `phrases` are the exceptions of this city: `in`, `of` → language."""

    facts: CityFacts
    phrases: Mapping[str, Texts]

    @property
    def languages(self) -> tuple[str, ...]:
        """English, and the language the city shows where the stock has it."""
        shown = self.facts.shown_language
        return (FALLBACK, shown) if shown in LANGUAGES and shown != FALLBACK else (FALLBACK,)

    def say(self, texts: Texts, at: Texts | None = None) -> Texts:
        """The text in the city's languages; `at` says where the place is."""
        return {lang: self._filled(texts[lang], lang, at) for lang in self.languages}

    def choose(self, variants: Variants, *words: object) -> Texts:
        """One variant, the same in every language."""
        index = dice.roll(self.facts.slug, *words) % len(variants[FALLBACK])
        return self.say({lang: variants[lang][index] for lang in self.languages})

    def _filled(self, text: str, lang: str, at: Texts | None) -> str:
        slots = {
            "{in_city}": self.phrases.get("in", _IN).get(lang, _IN[lang]),
            "{of_city}": self.phrases.get("of", _OF).get(lang, _OF[lang]),
            "{at_place}": at[lang] if at else "{at_place}",
            "{city}": self.facts.name(lang),
        }
        for slot, words in slots.items():
            text = text.replace(slot, words)
        return text
