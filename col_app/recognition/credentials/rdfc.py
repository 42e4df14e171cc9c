"""RDF Dataset Canonicalization, RDFC-1.0 (W3C Recommendation, section 4), with SHA-256 or SHA-384.

A quad is a tuple (subject, predicate, object, graph) of N-Quads terms in canonical form; the
graph is "" for the default graph. Two short cuts change no result: without blank nodes there is
nothing to label, and blank nodes with different first-degree hashes need no further step.
"""

import hashlib
from collections.abc import Callable, Iterable
from itertools import permutations

Quad = tuple[str, str, str, str]
Relabel = Callable[[str], str]
"""Gives the name of a blank node for its canonical one (both without "_:")."""

_ESCAPES = (
    {number: f"\\u{number:04X}" for number in (*range(0x20), 0x7F)}
    | {0x08: "\\b", 0x09: "\\t", 0x0A: "\\n", 0x0C: "\\f", 0x0D: "\\r"}
    | {0x22: '\\"', 0x5C: "\\\\"}
)


class PoisonError(ValueError):
    """The graph needs more work than an honest document ever does."""


def escape(text: str) -> str:
    """Escape a literal for canonical N-Quads (RDFC-1.0, section 5)."""
    return text.translate(_ESCAPES)


def canonicalize(
    quads: Iterable[Quad],
    budget: int = 30_000,
    algorithm: str = "sha256",
    relabel: Relabel | None = None,
) -> list[str]:
    """Return the canonical N-Quads, line by line; raise PoisonError when ``budget`` is too small.

    A step is one N-degree call or one permutation: their number can grow like the factorial of
    the size of a graph made for that purpose. ``algorithm`` is the one that tells nodes apart,
    ``relabel`` gives the nodes other names before the lines are sorted.
    """
    unique = list(dict.fromkeys(quads))
    names = _Labelling(unique, budget, algorithm).run()
    if relabel is not None:
        names = {node: f"_:{relabel(name.removeprefix('_:'))}" for node, name in names.items()}
    return sorted({_line(_rename(quad, lambda node: names[node])) for quad in unique})


class _Issuer:
    """Identifier issuer (section 4.6): gives out prefix0, prefix1, ... in order of asking."""

    def __init__(self, prefix: str, names: dict[str, str] | None = None) -> None:
        self.prefix = prefix
        self.names = dict(names or {})

    def name(self, node: str) -> str:
        if node not in self.names:
            self.names[node] = f"{self.prefix}{len(self.names)}"
        return self.names[node]

    def copy(self) -> "_Issuer":
        return _Issuer(self.prefix, self.names)


class _Labelling:
    """Finds the canonical label of every blank node of one dataset."""

    def __init__(self, quads: list[Quad], budget: int, algorithm: str) -> None:
        self.budget = budget
        self.algorithm = algorithm
        self.canonical = _Issuer("_:c14n")
        self.quads_of: dict[str, list[Quad]] = {}
        for quad in quads:
            for node in {term for term in (quad[0], quad[2], quad[3]) if _is_blank(term)}:
                self.quads_of.setdefault(node, []).append(quad)
        self.first_hash = {node: self._first_degree(node) for node in self.quads_of}

    def run(self) -> dict[str, str]:
        by_hash: dict[str, list[str]] = {}
        for node, digest in self.first_hash.items():
            by_hash.setdefault(digest, []).append(node)
        groups = [by_hash[digest] for digest in sorted(by_hash)]
        for nodes in groups:
            if len(nodes) == 1:
                self.canonical.name(nodes[0])
        for nodes in groups:
            self._label_alike(nodes)
        return self.canonical.names

    def _label_alike(self, nodes: list[str]) -> None:
        results = []
        for node in nodes:
            if node not in self.canonical.names:
                issuer = _Issuer("_:b")
                issuer.name(node)
                results.append(self._n_degree(node, issuer))
        for _, issuer in sorted(results, key=lambda result: result[0]):
            for node in issuer.names:
                self.canonical.name(node)

    def _first_degree(self, node: str) -> str:
        """Hash First Degree Quads (section 4.6)."""
        lines = [
            _line(_rename(quad, lambda other: "_:a" if other == node else "_:z"))
            for quad in self.quads_of[node]
        ]
        return self._digest("".join(sorted(lines)))

    def _related_hash(self, node: str, quad: Quad, issuer: _Issuer, position: str) -> str:
        """Hash Related Blank Node (section 4.7)."""
        predicate = "" if position == "g" else quad[1]
        known = self.canonical.names.get(node) or issuer.names.get(node) or self.first_hash[node]
        return self._digest(position + predicate + known)

    def _n_degree(self, node: str, issuer: _Issuer) -> tuple[str, _Issuer]:
        """Hash N-Degree Quads (section 4.8)."""
        self._spend()
        related: dict[str, list[str]] = {}
        for quad in self.quads_of[node]:
            for position, other in (("s", quad[0]), ("o", quad[2]), ("g", quad[3])):
                if _is_blank(other) and other != node:
                    digest = self._related_hash(other, quad, issuer, position)
                    related.setdefault(digest, []).append(other)
        message = ""
        for digest in sorted(related):
            path, issuer = self._shortest_path(related[digest], issuer)
            message += digest + path
        return self._digest(message), issuer

    def _shortest_path(self, nodes: list[str], issuer: _Issuer) -> tuple[str, _Issuer]:
        best: tuple[str, _Issuer] | None = None
        for order in permutations(nodes):
            self._spend()
            found = self._path(order, issuer.copy(), best[0] if best else "")
            if found and (best is None or found[0] < best[0]):
                best = found
        return best or ("", issuer)

    def _path(
        self, order: tuple[str, ...], issuer: _Issuer, best: str
    ) -> tuple[str, _Issuer] | None:
        """Steps 5.4.4 and 5.4.5: the path of one order, None when it cannot be the best."""
        path = ""
        unvisited: list[str] = []
        for node in order:
            if node in self.canonical.names:
                path += self.canonical.names[node]
            else:
                if node not in issuer.names:
                    unvisited.append(node)
                path += issuer.name(node)
            if _is_worse(path, best):
                return None
        for node in unvisited:
            digest, reached = self._n_degree(node, issuer)
            path += f"{issuer.name(node)}<{digest}>"
            issuer = reached
            if _is_worse(path, best):
                return None
        return path, issuer

    def _digest(self, text: str) -> str:
        return hashlib.new(self.algorithm, text.encode()).hexdigest()

    def _spend(self) -> None:
        self.budget -= 1
        if self.budget < 0:
            raise PoisonError("the graph is too entangled to be canonicalized")


def _is_worse(path: str, best: str) -> bool:
    return bool(best) and len(path) >= len(best) and path > best


def _is_blank(term: str) -> bool:
    return term.startswith("_:")


def _rename(quad: Quad, name: Callable[[str], str]) -> Quad:
    subject, predicate, value, graph = quad
    return (
        name(subject) if _is_blank(subject) else subject,
        predicate,
        name(value) if _is_blank(value) else value,
        name(graph) if _is_blank(graph) else graph,
    )


def _line(quad: Quad) -> str:
    return " ".join(term for term in quad if term) + " .\n"
