"""From a JSON-LD document to canonical N-Quads, in safe mode.

Slow (milliseconds): used when a template is compiled and when a badge is verified. pyld keeps
process-wide caches that are not safe for threads, therefore one lock.
"""

import re
import threading
from collections.abc import Mapping
from typing import Any

from pyld import jsonld

from col_app.recognition.credentials import contexts, rdfc

_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
_LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
# a relative IRI becomes visible by this prefix, and is then refused
_NOWHERE = "https://relative.invalid/"
# what is no IRI is left out of RDF without a word; these letters would break N-Quads
_NAME = re.compile(r"(_|[A-Za-z][A-Za-z0-9+.-]*):[^\s<>\"\\\x00-\x20\x7f]*")
_LOCK = threading.Lock()
# pyld stumbles over malformed documents in more ways than by its own error
_PYLD_ERRORS = (
    jsonld.JsonLdError,
    contexts.ContextError,
    RecursionError,
    TypeError,
    ValueError,
    LookupError,
    AttributeError,
)


class UnsafeError(ValueError):
    """Part of the document would not be covered by the signature, or not for everybody."""


def canonical(
    document: Mapping[str, Any], load: contexts.Loader = contexts.load, algorithm: str = "sha256"
) -> str:
    """Return the canonical N-Quads of ``document`` (JSON-LD 1.1 to RDF, then RDFC-1.0).

    Raise UnsafeError for terms that no context defines and for relative IRIs: both would be
    dropped without a word or read differently elsewhere. Raise ContextError for a context that
    ``load`` does not know, rdfc.PoisonError for a graph made to cost time.
    """
    return "".join(rdfc.canonicalize(_quads(document, load), algorithm=algorithm))


def statements(
    document: Mapping[str, Any], load: contexts.Loader, relabel: rdfc.Relabel
) -> list[str]:
    """Return the canonical N-Quads one by one, with other names for the blank nodes.

    Raise what ``canonical`` raises.
    """
    return rdfc.canonicalize(_quads(document, load), relabel=relabel)


def _quads(document: Mapping[str, Any], load: contexts.Loader) -> list[rdfc.Quad]:
    with _LOCK:
        dataset = _expand(document, load)
    return [
        (_term(triple["subject"]), _term(triple["predicate"]), _term(triple["object"]), graph)
        for name, triples in dataset.items()
        for graph in [_graph(name)]
        for triple in triples
    ]


def _expand(document: Mapping[str, Any], load: contexts.Loader) -> Any:
    options = {
        "documentLoader": _document_loader(load),
        "base": _NOWHERE,
        "rdfDirection": "i18n-datatype",
    }
    processor = jsonld.JsonLdProcessor(on_property_dropped=_refuse)
    try:
        expanded = processor.expand(document, options)
        _check_names(expanded)
        return processor.to_rdf(expanded, options)
    except _PYLD_ERRORS as error:
        raise _root_cause(error) from error


def _check_names(expanded: Any) -> None:
    """Refuse a name of a thing or a type that is no absolute IRI, wherever it stands."""
    if isinstance(expanded, list):
        for part in expanded:
            _check_names(part)
    elif isinstance(expanded, dict):
        names = [expanded.get("@id", "_:")]
        types = expanded.get("@type", [])
        for name in [*names, *(types if isinstance(types, list) else [types])]:
            if name.startswith(_NOWHERE) or not _NAME.fullmatch(name):
                raise UnsafeError(f"{name.removeprefix(_NOWHERE)!r} is not an absolute IRI")
        for member, value in expanded.items():
            if member not in ("@id", "@type", "@value"):
                _check_names(value)


def _document_loader(load: contexts.Loader) -> Any:
    def loader(url: str, _options: Any = None) -> dict[str, Any]:
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": load(url),
        }

    return loader


def _refuse(name: str | None) -> None:
    raise UnsafeError(f"no context defines {name!r}, it would not be signed")


def _root_cause(error: BaseException) -> Exception:
    """pyld wraps what callbacks raise; our own errors are worth more than its wrapping."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, UnsafeError | contexts.ContextError):
            return cause
        cause = cause.__cause__ or cause.__context__
    return UnsafeError(f"not a JSON-LD document: {error}")


def _graph(name: str) -> str:
    if name == "@default":
        return ""
    return name if name.startswith("_:") else f"<{name}>"


def _term(term: Mapping[str, str]) -> str:
    if term["type"] == "literal":
        return _literal(term)
    value = term["value"]
    if term["type"] == "blank node":
        return value if value.startswith("_:") else f"_:{value}"
    return f"<{value}>"


def _literal(term: Mapping[str, str]) -> str:
    text = f'"{rdfc.escape(term["value"])}"'
    datatype = term.get("datatype", _XSD_STRING)
    if datatype == _XSD_STRING:
        return text
    return f"{text}@{term['language']}" if datatype == _LANG_STRING else f"{text}^^<{datatype}>"
