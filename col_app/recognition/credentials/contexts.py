"""The published JSON-LD contexts, read from the folder beside this file.

They belong to W3C and 1EdTech and come with packages of npm and PyPI; only their hashes stand
here. A context that differs in one letter would give other signatures, so a wrong file is refused.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

CREDENTIALS_V1 = "https://www.w3.org/2018/credentials/v1"
CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES_3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
EXTENSIONS_1EDTECH = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"

CLR_2 = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"

Loader = Callable[[str], Mapping[str, Any]]

_FOLDER = Path(__file__).with_name("contexts")
# a library for Open Badges that carries the versions which npm has not, as they were published
_OF_PYPI = Path(str(getattr(find_spec("openbadgeslib"), "origin", ""))).parent / "ob3/contexts"

# address: (file, SHA-256 of the JSON with sorted keys and no spaces)
_KNOWN = {
    CREDENTIALS_V2: (
        _FOLDER / "v2.jsonld",
        "b463c8d6a066214123ddd9827b135e1b50e1fc73322cc52a9b12a4f1fc7d86cf",
    ),
    CREDENTIALS_V1: (
        _FOLDER / "v1.jsonld",
        "b01e671e873981f19a9102a9a57f666dbcaeb31b99e3e124378d143e71549247",
    ),
    OPEN_BADGES_3: (
        _FOLDER / "context-3.0.3.js",
        "c5e555a91a5cf48e32ae0a05674c61ddd5c053b680b5643b2f57f9965e386d99",
    ),
    EXTENSIONS_1EDTECH: (
        _FOLDER / "context-extensions.js",
        "15f4c347c6fe4380d9b6b93795859e33747ef48d5c55b91a71c52fb51c7bcbd7",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context.json": (
        _FOLDER / "context-3.0.js",
        "2c54acaa1cffda2420be32ab61f0a2082051211131c6337686f36f2537aa859b",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json": (
        _OF_PYPI / "ob-v3p0-context-3.0.1.json",
        "8bb2354552b70cbdf2066f6d3e24bc5c2be2619145737580ad2aebdc366e77d5",
    ),
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json": (
        _OF_PYPI / "ob-v3p0-context-3.0.2.json",
        "bdd1d11a55a660322f24660862a1d430ee80cce584465f750909daa43684357c",
    ),
    CLR_2: (
        _OF_PYPI / "clr_context_2.0.1.json",
        "7defe702c102faf14108579b7d65ef39ecf4c3bbef925b803e15bd77cd6e3394",
    ),
    "https://w3id.org/security/data-integrity/v1": (
        _FOLDER / "data-integrity-v1.jsonld",
        "9505bf85338a4c2121ad03992ac90061bc85d43bcfa34d9d47b779381cf08b5f",
    ),
    "https://w3id.org/security/data-integrity/v2": (
        _FOLDER / "data-integrity-v2.jsonld",
        "7ba3c50acf2689d5e07927267343eb353249c7c22a9f2d00307cc970e855e305",
    ),
    "https://www.w3.org/ns/credentials/status/v1": (
        _FOLDER / "vc-bitstring-status-list-v1.jsonld",
        "b2fcebfbaf4e6beae2be370fda8a5f9f99c28540c798a75a8cdccc0fb1a12492",
    ),
    "https://w3id.org/vc/status-list/2021/v1": (
        _FOLDER / "vc-status-list-v1.jsonld",
        "9768f9aa81ab6c3e2ad96b2d669eaba67afe13fff0140a853f1e3d313fab13b6",
    ),
    "https://w3id.org/vc-revocation-list-2020/v1": (
        _FOLDER / "vc-revocation-list-2020.jsonld",
        "375634e782babefd3763cb72b41b70527780b158fcf93855d8f3b56844233341",
    ),
    "https://w3id.org/security/suites/ed25519-2020/v1": (
        _FOLDER / "ed25519-signature-2020-v1.jsonld",
        "fb517f09d990829aed734c9bad8cbbb2ac3d5063b865c7e3d81f246074bf5691",
    ),
    "https://www.w3.org/ns/credentials/undefined-terms/v2": (
        _FOLDER / "undefined-terms-v2.jsonld",
        "3b11e1df8c618447e9f79f3737e3c30fc0841537eb95f36003742c633672bb9f",
    ),
}
# published, but in no package: to be had from their addresses alone
_ELSEWHERE = {
    "https://purl.imsglobal.org/spec/clr/v2p0/context.json": (
        "a2dd0c0c07434663b7b54a51dd8a3363f6d5c420efa87e3d97b4ef8661596d44"
    ),
    "https://w3id.org/security/suites/jws-2020/v1": (
        "eed16334842a5635257913b33acd1aeee29009eb188d855f9a1d0ceee4a8ae4d"
    ),
}


class ContextError(RuntimeError):
    """A context is missing, changed, or not one of those we know."""


@cache
def load(url: str) -> Mapping[str, Any]:
    """Return the context published at ``url``; raise ContextError when we do not hold it."""
    if url not in _KNOWN:
        raise ContextError(f"the context {url} is not known here")
    return read(*_KNOWN[url])


def is_elsewhere(url: str) -> bool:
    """Say whether the context at ``url`` can be told by its hash, but is not among our files."""
    return url in _ELSEWHERE


def checked(url: str, document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return ``document`` when it is what was published at ``url``; else raise ContextError."""
    if sorted_hash(document) != _ELSEWHERE[url]:
        raise ContextError(f"what was found at {url} is not what was published there")
    return document


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
