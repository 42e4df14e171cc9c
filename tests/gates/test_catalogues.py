"""The interface speaks every language that it offers, completely."""

import ast
import tomllib
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("lt", "sl", "it", "nl", "en")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "lazy_pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


@pytest.fixture(scope="module")
def shown_texts():
    """(context, text) of everything that is marked for translation."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]
    methods = [(each["pattern"], each["method"]) for each in settings["mappings"]]
    found = extract_from_dir(ROOT / "col_app", methods, keywords=KEYWORDS)
    return {(context, text) for _file, _line, text, _notes, context in found}


def read(language):
    file = ROOT / f"translations/{language}/LC_MESSAGES/messages.po"
    with file.open("rb") as source:
        return read_po(source, locale=language)


def forms(message):
    return message.string if isinstance(message.string, tuple | list) else (message.string,)


def bare(expression):
    return "".join(c for c in expression if c not in " ();")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language, shown_texts):
    known = {(m.context, m.id) for m in read(language) if m.id}

    assert shown_texts - known == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_empty_or_fuzzy(language):
    messages = [message for message in read(language) if message.id]

    assert [m.id for m in messages if m.fuzzy or not all(forms(m))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_those_of_the_text(language):
    catalogue = read(language)

    assert [(m.id, str(e)) for m in catalogue if m.id for e in m.check(catalogue)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_are_those_of_the_language(language):
    catalogue, known = read(language), get_plural(language)

    assert (catalogue.num_plurals, bare(catalogue.plural_expr)) == (
        known.num_plurals,
        bare(known.plural_expr),
    )


def test_no_text_stands_inside_the_call_for_another():
    """Babel reads the outer call alone there, and the inner text is never translated."""
    names = set(KEYWORDS) | {"_"}

    def calls(tree):
        return [n for n in ast.walk(tree) if getattr(getattr(n, "func", None), "id", "") in names]

    nested = [
        f"{file.relative_to(ROOT)}:{inner.lineno}"
        for file in sorted((ROOT / "col_app").rglob("*.py"))
        for outer in calls(ast.parse(file.read_text()))
        for inner in calls(ast.Module([*outer.args, *(k.value for k in outer.keywords)], []))
    ]

    assert nested == []
