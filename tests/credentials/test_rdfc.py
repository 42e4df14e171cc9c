import json
import re

import pytest

from col_app.recognition.credentials import rdfc

TERM = r'(<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:\^\^<[^>]*>|@\S+)?)'
QUAD = re.compile(rf"\s*{TERM}\s*{TERM}\s*{TERM}\s*{TERM}?\s*\.\s*(?:#.*)?")
STRING = "^^<http://www.w3.org/2001/XMLSchema#string>"


def unescape(text):
    """Escapes of N-Quads, read and written again in the canonical way."""
    pattern = r'\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[tbnrf"\'\\])'
    short = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
    return re.sub(
        pattern,
        lambda found: (
            short.get(found[1]) or (chr(int(found[1][1:], 16)) if found[1][0] in "uU" else found[1])
        ),
        text,
    )


def canonical_term(term):
    if not term or term[0] != '"':
        return unescape(term or "")
    text, _, suffix = term.rpartition('"')
    return f'"{rdfc.escape(unescape(text[1:]))}"{unescape(suffix).removeprefix(STRING)}'


def parse(text):
    found = (QUAD.fullmatch(line) for line in text.split("\n"))
    return [tuple(canonical_term(term) for term in quad.groups()) for quad in found if quad]


def test_a_blank_node_gets_the_canonical_label():
    quads = [("_:x", "<p:name>", '"a"', ""), ("<e:1>", "<p:knows>", "_:x", "")]

    assert (
        "".join(rdfc.canonicalize(quads)) == '<e:1> <p:knows> _:c14n0 .\n_:c14n0 <p:name> "a" .\n'
    )


def test_labels_and_order_of_the_input_do_not_matter():
    ring = [("_:a", "<p:n>", "_:b", ""), ("_:b", "<p:n>", "_:c", ""), ("_:c", "<p:n>", "_:a", "")]
    other = [tuple({"_:a": "_:z", "_:b": "_:y"}.get(t, t) for t in quad) for quad in ring[::-1]]

    assert rdfc.canonicalize(other) == rdfc.canonicalize(ring)


def test_control_characters_are_escaped_as_the_recommendation_says():
    assert rdfc.escape('\b\t\n\f\r"\\\x00\x0b\x7f\x85é') == (
        '\\b\\t\\n\\f\\r\\"\\\\\\u0000\\u000B\\u007F\x85é'
    )


def test_a_poison_graph_is_refused():
    nodes = [f"_:n{number}" for number in range(10)]
    clique = [(one, "<p:q>", other, "") for one in nodes for other in nodes if one != other]

    with pytest.raises(rdfc.PoisonError):
        rdfc.canonicalize(clique)


@pytest.mark.fixtures
def test_the_suite_of_w3c_passes(badge_files):
    folder = badge_files / "vectors/rdf-canon"
    entries = json.loads((folder / "manifest.jsonld").read_text())["entries"]
    cases = [entry for entry in entries if entry["type"] == "rdfc:RDFC10EvalTest"]
    failed = [
        entry["id"]
        for entry in cases
        if canonical(folder / entry["action"], entry.get("hashAlgorithm", "SHA256"))
        != (folder / entry["result"]).read_text()
    ]

    assert (len(cases), failed) == (64, [])


def canonical(path, algorithm):
    quads = parse(path.read_text())
    return "".join(rdfc.canonicalize(quads, algorithm=algorithm.lower()))


@pytest.mark.fixtures
def test_the_poison_graphs_of_w3c_are_refused(badge_files):
    folder = badge_files / "vectors/rdf-canon"
    entries = json.loads((folder / "manifest.jsonld").read_text())["entries"]
    poison = [entry for entry in entries if entry["type"] == "rdfc:RDFC10NegativeEvalTest"]

    assert poison
    for entry in poison:
        with pytest.raises(rdfc.PoisonError):
            rdfc.canonicalize(parse((folder / entry["action"]).read_text()))
