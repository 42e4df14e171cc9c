"""The published JSON-LD contexts, read from the folder beside this file.

They belong to W3C and 1EdTech and come from npm packages; only their hashes stand here. A context
that differs in one letter would give other signatures, so a wrong file is refused. No package has
that of learner records (CLR): what its terms mean is written down in `clr`.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from col_app.recognition.credentials import clr

CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES_3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
EXTENSIONS_1EDTECH = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"

CLR_2 = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"

Loader = Callable[[str], Mapping[str, Any]]

_FOLDER = Path(__file__).with_name("contexts")

# address: (file, SHA-256 of the JSON with sorted keys and no spaces)
_KNOWN = {
    CREDENTIALS_V2: (
        "credentials-v2.jsonld",
        "b463c8d6a066214123ddd9827b135e1b50e1fc73322cc52a9b12a4f1fc7d86cf",
    ),
    OPEN_BADGES_3: (
        "context-3.0.3.js",
        "c5e555a91a5cf48e32ae0a05674c61ddd5c053b680b5643b2f57f9965e386d99",
    ),
    EXTENSIONS_1EDTECH: (
        "context-extensions.js",
        "15f4c347c6fe4380d9b6b93795859e33747ef48d5c55b91a71c52fb51c7bcbd7",
    ),
}


class ContextError(RuntimeError):
    """A context is missing, changed, or not one of those we know."""


@cache
def load(url: str) -> Mapping[str, Any]:
    """Return the context published at ``url``; raise ContextError when we do not hold it."""
    if url == CLR_2:
        return clr.context()
    if url not in _KNOWN:
        raise ContextError(f"the context {url} is not known here")
    name, digest = _KNOWN[url]
    return read(_FOLDER / name, digest)


def read(path: Path, digest: str) -> Mapping[str, Any]:
    """Read one context file and refuse it when its content is not the published one."""
    try:
        document = _parse(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ContextError(_advice(path)) from error
    if sorted_hash(document) != digest:
        raise ContextError(_advice(path))
    return document


def sorted_hash(document: Mapping[str, Any]) -> str:
    """SHA-256 of the JSON with sorted keys: layout and line ends do not count."""
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _parse(text: str) -> Mapping[str, Any]:
    # one of the npm packages wraps its JSON as "module.exports = {...};"
    body = text.rpartition("module.exports =")[2].strip().removesuffix(";")
    return json.loads(body)


def _advice(path: Path) -> str:
    return (
        f"The JSON-LD context {path.name} is missing or differs from the published one. "
        "Run `python3 dev.py run` once: it fetches the npm packages of the lock file "
        f"and copies the context to {path.parent}."
    )
