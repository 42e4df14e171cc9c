"""Rules of the house that no linter knows."""

import re
from pathlib import Path

import pytest

from col_app.core.access import Access
from col_app.core.db import NETWORK_SCHEMA, Base, CityModel, NetworkModel

ROOT = Path(__file__).resolve().parents[2]
CODE = ("tenancy", "col_app", "tests", "deploy", "dev.py", "wsgi.py")
SUFFIXES = {".py", ".js", ".mjs", ".css", ".html"}
MOST_LINES = 300
# Brought by npm, or written once by a tool and never edited.
NOT_WRITTEN_HERE = {"vendor", "built", "contexts", "versions"}
# Flask answers OPTIONS itself and `static` serves files of the code.
UNMARKED = {"static"}
KEEPING = ("files.keep(", "files.tells(")

JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
INLINE = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "javascript: address": re.compile(r"[\"']\s*javascript:", re.IGNORECASE),
    "script": re.compile(
        r"<script(?![^>]*\ssrc\s*=)(?![^>]*type=\"application/(?:ld\+)?json\")", re.IGNORECASE
    ),
}


def source_files():
    for name in CODE:
        path = ROOT / name
        files = path.rglob("*") if path.is_dir() else [path]
        yield from (
            file
            for file in files
            if file.suffix in SUFFIXES and not NOT_WRITTEN_HERE & set(file.parts)
        )


def templates():
    """Pages. Letters are no pages: mail programs know no style sheet but their own."""
    found = sorted((ROOT / "col_app").glob("**/templates/**/*.html"))
    return [each for each in found if "mail" not in each.parts]


def inline_parts(template):
    text = JINJA.sub("", template.read_text())
    return [name for name, pattern in INLINE.items() if pattern.search(text)]


def all_models(base):
    for model in base.__subclasses__():
        yield model
        yield from all_models(model)


def test_no_file_is_longer_than_three_hundred_lines():
    lengths = {file: len(file.read_text().splitlines()) for file in source_files()}
    too_long = {str(f.relative_to(ROOT)): n for f, n in lengths.items() if n > MOST_LINES}

    assert too_long == {}


def test_templates_hold_no_inline_style_or_script():
    found = {str(each.relative_to(ROOT)): inline_parts(each) for each in templates()}

    assert {name: parts for name, parts in found.items() if parts} == {}


@pytest.mark.parametrize(
    ("html", "part"),
    [
        ('<p style="color:red">', "style attribute"),
        ("<style>p{}</style>", "style element"),
        ('<button onclick="go()">', "event handler"),
        ('<a href="javascript:go()">', "javascript: address"),
        ("<script>go()</script>", "script"),
    ],
)
def test_inline_parts_are_seen(tmp_path, html, part):
    page = tmp_path / "page.html"
    page.write_text(html)

    assert inline_parts(page) == [part]


def test_scripts_of_their_own_address_and_json_are_fine(tmp_path):
    page = tmp_path / "page.html"
    page.write_text('<script src="/a.js"></script><script type="application/json">{}</script>')

    assert inline_parts(page) == []


def test_every_template_compiles(bare_app):
    names = bare_app.jinja_env.list_templates(extensions=["html", "txt", "xml", "svg"])
    names += [
        n
        for b in bare_app.blueprints.values()
        if b.jinja_loader
        for n in b.jinja_loader.list_templates()
    ]

    assert [name for name in names if not bare_app.jinja_env.get_template(name)] == []


def test_every_route_says_who_may_use_it(bare_app):
    views = bare_app.view_functions
    endpoints = {rule.endpoint for rule in bare_app.url_map.iter_rules()} - UNMARKED
    unmarked = {e for e in endpoints if not isinstance(getattr(views[e], "access", None), Access)}

    assert unmarked == set()


def test_every_route_answers_on_a_host_class(bare_app):
    strays = [rule.rule for rule in bare_app.url_map.iter_rules() if not rule.subdomain]

    assert strays == []


def test_every_model_lies_in_its_schema(bare_app):
    assert bare_app.blueprints
    network = {m.__table__.schema for m in all_models(NetworkModel) if hasattr(m, "__table__")}
    city = {m.__table__.schema for m in all_models(CityModel) if hasattr(m, "__table__")}

    assert (network, city) == ({NETWORK_SCHEMA}, {None})


def test_no_city_table_refers_to_the_network(bare_app):
    assert bare_app.blueprints
    references = [
        f"{table.name} -> {key.target_fullname}"
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if table.schema is None and key.target_fullname.startswith(f"{NETWORK_SCHEMA}.")
    ]

    assert references == []


def test_who_keeps_files_tells_which_are_its_own():
    """What no room names is swept after a day."""
    code = [file for file in source_files() if file.is_relative_to(ROOT / "col_app")]
    rooms = {word: {f.parent for f in code if word in f.read_text()} for word in KEEPING}

    assert rooms["files.keep("] <= rooms["files.tells("]
